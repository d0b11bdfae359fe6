/** The live stream from the server: what happens, as it happens, and again after a break. */

import { setClock, state, tell } from "./store.js";

let source = null;
const SLOW = 4000;

/** Listen as the played person, from an event on if it is named; an earlier stream ends. */
export function listen(since = "") {
  source?.close();
  const query = new URLSearchParams({ as: state.me.id, since });
  const mine = new EventSource(`/api/events?${query}`);
  source = mine;
  const hear = (name, take) =>
    mine.addEventListener(name, (event) => source === mine && take(JSON.parse(event.data)));
  hear("ready", ({ clock, bot }) => {
    tell("online", true);
    connected(bot);
    setClock(clock);
  });
  hear("message", (message) => tell("message", { message }));
  hear("place", (place) => tell("place", place));
  hear("gone", ({ place }) => tell("gone", place));
  hear("clock", setClock);
  hear("bot", connected);
  hear("commands", ({ commands, message_actions: actions }) =>
    Object.assign(state, { commands, actions }),
  );
  hear("reset", () => tell("reset"));
  mine.addEventListener("error", () => {
    if (source !== mine) return;
    tell("online", false);
    if (mine.readyState === EventSource.CLOSED) setTimeout(() => source === mine && again(), SLOW);
  });
}

function again() {
  listen();
  tell("reset");
}

function connected(bot) {
  state.connected = bot.connected;
  tell("bot");
}
