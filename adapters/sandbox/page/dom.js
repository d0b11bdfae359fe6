/** Elements made by hand: text is always text, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element. `props`: `class`, `text`, `data` (object), `onclick` and friends (functions),
 * booleans as present or absent attributes, everything else as an attribute. Children may be
 * nodes, strings, or nothing.
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(node, name, value);
  node.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "text") node.textContent = value;
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** Return the element with this id of the page. */
export function byId(id) {
  return document.getElementById(id);
}

const ICONS = {
  menu: ["M3 6h14", "M3 10h14", "M3 14h14"],
  hash: ["M7.5 3 6 17", "M14 3l-1.5 14", "M3.5 7.5h13.5", "M3 12.5h13.5"],
  lock: ["M5 9h10v8H5z", "M7 9V6.5a3 3 0 0 1 6 0V9"],
  mail: ["M3 5h14v10H3z", "m3 6 7 5 7-5"],
  reply: ["M4 4h12v9H9l-4 3v-3H4z"],
  smile: [
    "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z",
    "M7 12c1.5 2 4.5 2 6 0",
    "M7.5 8v.5",
    "M12.5 8v.5",
  ],
  more: [4.5, 10, 15.5].map((x) => `M${x} 9.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6z`),
  close: ["m5 5 10 10", "M15 5 5 15"],
  send: ["m3 10 14-7-5 14-3-6z", "m9 11 8-8"],
  clip: [
    "m15 9-5.5 5.5a3 3 0 0 1-4.3-4.3L11 4.5a2 2 0 0 1 2.9 2.9L8.2 13a1 1 0 0 1-1.4-1.4L11.5 7",
  ],
  slash: ["M4 3h12a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z", "m12 6-4 8"],
  down: ["m5 8 5 5 5-5"],
  up: ["m5 12 5-5 5 5"],
  next: ["m4 4 8 6-8 6z", "M15.5 4v12"],
  hour: ["M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z", "M10 6v4l3 2"],
  week: ["M3 5h14v12H3z", "M3 9h14", "M7 3v3", "M13 3v3"],
  play: ["m6 4 10 6-10 6z"],
  stop: ["M5 5h10v10H5z"],
  eye: [
    "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z",
    "M10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  ],
  theme: ["M16.5 12A7 7 0 1 1 8 3.5a5.5 5.5 0 0 0 8.5 8.5z"],
  tour: ["M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z", "m13 7-2 4-4 2 2-4z"],
  check: ["m4 10 4 4 8-8"],
  download: ["M10 3v9", "m6 8.5 4 4 4-4", "M4 16h12"],
  people: [
    "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
    "M2 17c0-3 2.5-5 5.5-5s5.5 2 5.5 5",
    "M13 4a3 3 0 0 1 0 5.5",
    "M15 12.5c2 .7 3 2.5 3 4.5",
  ],
  out: ["M11 4h5v5", "m16 4-7 7", "M14 12v4H4V6h4"],
};

/** Return a drawing that says nothing to screen readers; its button carries the words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  for (const line of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}

/** Return a button that shows an icon and is named in words. */
export function iconButton(name, label, props = {}) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, ...props },
    icon(name),
  );
}

/**
 * Remember what has the focus, or `node`; the returned function gives it back, also when the
 * message it stood in has been drawn anew meanwhile (`data-key` names a control inside its message).
 */
export function rememberFocus(node = document.activeElement) {
  const key = node?.dataset?.key;
  const message = node?.closest?.("[data-id]")?.dataset.id;
  const list = node?.closest?.("ol[id]")?.id;
  return () => {
    if (node?.isConnected && node !== document.body) return node.focus();
    const root = list && message && byId(list)?.querySelector(`[data-id="${CSS.escape(message)}"]`);
    const again = root && key && root.querySelector(`[data-key="${CSS.escape(key)}"]`);
    (again || root || byId("write"))?.focus();
  };
}

/** Put `nodes` into `parent` in this order; those that are there already are not touched. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

/** Whether the page is as narrow as a phone. */
export function isNarrow() {
  return matchMedia("(max-width: 760px)").matches;
}
