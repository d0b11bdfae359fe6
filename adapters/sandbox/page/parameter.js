/** One parameter in the command line: its field, its suggestions, its value. */

import * as api from "./api.js";
import { takes, unquoted } from "./commands.js";
import { h } from "./dom.js";
import { Listbox } from "./listbox.js";

const PAUSE = 120;

/**
 * Return a parameter's field: {parameter, node, value(), set(text), begin(text), focus(), upload?}.
 * `line` is the command line it stands in; `begin` is for what was typed as `name:value`, which may
 * be in quotes.
 */
export function parameterField(parameter, line, value = "") {
  if (parameter.kind === "file") return fileField(parameter, line);
  const listed = parameter.suggests || ["one", "yesno"].includes(parameter.kind);
  const label = `${parameter.name}: ${parameter.about}`;
  const input = h(listed || parameter.kind === "number" ? "input" : "textarea", {
    "aria-label": label,
    "aria-required": String(parameter.required),
    placeholder: takes(parameter) || parameter.about,
    maxlength: null,
    rows: listed ? null : 1,
    inputmode: parameter.kind === "number" ? "numeric" : null,
  });
  const list = h("ul", { class: "suggestions", "aria-label": `Suggestions for ${parameter.name}` });
  const node = h(
    "span",
    { class: "parameter" },
    h("span", { class: "parameter-name", "aria-hidden": "true", text: parameter.name }),
    input,
    listed && list,
  );
  const field = { parameter, node, focus: () => input.focus(), taken: null, named: false };
  const typed = () => (field.named ? unquoted(input.value.trim()) : input.value.trim());
  field.value = () => (field.taken?.label === input.value ? field.taken.value : typed());
  field.begin = (text) => {
    field.named = true;
    field.set(text);
  };
  field.set = (text) => {
    input.value = text;
    grow(input);
  };
  field.set(value);
  if (listed) complete(field, input, list, line); // the list takes its keys first
  listen(field, input, line);
  return field;
}

function listen(field, input, line) {
  input.addEventListener("focus", () => line.describe(field.parameter));
  input.addEventListener("input", () => {
    grow(input);
    line.describe(field.parameter);
    const named = /(?:^|\s)([a-z_-]+):(\S*)$/.exec(input.value);
    if (
      !named ||
      named[1] === field.parameter.name ||
      !line.fields.some((one) => one.parameter.name === named[1])
    ) {
      if (named?.[1] === field.parameter.name) field.begin(named[2]);
      return;
    }
    field.set(input.value.slice(0, named.index));
    line.unfold(named[1], named[2]);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented)
      return;
    event.preventDefault();
    line.node.requestSubmit();
  });
}

function grow(input) {
  if (input.tagName !== "TEXTAREA") return;
  input.style.setProperty("height", "auto");
  if (input.scrollHeight)
    input.style.setProperty("height", `${Math.min(input.scrollHeight, 140)}px`);
}

function complete(field, input, list, line) {
  let asked = 0;
  let pause = 0;
  let answered = ""; // what was typed when the list was offered
  const box = new Listbox(input, list, (option) => {
    input.value = option.label;
    field.taken = option;
    box.hide();
    line.after(field);
  });
  const offer = async () => {
    const mine = (asked += 1);
    const typed = input.value;
    const options = await offered(field.parameter, typed, line);
    if (mine !== asked || document.activeElement !== input) return;
    answered = typed;
    const sure = !field.parameter.suggests && input.value.trim() ? 0 : -1;
    const kept = options.findIndex((option) => option.value === box.active?.value);
    box.show(options, kept >= 0 ? kept : sure);
  };
  input.addEventListener("focus", offer);
  input.addEventListener("input", () => {
    clearTimeout(pause);
    const typed = input.value.toLowerCase();
    box.show(box.options.filter((option) => option.label.toLowerCase().includes(typed)));
    pause = setTimeout(offer, field.parameter.suggests ? PAUSE : 0);
  });
  input.addEventListener("blur", () => {
    asked += 1;
    clearTimeout(pause);
    box.hide();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      box.hide();
    } else if (event.key === "Enter" && box.at < 0) {
      if (answered === input.value) field.taken = meant(input, box.options) ?? field.taken;
    } else if (event.key !== "Tab" || box.at >= 0) box.key(event);
  });
}

/** Return the only option that holds what was typed, in its full words then; else null. */
function meant(input, options) {
  const [only, ...others] = options;
  const typed = input.value.trim().toLowerCase();
  if (!typed || !only || others.length || !only.label.toLowerCase().includes(typed)) return null;
  input.value = only.label;
  return only;
}

async function offered(parameter, text, line) {
  if (!parameter.suggests) {
    const words = parameter.kind === "yesno" ? ["yes", "no"] : parameter.choices;
    const fitting = words.filter((word) => word.startsWith(text.trim().toLowerCase()));
    return fitting.map((word) => ({ value: word, label: word }));
  }
  const others = line.fields.filter(
    (one) => one.parameter !== parameter && !one.upload && one.value(),
  );
  const options = Object.fromEntries(others.map((one) => [one.parameter.name, one.value()]));
  const body = {
    ...line.where(),
    command: line.command.name,
    field: parameter.name,
    text,
    options,
  };
  return (await api.suggest(body).catch(() => ({ choices: [] }))).choices;
}

function fileField(parameter, line) {
  const input = h("input", {
    type: "file",
    "aria-label": `${parameter.name}: ${parameter.about}`,
    onfocus: () => line.describe(parameter),
  });
  const node = h(
    "span",
    { class: "parameter" },
    h("span", { class: "parameter-name", "aria-hidden": "true", text: parameter.name }),
    input,
  );
  return {
    parameter,
    node,
    focus: () => input.focus(),
    set: () => {},
    begin: () => {},
    value: () => input.files[0]?.name ?? "",
    upload: async () =>
      input.files[0] ? { [parameter.name]: (await api.upload(input.files[0])).id } : {},
  };
}
