/** What one can do with a message: react, reply, edit, delete, and Homeroom's own acts. */

import * as api from "./api.js";
import { ask } from "./asking.js";
import { confirmed } from "./dialog.js";
import { h, iconButton } from "./dom.js";
import { openMenu } from "./menu.js";
import { failed, notice } from "./notices.js";
import { pickReaction } from "./reactions.js";
import { address } from "./spans.js";
import { state, tell } from "./store.js";

/** Return the buttons that stand beside a message under the pointer or with the focus. */
export function toolbar(message, how) {
  const buttons = [];
  const add = (name, label, run, key) =>
    buttons.push(
      iconButton(name, label, {
        tabindex: "-1",
        data: { key: `tool:${key}` },
        onclick: (event) => run(event.currentTarget),
      }),
    );
  if (!message.only) {
    add("smile", "Add a reaction", (button) => pickReaction(button, message), "react");
    if (!how.inThread) add("reply", "Reply in a thread", () => reply(message), "reply");
  }
  add(
    "more",
    "More about this message",
    (button) => openMenu(button, "About this message", entries(message)),
    "more",
  );
  return h("div", { class: "toolbar" }, buttons);
}

function reply(message) {
  location.hash = address(message.place, message.id, message.id);
  tell("reply");
}

function entries(message) {
  const mine = message.author === state.me.id;
  const list = message.only
    ? []
    : state.actions.filter(mayAct).map((action) => ({
        label: action.label,
        run: () => ask("message-actions", { message: message.id, verb: action.verb }),
      }));
  list.push({ label: "Copy link", icon: "out", run: () => copyLink(message) });
  if (mine && !message.view) list.push({ label: "Edit", run: () => tell("edit", message.id) });
  if (mine) list.push({ label: "Delete", danger: true, run: () => remove(message) });
  if (message.only === state.me.id)
    list.push({ label: "Put away", icon: "close", run: () => away(message) });
  return list;
}

function mayAct(action) {
  return !action.roles || action.roles.includes(state.me.role);
}

async function copyLink(message) {
  const link = new URL(address(message.place, message.id, message.thread), location.href);
  link.search = "";
  try {
    await navigator.clipboard.writeText(link.href);
    notice("The link is copied.");
  } catch {
    notice(link.href);
  }
}

async function remove(message) {
  const sentence = "Its words go for everyone, and what it earned may go with them.";
  if (await confirmed("Delete this message?", sentence, "Delete")) await away(message);
}

async function away(message) {
  try {
    tell("message", { message: await api.remove(message.id), mine: true });
  } catch (error) {
    failed(error);
  }
}

/** Return the box in which a message's words are changed. */
export function editor(message) {
  const text = h("textarea", {
    class: "edit-text",
    "aria-label": "Edit your message",
    rows: Math.min(8, message.text.split("\n").length + 1),
    data: { key: "edit" },
  });
  text.value = message.text;
  const done = () => tell("edit", null);
  const save = async () => {
    if (!text.value.trim() || text.value === message.text) return done();
    try {
      const changed = await api.edit(message.id, text.value.trim());
      done();
      tell("message", { message: changed, mine: true });
    } catch (error) {
      failed(error);
    }
    return undefined;
  };
  text.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      done();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  });
  return h(
    "div",
    { class: "editor" },
    text,
    h(
      "div",
      { class: "controls" },
      h("button", { type: "button", class: "button", text: "Cancel", onclick: done }),
      h("button", { type: "button", class: "button main", text: "Save", onclick: save }),
    ),
  );
}
