/** Reactions: who put which emoji, and a small picker. */

import * as api from "./api.js";
import { nameOf } from "./avatar.js";
import { h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { failed } from "./notices.js";
import { tell } from "./store.js";

const EMOJI = [
  ["👍", "thumbs up"],
  ["❤️", "heart"],
  ["😄", "smile"],
  ["🎉", "celebrate"],
  ["✅", "check mark"],
  ["👀", "eyes"],
  ["💡", "idea"],
  ["❓", "question"],
  ["🙏", "thanks"],
  ["👏", "applause"],
  ["🤔", "thinking"],
  ["⭐", "star"],
];
const NAMES = new Map(EMOJI);

async function react(message, emoji, present) {
  try {
    tell("message", { message: await api.react(message.id, emoji, present), mine: true });
  } catch (error) {
    failed(error);
  }
}

/** Open the picker at a button. */
export function pickReaction(anchor, message) {
  const mine = new Set(message.reactions.filter((one) => one.mine).map((one) => one.emoji));
  openMenu(
    anchor,
    "Add a reaction",
    EMOJI.map(([emoji, name]) => ({
      label: name,
      shown: emoji,
      run: () => react(message, emoji, !mine.has(emoji)),
    })),
    { grid: true },
  );
}

/** Return the row of reactions under a message, or null when there is none. */
export function reactionRow(message) {
  if (!message.reactions.length) return null;
  const add = h(
    "button",
    {
      type: "button",
      class: "reaction add",
      "aria-label": "Add a reaction",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      data: { key: "react" },
    },
    icon("smile"),
  );
  add.addEventListener("click", () => pickReaction(add, message));
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map((one) => chip(message, one)),
    add,
  );
}

function chip(message, one) {
  const who = one.accounts.map(nameOf).join(", ");
  return h(
    "button",
    {
      type: "button",
      class: "reaction",
      "aria-pressed": String(one.mine),
      "aria-label": `${NAMES.get(one.emoji) ?? one.emoji}, ${one.count}: ${who}`,
      title: who,
      data: { key: `reaction:${one.emoji}` },
      onclick: () => react(message, one.emoji, !one.mine),
    },
    h("span", { class: "emoji", text: one.emoji }),
    h("span", { text: one.count }),
  );
}
