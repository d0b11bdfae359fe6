/** Fields of forms: each kind of answer, with its hint, its mark and its error beside it. */

import { h } from "./dom.js";
import { state } from "./store.js";

const MANY = 8;
const MISSING = {
  one: "Choose one.",
  some: "Choose at least one.",
  file: "Choose a file.",
  place: "Choose a place.",
};
let count = 0;

/**
 * Return a field: {name, node, value(), file?(), check(), focus()}. `check` shows the error and
 * returns whether the answer will do.
 */
export function field(spec) {
  const id = `field-${(count += 1)}`;
  const made = KINDS[spec.type](spec, id);
  const error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
  const node = made.group ? grouped(spec, id, made) : single(spec, id, made);
  node.append(error);
  const check = () => {
    const sentence = problem(spec, made);
    error.textContent = sentence;
    error.hidden = !sentence;
    for (const input of made.inputs) input.toggleAttribute("aria-invalid", Boolean(sentence));
    if (sentence) made.inputs.forEach((input) => input.setAttribute("aria-invalid", "true"));
    return !sentence;
  };
  node.addEventListener("input", () => !error.hidden && check());
  const focus = () => (made.inputs.find((input) => input.checked) ?? made.inputs[0]).focus();
  return { name: spec.name, node, value: made.value, file: made.file, check, focus };
}

function problem(spec, made) {
  const value = made.value();
  if (spec.required && !value.trim()) return MISSING[spec.type] ?? "Please fill this in.";
  const over = value.length - spec.most;
  if (["line", "text"].includes(spec.type) && over > 0) {
    return `At most ${spec.most} characters fit; this is ${over} too long.`;
  }
  return "";
}

function mark(spec) {
  return h("span", {
    class: spec.required ? "needed" : "optional",
    text: spec.required ? "required" : "optional",
  });
}

function described(id, spec) {
  return spec.hint ? `${id}-hint ${id}-error` : `${id}-error`;
}

function hint(id, spec) {
  return spec.hint && h("p", { class: "hint", id: `${id}-hint`, text: spec.hint });
}

function single(spec, id, made) {
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, spec.label, " ", mark(spec)),
    hint(id, spec),
    made.node,
  );
}

function grouped(spec, id, made) {
  return h(
    "fieldset",
    {
      class: "field",
      "aria-describedby": described(id, spec),
      role: spec.type === "one" ? "radiogroup" : null,
      "aria-required": spec.type === "one" && spec.required ? "true" : null,
    },
    h("legend", {}, spec.label, " ", mark(spec)),
    hint(id, spec),
    made.node,
  );
}

const KINDS = { line: written, text: written, one, some, file, place };

function written(spec, id) {
  const long = spec.type === "text";
  const input = h(long ? "textarea" : "input", {
    id,
    name: spec.name,
    required: spec.required,
    "aria-describedby": described(id, spec),
    ...(long ? { rows: 4 } : { type: "text", autocomplete: "off" }),
  });
  input.value = spec.value;
  const left = h("span", { class: "count", "aria-hidden": "true" });
  const tellLeft = () => {
    const rest = spec.most - input.value.length;
    const words = rest < 0 ? `${-rest} too long` : `${rest} left`;
    left.textContent = rest < Math.min(60, spec.most / 4) ? words : "";
  };
  input.addEventListener("input", tellLeft);
  tellLeft();
  return {
    node: h("div", { class: "written" }, input, left),
    inputs: [input],
    value: () => input.value,
  };
}

function one(spec, id) {
  if (spec.choices.length >= MANY) return listed(spec, id);
  const choices = spec.required
    ? spec.choices
    : [...spec.choices, { value: "", label: "No answer" }];
  const inputs = choices.map((choice) =>
    h("input", {
      type: "radio",
      name: id,
      value: choice.value,
      checked: choice.value === spec.value,
    }),
  );
  const node = options(choices, inputs);
  return {
    group: true,
    node,
    inputs,
    value: () => inputs.find((input) => input.checked)?.value ?? "",
  };
}

function listed(spec, id) {
  const empty = h("option", { value: "", text: spec.required ? "Choose one …" : "No answer" });
  const input = h(
    "select",
    { id, name: spec.name, required: spec.required, "aria-describedby": described(id, spec) },
    empty,
    spec.choices.map((choice) => h("option", { value: choice.value, text: choice.label })),
  );
  input.value = spec.value;
  return { node: input, inputs: [input], value: () => input.value };
}

function place(spec, id) {
  const choices = state.places
    .filter((one) => one.kind === "channel")
    .map((one) => ({ value: one.id, label: one.name }));
  return listed({ ...spec, choices }, id);
}

function some(spec, id) {
  const chosen = new Set(spec.value.split("\n"));
  const inputs = spec.choices.map((choice) =>
    h("input", {
      type: "checkbox",
      name: id,
      value: choice.value,
      checked: chosen.has(choice.value),
    }),
  );
  const value = () =>
    inputs
      .filter((input) => input.checked)
      .map((input) => input.value)
      .join("\n");
  return { group: true, node: options(spec.choices, inputs), inputs, value };
}

function options(choices, inputs) {
  return h(
    "div",
    { class: "options" },
    inputs.map((input, index) =>
      h("label", { class: "option" }, input, h("span", { text: choices[index].label })),
    ),
  );
}

function file(spec, id) {
  const input = h("input", {
    id,
    name: spec.name,
    type: "file",
    required: spec.required,
    "aria-describedby": described(id, spec),
  });
  return {
    node: input,
    inputs: [input],
    value: () => input.files[0]?.name ?? "",
    file: () => input.files[0] ?? null,
  };
}
