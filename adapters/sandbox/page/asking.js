/** Asking Homeroom: commands, buttons, forms and message actions, and what comes of it. */

import * as api from "./api.js";
import { announce, failed, notice } from "./notices.js";
import { state, tell } from "./store.js";

/**
 * Ask the bot; return the outcome, or null when it failed. A silent bot is offered again under
 * the same interaction, so that nothing is done twice.
 */
export async function ask(path, body, { busy = null } = {}) {
  const turn = state.turn;
  busy?.setAttribute("aria-busy", "true");
  tell("asking", 1);
  try {
    const outcome = await api.ask(path, body);
    if (turn !== state.turn) return null;
    take(outcome);
    return outcome;
  } catch (error) {
    if (turn === state.turn) offerAgain(error, path, body);
    return null;
  } finally {
    tell("asking", -1);
    busy?.removeAttribute("aria-busy");
  }
}

function offerAgain(error, path, body) {
  if (error.status !== 504) return failed(error);
  const run = () => ask(path, { ...body, interaction: error.interaction });
  return notice("Homeroom did not answer.", { alert: true, act: { label: "Try again", run } });
}

/** Show an outcome: its message, or its form. */
export function take(outcome) {
  if (outcome.form) tell("form", outcome.form);
  if (!outcome.message) return;
  tell("message", { message: outcome.message, mine: true });
  if (outcome.outcome === "message") tell("answered", outcome.message);
  else announce("Homeroom changed the message.");
}

/** Press a button, or choose in a select, of a message. */
export function press(message, action, button) {
  if (button?.getAttribute("aria-busy") === "true") return Promise.resolve(null);
  return ask("press", { message, action }, { busy: button });
}
