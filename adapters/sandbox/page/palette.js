/** The command line: choose a command with completion, then fill in its parameters. */

import { iconButton, h, icon } from "./dom.js";
import { Listbox } from "./listbox.js";
import { matching, parse } from "./commands.js";
import { parameterField } from "./parameter.js";

/**
 * One composer's command line. `where()` gives {place, thread}, `send(body)` asks the bot, and
 * `leave(text)` goes back to writing a message.
 */
export class CommandLine {
  constructor({ where, send, leave, label }) {
    Object.assign(this, { where, send, leave });
    this.list = h("ul", { class: "suggestions", "aria-label": "Commands" });
    this.help = h("p", { class: "command-help" });
    this.input = h("input", { class: "command-input", "aria-label": `${label}: command` });
    this.line = h("div", { class: "command-fields" });
    this.go = h(
      "button",
      {
        type: "submit",
        class: "icon-button send",
        "aria-label": "Send the command",
        title: "Send (Enter)",
      },
      icon("send"),
    );
    this.node = h(
      "form",
      {
        class: "command-line",
        hidden: true,
        novalidate: true,
        onsubmit: (event) => this.submit(event),
      },
      this.list,
      h(
        "div",
        { class: "command-row" },
        this.line,
        iconButton("close", "Leave the command (Escape)", { onclick: () => this.close() }),
        this.go,
      ),
      this.help,
    );
    this.commands = new Listbox(this.input, this.list, (option) => this.chosen(option.command));
    this.input.addEventListener("input", () => this.typed());
    this.node.addEventListener("keydown", (event) => this.keys(event));
    this.command = null;
    this.fields = [];
  }

  /** Begin with what was typed: "/" or more. */
  open(text) {
    this.node.hidden = false;
    this.command = null;
    this.fields = [];
    this.line.replaceChildren(this.input);
    this.input.value = text;
    this.input.focus();
    this.typed();
  }

  /** Leave, with this text to go on writing. */
  close(text = "") {
    this.commands.hide();
    this.node.hidden = true;
    this.leave(text);
  }

  typed() {
    const text = this.input.value;
    if (!text.startsWith("/")) return this.close(text);
    const parsed = parse(text);
    if (parsed) return this.take(parsed.command, parsed.values);
    const found = matching(text);
    this.commands.show(found.map(optionOf), found.length ? 0 : -1);
    this.help.textContent = found.length
      ? "↑ ↓ to choose, Enter to take, Escape to leave"
      : "No command is called that. Enter sends it as it is; /class help lists them.";
    return undefined;
  }

  /** Take the command chosen in the list; one typed to its end that needs nothing is sent. */
  chosen(command) {
    const whole = this.input.value.trim().replace(/^\/(class\s+)?/, "") === command.name;
    this.take(command);
    if (whole && !this.fields.some((field) => field.parameter.required)) this.node.requestSubmit();
  }

  /**
   * Take a command: its parameters become fields, the first empty one gets the focus. Optional
   * ones are folded, but for the first of a command that needs none: words may follow it.
   */
  take(command, values = {}) {
    this.commands.hide();
    this.command = command;
    this.fields = command.parameters.map((parameter) =>
      parameterField(parameter, this, values[parameter.name]),
    );
    this.optional = h("span", { class: "more-parameters" });
    this.line.replaceChildren(
      h("span", { class: "command-name", text: `/class ${command.name}` }),
      ...this.fields.map((field) => field.node),
      this.optional,
    );
    const bare = !Object.keys(values).length && !this.fields.some((one) => one.parameter.required);
    for (const field of this.fields.slice(bare ? 1 : 0)) {
      if (!field.parameter.required && !(field.parameter.name in values)) this.fold(field);
    }
    this.describe(null);
    const first =
      this.fields.find((field) => !field.node.hidden && !field.value()) ??
      this.fields.find((field) => !field.node.hidden);
    const last = Object.keys(values).at(-1);
    (
      this.fields.find((field) => field.parameter.name === last) ??
      first ?? { focus: () => this.go.focus() }
    ).focus();
  }

  /** Put an optional parameter away behind its "+ name" button. */
  fold(field) {
    const name = field.parameter.name;
    field.node.hidden = true;
    const add = h("button", {
      type: "button",
      class: "add-parameter",
      text: `+ ${name}`,
      title: field.parameter.about,
      onclick: () => this.unfold(name),
    });
    field.add = add;
    this.optional.append(add);
  }

  /** Show a parameter, filled if a value is given, and go there; false if there is none. */
  unfold(name, value) {
    const field = this.fields.find((one) => one.parameter.name === name);
    if (!field) return false;
    field.node.hidden = false;
    field.add?.remove();
    if (value !== undefined) field.begin(value);
    field.focus();
    return true;
  }

  /** Say what the command does, or what the parameter in hand takes. */
  describe(parameter, problem = "") {
    this.help.classList.toggle("problem", Boolean(problem));
    if (problem) this.help.textContent = problem;
    else if (parameter)
      this.help.replaceChildren(
        h("strong", { text: parameter.name }),
        ` ${parameter.about}${parameter.required ? "" : " (optional)"}`,
      );
    else
      this.help.replaceChildren(
        `${this.command.about}. `,
        h("kbd", { text: "Enter" }),
        " sends, ",
        h("kbd", { text: "Escape" }),
        " leaves.",
      );
  }

  keys(event) {
    if (event.isComposing) return;
    const listed = event.target === this.input && this.commands.key(event);
    if (listed) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (this.command) this.open(`/class ${this.command.name}`);
      else this.close();
    } else if (
      event.key === "Backspace" &&
      this.command &&
      event.target.value === "" &&
      event.target.closest(".parameter") === this.fields.find((field) => !field.node.hidden)?.node
    ) {
      event.preventDefault();
      this.open(`/class ${this.command.name}`);
    }
  }

  /** Go to the next parameter that is shown, else to the button that sends. */
  after(field) {
    const rest = this.fields.slice(this.fields.indexOf(field) + 1);
    (
      rest.find((one) => !one.node.hidden && !one.value()) ?? { focus: () => this.go.focus() }
    ).focus();
  }

  async submit(event) {
    event.preventDefault();
    if (!this.command) {
      const text = this.input.value.trim();
      this.close();
      return this.send({ ...this.where(), text });
    }
    const missing = this.fields.find((field) => field.parameter.required && !field.value());
    if (missing) {
      this.unfold(missing.parameter.name);
      return this.describe(
        null,
        `Please add ${missing.parameter.name}: ${missing.parameter.about}.`,
      );
    }
    const body = await this.body();
    if (body) {
      this.close();
      this.send(body);
    }
    return undefined;
  }

  async body() {
    const options = {};
    const files = {};
    try {
      for (const field of this.fields) {
        if (field.upload) Object.assign(files, await field.upload());
        else if (field.value()) options[field.parameter.name] = field.value();
      }
    } catch (error) {
      this.describe(null, error.message);
      return null;
    }
    return { ...this.where(), command: this.command.name, options, files };
  }
}

function optionOf(command) {
  const parameters = command.parameters.map((one) =>
    h("span", {
      class: one.required ? "parameter-name" : "parameter-name optional",
      text: one.name,
    }),
  );
  const node = [
    h("span", { class: "option-label" }, `/class ${command.name}`, ...parameters),
    h("span", { class: "option-detail", text: command.about }),
  ];
  return { command, node };
}
