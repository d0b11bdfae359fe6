/** The people of the class: who one is, their clock, and the switch to be any other. */

import { avatar, ROLES } from "./avatar.js";
import { openDialog } from "./dialog.js";
import { byId, h } from "./dom.js";
import { Listbox } from "./listbox.js";
import { isStaff, now, on, state, tell } from "./store.js";
import { cityOf, offsetOf, shortOf } from "./time.js";

const ORDER = { instructor: 0, assistant: 1, student: 2 };

/** Show whose page this is. */
function showMe() {
  const { me } = state;
  if (!me) return;
  byId("me-face").replaceChildren(avatar(me.id));
  byId("me-name").textContent = me.name;
  byId("me-role").textContent = ROLES[me.role];
  showClock();
}

function showClock() {
  if (!state.me) return;
  const { zone } = state.me;
  const said = `${shortOf(now(), zone)} ${cityOf(zone)}`;
  if (byId("me-clock").textContent !== said) byId("me-clock").textContent = said;
}

function ordered() {
  return [...state.accounts.values()].sort(
    (a, b) => ORDER[a.role] - ORDER[b.role] || a.name.localeCompare(b.name),
  );
}

function fits(account, text) {
  const words =
    `${account.name} ${ROLES[account.role]} ${cityOf(account.zone)} ${account.zone}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

function row(account) {
  const mine = account.id === state.me.id;
  return [
    avatar(account.id),
    h(
      "span",
      { class: "person-lines" },
      h(
        "span",
        { class: "person-main" },
        h("span", { text: account.name }),
        isStaff(account) && h("span", { class: "role", text: ROLES[account.role] }),
        mine && h("span", { class: "role you", text: "you" }),
      ),
      h("span", {
        class: "person-zone",
        text: `${cityOf(account.zone)} · ${offsetOf(now(), account.zone)}`,
      }),
    ),
    h("span", { class: "person-clock", text: shortOf(now(), account.zone) }),
  ];
}

/** Open the switch: search by name, role or city, choose with mouse or keys. */
export function openPeople() {
  const search = h("input", {
    class: "search",
    type: "text",
    "aria-label": "Find a person by name, role or city",
    placeholder: "Name, role or city",
  });
  const list = h("ul", { class: "people-list", "aria-label": "People" });
  const none = h("p", { class: "dialog-intro", text: "Nobody is called that.", hidden: true });
  const dialog = openDialog(
    "Be any person",
    [
      h("p", {
        class: "dialog-intro",
        text: "See the class as they see it: their clock, their places, their private messages.",
      }),
      search,
      list,
      none,
    ],
    { name: "people-dialog" },
  );
  const box = new Listbox(search, list, (option) => {
    dialog.close();
    tell("be", option.value);
  });
  const offer = () => {
    const found = ordered().filter((account) => fits(account, search.value));
    none.hidden = found.length > 0;
    box.show(
      found.map((account) => ({ value: account.id, node: row(account) })),
      Math.max(0, search.value ? 0 : found.findIndex((one) => one.id === state.me.id)),
    );
  };
  search.addEventListener("input", offer);
  search.addEventListener("keydown", (event) => box.key(event));
  offer();
  search.focus();
}

byId("me").addEventListener("click", openPeople);
on("me", showMe);
on("clock", showClock);
on("second", showClock);
