/** The time bar: the course's clock, and the ways to move it. */

import * as api from "./api.js";
import { byId } from "./dom.js";
import { announce, failed } from "./notices.js";
import { now, on, setClock, state } from "./store.js";
import { cityOf, fullOf, hourOf, relativeOf, shortOf } from "./time.js";

let from = null; // where the walk began

function draw() {
  if (!state.me) return;
  const { clock } = state;
  say("course-time", fullOf(now(), state.zone, now()));
  say("course-city", cityOf(state.zone));
  const same = state.me.zone === state.zone;
  byId("my-time").hidden = same;
  say("my-time", `${shortOf(now(), state.me.zone)} ${cityOf(state.me.zone)}`);
  say("next-event", nextWords(clock));
  for (const button of byId("jumps").querySelectorAll("[data-jump]"))
    button.disabled = clock.walking;
  const real = byId("real-time");
  real.disabled = clock.walking;
  real.setAttribute("aria-pressed", String(clock.running));
  say("real-time-label", clock.running ? "Stop" : "Real time");
  byId("real-play").hidden = clock.running;
  byId("real-stop").hidden = !clock.running;
  walk(clock);
}

function say(id, words) {
  if (byId(id).textContent !== words) byId(id).textContent = words;
}

function nextWords(clock) {
  if (clock.walking && !clock.target) return "Walking on …";
  if (clock.walking) return `Walking to ${fullOf(clock.target, state.zone, now())} …`;
  if (!clock.next) return "Nothing else is due";
  const day =
    new Date(clock.next) - now() < 12 * 3_600_000
      ? hourOf(clock.next, state.zone)
      : shortOf(clock.next, state.zone);
  return `Next event ${relativeOf(clock.next, now())} (${day})`;
}

function walk(clock) {
  const bar = byId("walk");
  bar.hidden = !clock.walking;
  document.body.classList.toggle("walking", clock.walking);
  if (!clock.walking) {
    if (from !== null)
      announce(`It is ${fullOf(now(), state.me.zone, now())} in ${cityOf(state.me.zone)}`);
    from = null;
    return;
  }
  from ??= Date.parse(clock.now);
  bar.max = Math.max(1, Date.parse(clock.target ?? clock.now) - from);
  bar.value = Date.parse(clock.now) - from;
}

/**
 * Move the clock. What the server answers is dropped, for the live stream may have told of the
 * arrival before; until it does, the page says that time walks.
 */
async function move(act, walking) {
  if (walking) setClock({ ...state.clock, now: new Date(now()).toISOString(), walking });
  try {
    await act();
  } catch (error) {
    failed(error);
    setClock(await api.clock().catch(() => ({ ...state.clock, walking: false })));
  }
}

/** Walk to "next", "hour", "monday" or an instant. */
export function jump(to) {
  return move(() => api.jump(to), true);
}

for (const button of byId("jumps").querySelectorAll("[data-jump]")) {
  button.addEventListener("click", () => {
    jump(button.dataset.jump);
    fold();
  });
}
byId("real-time").addEventListener("click", () =>
  move(state.clock.running ? api.stop : api.run, false),
);
byId("time-menu").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !byId("time-menu").open) return;
  byId("time-menu").open = false;
  byId("time-menu").querySelector("summary").focus();
});
const narrow = matchMedia("(max-width: 1000px)");
const fold = () => {
  byId("time-menu").open = !narrow.matches;
};
narrow.addEventListener("change", fold);
fold();
on("clock", draw);
on("me", draw);
on("second", draw);
