/** The places on the left, with what is unread in each. */

import { arrange, byId, h, icon } from "./dom.js";
import { on, openPlace, state } from "./store.js";

const drawn = new Map();

function draw() {
  const channels = state.places.filter((place) => place.kind === "channel");
  const direct = state.places.filter((place) => place.kind === "direct");
  arrange(byId("channels"), channels.map(item));
  arrange(byId("directs"), direct.map(item));
  byId("no-directs").hidden = direct.length > 0;
  const unread = state.places.reduce((sum, place) => sum + place.unread, 0);
  const place = openPlace();
  document.title = `${unread ? `(${unread}) ` : ""}${place ? place.name : "Homeroom"} · ${state.title}`;
  byId("drawer-dot").hidden = !state.places.some((one) => one.unread && one.id !== place?.id);
}

function item(place) {
  const current = place.id === state.place;
  const key = JSON.stringify([place, current]);
  const known = drawn.get(place.id);
  if (known?.key === key) return known.node;
  const node = known?.node ?? h("li", {}, h("a", { href: `#/${encodeURIComponent(place.id)}` }));
  fill(node.firstChild, place, current);
  drawn.set(place.id, { key, node });
  return node;
}

function fill(link, place, current) {
  const shown = place.kind === "direct" ? "mail" : place.closed ? "lock" : "hash";
  link.className = place.unread ? "place unread" : "place";
  link.toggleAttribute("aria-current", false);
  if (current) link.setAttribute("aria-current", "page");
  link.replaceChildren(
    icon(shown),
    h("span", { class: "place-label", text: place.name }),
    ...(place.closed ? [h("span", { class: "visually-hidden", text: ", staff only" })] : []),
    ...(place.unread
      ? [
          h(
            "span",
            { class: "badge" },
            h("span", { text: place.unread > 99 ? "99+" : place.unread }),
            h("span", { class: "visually-hidden", text: " unread" }),
          ),
        ]
      : []),
  );
}

/** Open or close the drawer that holds the places on a phone. */
export function drawer(open) {
  const before = document.body.classList.contains("drawer-open");
  document.body.classList.toggle("drawer-open", open);
  byId("drawer-button").setAttribute("aria-expanded", String(open));
  byId("main").inert = open;
  if (open) (document.querySelector("#places [aria-current]") ?? byId("me")).focus();
  else if (before) byId("drawer-button").focus();
}

byId("drawer-button").addEventListener("click", () => drawer(true));
byId("scrim").addEventListener("click", () => drawer(false));
byId("places").addEventListener("click", (event) => {
  if (event.target.closest("a") && document.body.classList.contains("drawer-open")) drawer(false);
});
byId("places").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("drawer-open")) drawer(false);
  if (!["ArrowDown", "ArrowUp"].includes(event.key) || !event.target.matches("a")) return;
  event.preventDefault();
  const links = [...byId("places").querySelectorAll("a.place")];
  const to = links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
  links[Math.max(0, Math.min(to, links.length - 1))].focus();
});
on("places", draw);
on("place-opened", draw);
