/** What the page knows, and who wants to hear when it changes. */

export const state = {
  me: null, // Account
  title: "",
  zone: "UTC", // the course's
  accounts: new Map(), // id -> Account
  places: [], // Place, as the played person sees them
  commands: [],
  actions: [], // message actions
  clock: {
    now: new Date(0).toISOString(),
    running: false,
    walking: false,
    target: null,
    next: null,
  },
  connected: true, // the bot
  place: null, // the open place's id
  thread: null, // the open thread's root
  fresh: new Set(), // roots with replies not looked at
  turn: 0, // grows when another person is played: answers to an earlier one are dropped
};

let marked = performance.now();
const listeners = new Map();

/** Call `hear(detail)` whenever `topic` is told. */
export function on(topic, hear) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), hear]);
}

/** Tell everyone who listens to `topic`. */
export function tell(topic, detail) {
  for (const hear of listeners.get(topic) ?? []) hear(detail);
}

/** Take the server's clock. */
export function setClock(clock) {
  state.clock = clock;
  marked = performance.now();
  tell("clock");
}

/** Return the course's present instant in milliseconds; it goes on by itself while it runs. */
export function now() {
  const base = Date.parse(state.clock.now);
  return state.clock.running ? base + performance.now() - marked : base;
}

/** Return the open place, or undefined. */
export function openPlace() {
  return placeOf(state.place);
}

/** Return a place the played person is in, or undefined. */
export function placeOf(id) {
  return state.places.find((place) => place.id === id);
}

/** Take a place as it is now. */
export function putPlace(place) {
  const index = state.places.findIndex((one) => one.id === place.id);
  if (index < 0) state.places.push(place);
  else state.places[index] = place;
  tell("places");
}

/** Say why the bot is not there: before its first connection it has told no commands. */
export function awayWords() {
  return state.commands.length ? "Homeroom is restarting…" : "Homeroom is starting…";
}

/** Whether the played person is of the course's staff. */
export function isStaff(account = state.me) {
  return account?.role === "instructor" || account?.role === "assistant";
}
