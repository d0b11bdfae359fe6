/** Views: every kind of block as elements. */

import { fileAddress } from "./api.js";
import { h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { isWeb, line } from "./spans.js";

/** Return a view as an element; `press(action, button)` is called for its buttons and selects. */
export function view(shown, press) {
  const framed =
    shown.title || shown.blocks.some((block) => !["paragraph", "note"].includes(block.type));
  return h(
    "div",
    { class: framed ? "view framed" : "view" },
    shown.title && h("h3", { class: "view-title", text: shown.title }),
    shown.blocks.map((block) => KINDS[block.type]?.(block, press)),
  );
}

const KINDS = {
  heading: (block) => h("h4", { text: block.text }),
  paragraph: (block) => h("p", {}, line(block.line)),
  quote: (block) => h("blockquote", {}, line(block.line)),
  note: (block) => h("p", { class: "note" }, line(block.line)),
  bullets: (block) =>
    h(
      "ul",
      { class: "bullets" },
      block.items.map((item) => h("li", {}, line(item))),
    ),
  table,
  bars,
  picture,
  download: (block) => download(block.file, block.name),
  controls: (block, press) =>
    h(
      "div",
      { class: "controls" },
      block.items.map((item) => control(item, press)),
    ),
};

function table(block) {
  const names = block.header.filter(Boolean).join(", ");
  return h(
    "div",
    { class: "table-scroll", tabindex: "0", role: "region", "aria-label": `Table: ${names}` },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          block.header.map((cell) =>
            h(cell ? "th" : "td", cell ? { scope: "col", text: cell } : {}),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        block.rows.map((row) =>
          h(
            "tr",
            {},
            row.map((cell) => h("td", {}, line(cell))),
          ),
        ),
      ),
    ),
  );
}

function bars(block) {
  const all = block.rows.reduce((sum, row) => sum + row.count, 0) || 1;
  return h(
    "ul",
    { class: "bars" },
    block.rows.map((row) => {
      const fill = h("span", { class: "bar-fill" });
      fill.style.setProperty("--share", `${(100 * row.count) / all}%`);
      return h(
        "li",
        {},
        h("span", { class: "bar-label", text: row.label }),
        h("span", { class: "bar-count", text: row.count }),
        h("span", { class: "bar-track", "aria-hidden": "true" }, fill),
      );
    }),
  );
}

function picture(block) {
  const address = fileAddress(block.file);
  return h(
    "figure",
    { class: "picture" },
    h(
      "a",
      { href: address, target: "_blank", rel: "noopener noreferrer" },
      h("img", { src: address, alt: block.description }),
    ),
    h("details", {}, h("summary", { text: "In words" }), h("p", { text: block.description })),
  );
}

/** Return a file offered for download. */
export function download(file, name, detail = "Download") {
  return h(
    "a",
    { class: "download", href: fileAddress(file, true), download: name },
    icon("download"),
    h("span", { class: "download-name", text: name }),
    h("span", { class: "download-detail", text: detail }),
  );
}

function control(item, press) {
  if (item.type === "link") return linkButton(item);
  if (item.type === "select") return select(item, press);
  return h("button", {
    type: "button",
    class: `button ${item.look}`,
    text: item.label,
    disabled: item.disabled,
    data: { key: `button:${item.action}` },
    onclick: (event) => press(item.action, event.currentTarget),
  });
}

function linkButton(item) {
  if (!isWeb(item.url)) return h("span", { class: "note", text: item.label });
  return h(
    "a",
    { class: "button link", href: item.url, target: "_blank", rel: "noopener noreferrer" },
    item.label,
    icon("out"),
  );
}

function select(item, press) {
  const chosen = item.choices.find((choice) => choice.chosen);
  const button = h(
    "button",
    {
      type: "button",
      class: "button select",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      data: { key: `select:${item.label}` },
    },
    h("span", { text: chosen ? `${item.label}: ${chosen.label}` : item.label }),
    icon("down"),
  );
  button.addEventListener("click", () =>
    openMenu(
      button,
      item.label,
      item.choices.map((choice) => ({
        label: choice.label,
        checked: choice.chosen,
        run: () => press(choice.action, button),
      })),
    ),
  );
  return button;
}
