/** The page put together: who is played, which place is open, what arrives. */

import * as api from "./api.js";
import { nameOf } from "./avatar.js";
import { Composer } from "./composer.js";
import { byId, isNarrow } from "./dom.js";
import { listen } from "./events.js";
import { openForm } from "./form.js";
import { closeMenu } from "./menu.js";
import { summary } from "./message.js";
import { announce, failed, notice } from "./notices.js";
import "./people.js";
import { drawer } from "./places.js";
import { refreshTimes } from "./spans.js";
import { awayWords, on, placeOf, putPlace, setClock, state, tell } from "./store.js";
import { openStream, showAnswer, stream, toNewest } from "./stream.js";
import { openThread, thread, threadComposer } from "./thread.js";
import "./timebar.js";
import { startTour } from "./tour.js";

const PLAYED = "homeroom.played";
const composer = new Composer(byId("composer"), {
  id: "write",
  label: "Message",
  where: () => ({ place: state.place, thread: null }),
});

/** Play a person: their places, their messages, their clock. */
async function be(id) {
  const turn = (state.turn += 1);
  closeMenu();
  const read = await api.readState(id);
  if (turn !== state.turn) return;
  const before = placeOf(state.place);
  sessionStorage.setItem(PLAYED, id);
  stayed(id);
  take(read);
  state.fresh.clear();
  const wanted =
    before?.kind === "direct"
      ? state.places.find((place) => place.kind === "direct")
      : placeOf(state.place);
  state.place = null;
  listen(read.events);
  tell("me");
  tell("places");
  const { place } = parts();
  if (before || !placeOf(place)) go(wanted ?? state.places[0]);
  await openAddress();
}

/** Let an address that names who is played name this person, so that a reload plays them too. */
function stayed(id) {
  const address = new URL(location.href);
  if (!address.searchParams.has("as")) return;
  address.searchParams.set("as", id);
  history.replaceState(null, "", address);
}

function take(read) {
  state.me = read.me;
  state.title = read.title;
  state.zone = read.zone;
  state.accounts = new Map(read.accounts.map((account) => [account.id, account]));
  state.places = read.places;
  state.commands = read.commands;
  state.actions = read.message_actions;
  state.connected = read.bot.connected;
  byId("course-title").textContent = read.title;
  setClock(read.clock);
  tell("bot");
}

function parts() {
  const [place, first, second] = location.hash
    .replace(/^#\/?/, "")
    .split("/")
    .map(decodeURIComponent);
  return { place, thread: second ? first : null, message: second ?? first ?? null };
}

function go(place) {
  if (place) history.replaceState(null, "", `#/${encodeURIComponent(place.id)}`);
}

/** Open what the address names: a place, a message in it, a thread. */
async function openAddress() {
  const { place: id, thread: root, message } = parts();
  const place = placeOf(id);
  if (!place) {
    if (id) notice(`${state.me.name} can't see that place.`);
    return go(placeOf(state.place) ?? state.places[0]);
  }
  const other = state.place !== id;
  state.place = id;
  state.thread = root;
  tell("place-opened");
  if (other)
    composer.opened(place.kind === "direct" ? "Message Homeroom" : `Message #${place.name}`);
  const around = root ?? message;
  if (other || (message && !root && !stream.show(message, { focus: true })))
    await openStream(around);
  await openThread(message);
  if (other && !isNarrow() && !message && document.activeElement === document.body)
    byId("write").focus();
  return undefined;
}

let refreshing = 0;
let changes = 0; // of which places there are: what was asked for before one may not know of it

/** Fetch the places again, once for a burst of messages. */
function refreshPlaces() {
  if (refreshing) return;
  const { turn } = state;
  refreshing = setTimeout(async () => {
    refreshing = 0;
    const seen = changes;
    const read = await api.readState(state.me.id).catch(() => null);
    if (read && turn === state.turn) {
      state.places = read.places;
      tell("places");
      if (seen !== changes) refreshPlaces();
    }
  }, 250);
}

function arrived({ message, mine }) {
  const place = placeOf(message.place);
  if (!place) return refreshPlaces();
  if (Number(message.id) <= Number(place.last)) return undefined;
  place.last = message.id;
  if (message.author === state.me.id || mine) return undefined;
  const shown =
    message.place === state.place &&
    !document.hidden &&
    (message.thread ? message.thread === state.thread : stream.stuck);
  if (shown || message.place === state.place)
    announce(`${nameOf(message.author)}: ${summary(message)}`);
  return shown ? undefined : refreshPlaces();
}

function answered(message) {
  announce(`Homeroom: ${summary(message)}`);
  if (message.place !== state.place)
    return notice("Homeroom answered in another place.", {
      passing: true,
      act: { label: "Show", run: () => (location.hash = `#/${message.place}/${message.id}`) },
    });
  if (message.thread) {
    if (message.thread === state.thread) thread.toEnd();
    else location.hash = `#/${message.place}/${message.thread}/${message.id}`;
    return undefined;
  }
  return showAnswer(message);
}

/** After a form's page: the button that leads on gets the focus. */
function goOn(message) {
  const list = message.thread ? thread.list : stream.list;
  list.querySelector(`[data-id="${message.id}"] .button.main`)?.focus();
}

async function reset() {
  const { turn } = state;
  const seen = changes;
  try {
    const read = await api.readState(state.me.id);
    if (turn !== state.turn) return;
    take(read);
    tell("places");
    if (seen !== changes) refreshPlaces();
    await openStream();
    await openThread();
  } catch (error) {
    failed(error);
  }
}

function states() {
  byId("restarting").hidden = state.connected;
  byId("restarting-words").textContent = awayWords();
  composer.say();
  threadComposer.say();
}

on("message", arrived);
on("answered", answered);
on("form", openForm);
on("continue", goOn);
on("place", (place) => {
  changes += 1;
  putPlace(place);
});
on("gone", (id) => {
  changes += 1;
  state.places = state.places.filter((place) => place.id !== id);
  tell("places");
  if (state.place === id) location.hash = `#/${encodeURIComponent(state.places[0]?.id ?? "")}`;
});
on("be", (id) => be(id).catch(failed));
on("reset", reset);
on("online", (is) => {
  byId("offline").hidden = is;
});
on("bot", states);
on("clock", () => {
  states();
  refreshTimes();
});
on("command", (text) => composer.command(text));
on("leave-thread", () => {
  location.hash = `#/${encodeURIComponent(state.place)}`;
});
let waiting = 0;
on("asking", (change) => {
  waiting += change;
  byId("asking").hidden = waiting <= 0;
});
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("write").focus();
});
addEventListener("hashchange", () => openAddress().catch(failed));
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && stream.unreadAfter !== null) toNewest();
});
setInterval(() => {
  if (!state.clock.running) return;
  tell("second");
  refreshTimes();
}, 1000);

async function begin() {
  const { accounts } = await api.accounts();
  const asked = new URLSearchParams(location.search).get("as") ?? sessionStorage.getItem(PLAYED);
  const first =
    accounts.find((one) => one.id === asked) ??
    accounts.find((one) => one.role === "student") ??
    accounts[0];
  await be(first.id);
  document.body.classList.remove("starting");
  drawer(false);
  startTour();
}

begin().catch(failed);
