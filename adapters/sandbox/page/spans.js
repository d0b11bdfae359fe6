/** Spans: the inline pieces of a view as elements. */

import { h } from "./dom.js";
import { now, placeOf, state } from "./store.js";
import { cityOf, dateOf, fullOf, hourOf, relativeOf } from "./time.js";

/** Return the elements of one line of spans; its zone is named once, with the first time. */
export function line(spans) {
  const first = spans.findIndex((one) => one.type === "time" && hasHour(one.style));
  return spans.map((one, at) => (one.type === "time" ? time(one, at <= first) : span(one)));
}

function hasHour(style) {
  return style !== "relative" && style !== "date";
}

function span(one) {
  switch (one.type) {
    case "link":
      return outwardLink(one.text, one.url);
    case "message":
      return h("a", { href: address(one.place, one.message, one.thread), text: one.text });
    case "person":
      return h("span", { class: "person-name", text: one.name });
    case "place":
      return placeLink(one.place);
    default:
      return words(one);
  }
}

function words(one) {
  let node = document.createTextNode(one.text ?? "");
  if (one.code) node = h("code", {}, node);
  if (one.italic) node = h("em", {}, node);
  if (one.bold) node = h("strong", {}, node);
  return node;
}

/** Return a link that leaves the page; words alone where the address is not http or https. */
export function outwardLink(text, url, props = {}) {
  if (!isWeb(url)) return document.createTextNode(text);
  return h("a", {
    href: url,
    target: "_blank",
    rel: "noopener noreferrer",
    text: text || url,
    ...props,
  });
}

/** Whether an address is http or https. */
export function isWeb(url) {
  try {
    return ["http:", "https:"].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}

/** Return the address of a message on this page. */
export function address(place, message, thread = null) {
  return `#/${[place, ...(thread ? [thread] : []), message].map(encodeURIComponent).join("/")}`;
}

function placeLink(id) {
  const place = placeOf(id);
  if (!place) return h("span", { class: "place-name", text: "a place you are not in" });
  const name = place.kind === "direct" ? place.name : `#${place.name}`;
  return h("a", { class: "place-name", href: `#/${encodeURIComponent(id)}`, text: name });
}

/** Return an instant in the played person's zone; a relative one follows the course's clock. */
function time({ at, style }, named) {
  const zone = state.me.zone;
  const node = h("time", { datetime: at, class: "local-time" });
  node.title = `${fullOf(at, zone, now())} in ${cityOf(zone)} · ${fullOf(at, state.zone, now())} by the course's clock`;
  if (style === "relative") {
    node.dataset.relative = at;
    node.textContent = relativeOf(at, now());
  } else if (style === "date") node.textContent = dateOf(at, zone, now());
  else {
    const said = style === "time" ? hourOf(at, zone) : fullOf(at, zone, now());
    node.append(said);
    if (named) node.append(" ", h("span", { class: "zone", text: cityOf(zone) }));
  }
  return node;
}

/** Bring every relative time on the page up to the course's clock. */
export function refreshTimes() {
  for (const node of document.querySelectorAll("time[data-relative]")) {
    const said = relativeOf(node.dataset.relative, now());
    if (node.textContent !== said) node.textContent = said;
  }
}

const ADDRESS = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}]/g;

/** Return a person's words as they are, with their web addresses made links. */
export function typed(text) {
  const pieces = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    pieces.push(text.slice(from, match.index), outwardLink(match[0], match[0]));
    from = match.index + match[0].length;
  }
  return [...pieces, text.slice(from)];
}
