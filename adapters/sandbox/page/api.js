/** Requests to the chat server, always as the played person. */

import { state } from "./store.js";

/** What the server refused, in a sentence; `interaction` is what to repeat after a 504. */
export class ApiError extends Error {
  constructor(status, sentence, interaction) {
    super(sentence);
    this.status = status;
    this.interaction = interaction;
  }
}

const UNREACHABLE = "The sandbox does not answer. Is `make demo` still running?";

async function request(method, path, { query = {}, body, raw, as } = {}) {
  const address = new URL(`/api/${path}`, location.origin);
  const who = as ?? state.me?.id;
  if (who) address.searchParams.set("as", who);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) address.searchParams.set(name, value);
  }
  const headers = method === "GET" ? {} : { "X-Homeroom": "people" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  else if (raw) headers["Content-Type"] = raw.type || "application/octet-stream";
  let answer;
  try {
    answer = await fetch(address, {
      method,
      headers,
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
  } catch {
    throw new ApiError(0, UNREACHABLE);
  }
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok)
    throw new ApiError(
      answer.status,
      json.error ?? "Something went wrong. Try again.",
      json.interaction,
    );
  return json;
}

const part = encodeURIComponent;

export const accounts = () => request("GET", "accounts");
export const readState = (as) => request("GET", "state", { as });
export const messages = (place, query) =>
  request("GET", `places/${part(place)}/messages`, { query });
export const members = (place) => request("GET", `places/${part(place)}/members`);
export const say = (place, body) => request("POST", `places/${part(place)}/messages`, { body });
export const markRead = (place, message) =>
  request("PUT", `places/${part(place)}/read`, { body: { message } });
export const message = (id) => request("GET", `messages/${part(id)}`);
export const edit = (id, text) => request("PATCH", `messages/${part(id)}`, { body: { text } });
export const remove = (id) => request("DELETE", `messages/${part(id)}`);
export const react = (id, emoji, present) =>
  request(present ? "PUT" : "DELETE", `messages/${part(id)}/reactions/${part(emoji)}`);
export const suggest = (body) => request("POST", "suggest", { body });
export const upload = (file) => request("POST", "files", { query: { name: file.name }, raw: file });
export const clock = () => request("GET", "clock");
export const jump = (to) => request("POST", "clock/jump", { body: { to } });
export const run = () => request("POST", "clock/run");
export const stop = () => request("POST", "clock/stop");

/** Ask the bot: `path` is commands, press, submit or message-actions. */
export const ask = (path, body) => request("POST", path, { body });

/** Return a file's address for the played person. */
export function fileAddress(id, download = false) {
  const query = new URLSearchParams({ as: state.me.id, ...(download ? { download: "1" } : {}) });
  return `/api/files/${part(id)}?${query}`;
}
