/** The combobox pattern: an input, a list of options under it, and keys for both. */

import { h } from "./dom.js";

let count = 0;

/**
 * The list of one input. `choose(option)` is called for the option taken. Options are
 * {value, label, detail?, node?}; `node` is drawn in place of label and detail.
 */
export class Listbox {
  constructor(input, list, choose) {
    this.input = input;
    this.list = list;
    this.choose = choose;
    this.options = [];
    this.at = -1;
    list.setAttribute("role", "listbox");
    list.hidden = true;
    list.id ||= `list-${(count += 1)}`;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("autocomplete", "off");
    input.setAttribute("spellcheck", "false");
    list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  /** Show these options, the one at `at` active. */
  show(options, at = -1) {
    this.options = options;
    this.list.replaceChildren(...options.map((option, index) => this.row(option, index)));
    this.list.hidden = !options.length;
    this.input.setAttribute("aria-expanded", String(Boolean(options.length)));
    this.activate(options.length ? at : -1);
  }

  hide() {
    this.show([]);
  }

  get active() {
    return this.options[this.at];
  }

  row(option, index) {
    return h(
      "li",
      {
        role: "option",
        id: `${this.list.id}-${index}`,
        "aria-selected": "false",
        onclick: () => this.choose(option),
        onpointermove: () => this.at !== index && this.activate(index, false),
      },
      option.node ?? [
        h("span", { class: "option-label", text: option.label }),
        option.detail && h("span", { class: "option-detail", text: option.detail }),
      ],
    );
  }

  activate(at, scroll = true) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const row = this.list.children[at];
    if (!row) return this.input.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", row.id);
    if (scroll) row.scrollIntoView({ block: "nearest" });
    return undefined;
  }

  /** Take a key; returns whether it was for the list. */
  key(event) {
    if (!this.options.length || event.isComposing) return false;
    const moves = {
      ArrowDown: this.at + 1,
      ArrowUp: this.at < 0 ? -1 : this.at - 1,
      PageDown: Math.min(this.at + 6, this.options.length - 1),
      PageUp: Math.max(this.at - 6, 0),
    };
    if (event.key in moves) {
      const to = moves[event.key];
      this.activate((to + this.options.length) % this.options.length);
    } else if (["Enter", "Tab"].includes(event.key) && this.active && !event.shiftKey) {
      this.choose(this.active);
    } else return false;
    event.preventDefault();
    return true;
  }
}
