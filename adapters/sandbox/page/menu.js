/** Menus: a list of acts that opens beside a button, for mouse and keys alike. */

import { h, icon, rememberFocus } from "./dom.js";

let open = null;

/**
 * Open a menu at `anchor`. `entries`: {label, run, icon?, checked?, danger?, shown?}; `checked`
 * (a boolean) makes it a choice of one. `grid` lays short entries out in rows.
 */
export function openMenu(anchor, label, entries, { grid = false } = {}) {
  const again = open?.anchor === anchor;
  closeMenu();
  if (again) return;
  const items = entries.map(entry);
  const menu = h(
    "div",
    { class: grid ? "menu grid" : "menu", role: "menu", "aria-label": label, popover: "manual" },
    items,
  );
  (anchor.closest("dialog") ?? document.body).append(menu);
  menu.showPopover();
  beside(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  open = { menu, anchor, back: rememberFocus(anchor) };
  menu.addEventListener("keydown", (event) => keys(event, items));
  (items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0])?.focus();
}

function entry(one) {
  const choice = typeof one.checked === "boolean";
  return h(
    "button",
    {
      type: "button",
      role: choice ? "menuitemradio" : "menuitem",
      "aria-checked": choice ? String(one.checked) : null,
      "aria-label": one.shown ? one.label : null,
      title: one.shown ? one.label : null,
      tabindex: "-1",
      class: one.danger ? "danger" : "",
      onclick: () => {
        closeMenu(true);
        one.run();
      },
    },
    one.icon && icon(one.icon),
    h("span", { text: one.shown ?? one.label }),
    one.checked && icon("check"),
  );
}

/** Close the open menu, if one is; the focus goes back where it came from if asked. */
export function closeMenu(back = false) {
  if (!open) return;
  const { menu, anchor, back: goBack } = open;
  open = null;
  menu.remove();
  anchor.setAttribute("aria-expanded", "false");
  if (back) goBack();
}

function keys(event, items) {
  const at = items.indexOf(document.activeElement);
  const moves = {
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: -1,
  };
  if (event.key in moves) items.at(moves[event.key] % items.length).focus();
  else if (event.key === "Escape") closeMenu(true);
  else if (event.key === "Tab") return closeMenu(true);
  else if (event.key.length === 1 && /\S/.test(event.key)) {
    const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    rest
      .find((item) => item.textContent.toLowerCase().startsWith(event.key.toLowerCase()))
      ?.focus();
    return undefined;
  } else return undefined;
  event.preventDefault();
  event.stopPropagation();
  return undefined;
}

/** Put a floating box beside what it belongs to, inside the window. */
export function beside(box, anchor) {
  const at = anchor.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const below = at.bottom + 6 + size.height <= innerHeight || at.top < size.height + 6;
  const top = below
    ? Math.min(at.bottom + 6, innerHeight - size.height - 8)
    : at.top - size.height - 6;
  const left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8));
  box.style.setProperty("top", `${Math.max(8, top)}px`);
  box.style.setProperty("left", `${left}px`);
  return below ? "below" : "above";
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.menu.contains(event.target) && !open.anchor.contains(event.target)) closeMenu();
});
addEventListener("resize", () => closeMenu());
