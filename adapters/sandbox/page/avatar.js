/** Faces: initials on a person's color, in black or white, whichever can be read. */

import { h } from "./dom.js";
import { state } from "./store.js";

export const ROLES = { student: "Student", assistant: "Assistant", instructor: "Instructor" };

/** Return an author's name as the page shows it. */
export function nameOf(id) {
  return id === "homeroom" ? "Homeroom" : (state.accounts.get(id)?.name ?? "Someone who left");
}

/** Return the avatar of an account or of the bot; it says nothing that the name doesn't. */
export function avatar(id, size = "") {
  const node = h("span", { class: `avatar ${size}`, "aria-hidden": "true" });
  if (id === "homeroom") {
    node.classList.add("bot");
    node.append(h("img", { src: "/page/icon.svg", alt: "" }));
    return node;
  }
  const color = state.accounts.get(id)?.color ?? "#5b6b7a";
  node.style.setProperty("--face", color);
  node.style.setProperty("--face-ink", brightness(color) > 0.179 ? "#111" : "#fff");
  node.textContent = initials(nameOf(id));
  return node;
}

function initials(name) {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...word][0].toUpperCase()).join("");
}

/** Relative luminance as WCAG 2 defines it; above 0.179 black contrasts more than white. */
function brightness(color) {
  const parts = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
