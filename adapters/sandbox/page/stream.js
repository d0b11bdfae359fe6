/** The open place: its messages, what is read, and the way to one of them. */

import * as api from "./api.js";
import { byId, icon } from "./dom.js";
import { failed, GONE, notice } from "./notices.js";
import { MessageList } from "./messagelist.js";
import { on, openPlace, putPlace, state, tell } from "./store.js";
import { relativeOf } from "./time.js";

const scroller = byId("stream");
const latest = byId("latest");
const PAGE = 50; // what the server gives after a message, if there is as much
let loading = false;

export const stream = new MessageList(byId("messages"), scroller, {
  older: loadOlder,
  seen: markSeen,
});

/** Open the place `state.place`, at a message if one is named. */
export async function openStream(around = null) {
  const place = openPlace();
  if (!place) return;
  const turn = (loading = {});
  stream.clear();
  head(place);
  empty(false);
  try {
    const page = await api.messages(place.id, around ? { around } : {});
    if (turn !== loading) return;
    const after = page.messages.filter((one) => Number(one.id) >= Number(around));
    const newest = !around || after.length < PAGE;
    stream.reset(page, { newest, unreadAfter: place.unread ? place.read : null });
    settle(around);
  } catch (error) {
    if (turn === loading) failed(error);
  } finally {
    if (turn === loading) loading = false;
  }
}

function settle(around) {
  empty(!stream.messages.size);
  const fresh = stream.list.querySelector(".day.fresh");
  const there = around && stream.show(around, { focus: true });
  if (around && !there && !state.thread) notice(GONE);
  if (!there) scroller.scrollTop = scroller.scrollHeight;
  if (!around && fresh?.getBoundingClientRect().top < scroller.getBoundingClientRect().top)
    fresh.scrollIntoView({ block: "start" });
  stream.scrolled(); // what is new counts as read once its end is in sight, and no sooner
}

function head(place) {
  const direct = place.kind === "direct";
  byId("place-icon").replaceChildren(icon(direct ? "mail" : place.closed ? "lock" : "hash"));
  byId("place-name").textContent = place.name;
  byId("place-topic").textContent = direct ? "Only you and Homeroom can read this." : place.topic;
  byId("place-closed").hidden = !place.closed;
}

function empty(is) {
  const place = openPlace();
  byId("nothing").hidden = !is;
  byId("nothing").textContent =
    place?.kind === "direct"
      ? "Homeroom has not written to you yet. Type / to ask it something: only you will see the answer."
      : "Nothing has been said here yet. Write the first message, or let time walk on.";
}

async function loadOlder() {
  if (loading) return;
  const turn = (loading = {});
  try {
    const page = await api.messages(state.place, { before: stream.ids[0] });
    if (turn === loading) stream.prepend(page);
  } catch (error) {
    failed(error);
  } finally {
    if (turn === loading) loading = false;
  }
}

let marking = false;

/** Tell the server what has been read once the end is in sight. */
async function markSeen() {
  latest.hidden = stream.stuck || !stream.messages.size;
  const place = openPlace();
  if (!place || marking || !stream.stuck || document.hidden || !stream.last) return;
  const last = Math.max(Number(stream.last), Number(place.last));
  if (Number(place.read) >= last) return;
  marking = true;
  const before = { ...place };
  putPlace({ ...place, unread: 0, read: String(last) });
  try {
    putPlace(await api.markRead(place.id, String(last)));
  } catch {
    putPlace({ ...before, unread: 0 }); // a message that went away meanwhile; the next one marks it
  } finally {
    marking = false;
  }
}

/** Show the newest messages, fetched again if the reader was far back. */
export async function toNewest() {
  if (!stream.newest) await openStream();
  else {
    stream.unreadAfter = null;
    stream.draw();
    stream.toEnd();
  }
}

/** Go to an answer that just came, so that nobody misses what their button did. */
export function showAnswer(message) {
  empty(false);
  if (!stream.newest) return toNewest();
  const item = stream.list.querySelector(`[data-id="${message.id}"]`);
  if (!item) return undefined;
  if (message.id === stream.last) stream.toEnd();
  const box = item.getBoundingClientRect();
  if (box.top < scroller.getBoundingClientRect().top) item.scrollIntoView({ block: "start" });
  return undefined;
}

latest.addEventListener("click", toNewest);
document.addEventListener("visibilitychange", markSeen);
on("clock", () => {
  byId("place-clock").textContent = state.clock.target
    ? `Time is walking, ${relativeOf(state.clock.target, Date.parse(state.clock.now))} to go`
    : "";
});
on("message", ({ message }) => {
  if (message.place !== state.place || message.thread) return;
  stream.put(message);
  empty(!stream.messages.size);
  markSeen();
});
on("edit", (id) => {
  if (id === null || stream.messages.has(id)) stream.edit(id);
});
on("edit-last", ({ thread }) => {
  if (thread) return;
  const last = stream.ids.findLast(
    (id) => stream.messages.get(id).author === state.me.id && !stream.messages.get(id).deleted,
  );
  if (last) tell("edit", last);
});
