/** One message: who said it, when, to whom it shows, what it says, and what one can do with it. */

import { fileAddress } from "./api.js";
import { press } from "./asking.js";
import { avatar, nameOf, ROLES } from "./avatar.js";
import { download, view } from "./blocks.js";
import { h, icon } from "./dom.js";
import { editor, toolbar } from "./messagetools.js";
import { reactionRow } from "./reactions.js";
import { address, typed } from "./spans.js";
import { isStaff, now, state } from "./store.js";
import { fullOf, hourOf, relativeOf } from "./time.js";

/**
 * Return a message as a list item. `how`: {grouped, editing, inThread, fresh}; a grouped one
 * follows another of the same author and shows neither face nor name.
 */
export function messageItem(message, how) {
  const classes = [
    "message",
    how.grouped && "grouped",
    message.only && "private",
    message.bot && "by-bot",
  ];
  return h(
    "li",
    {
      class: classes.filter(Boolean).join(" "),
      tabindex: "-1",
      data: { id: message.id },
      "aria-label": `${nameOf(message.author)}, ${hourOf(message.at, state.me.zone)}`,
    },
    h("div", { class: "message-side" }, how.grouped ? clockTime(message) : avatar(message.author)),
    h(
      "div",
      { class: "message-body" },
      how.grouped ? null : head(message),
      message.only && mark(message),
      content(message, how),
      below(message, how),
    ),
    message.deleted || how.editing ? null : toolbar(message, how),
  );
}

function clockTime(message) {
  return h("time", {
    class: "side-time",
    datetime: message.at,
    text: hourOf(message.at, state.me.zone),
  });
}

function head(message) {
  const account = state.accounts.get(message.author);
  const role = message.bot ? "Bot" : isStaff(account) ? ROLES[account.role] : null;
  return h(
    "div",
    { class: "message-head" },
    h("span", { class: "author", text: nameOf(message.author) }),
    role && h("span", { class: "role", text: role }),
    h(
      "a",
      { class: "at", href: address(message.place, message.id, message.thread) },
      h("time", {
        datetime: message.at,
        title: fullOf(message.at, state.me.zone, now()),
        text: hourOf(message.at, state.me.zone),
      }),
    ),
    message.via && h("span", { class: "via", text: `via ${message.via}` }),
  );
}

function mark(message) {
  const words = message.confidential
    ? "Confidential: only you can see this"
    : "Only you can see this";
  return h("p", { class: "mark" }, icon(message.confidential ? "lock" : "eye"), words);
}

function content(message, how) {
  if (message.deleted) return h("p", { class: "gone", text: "This message was deleted." });
  if (how.editing) return editor(message);
  if (message.view)
    return view(message.view, (action, button) => press(message.id, action, button));
  return (
    message.text &&
    h(
      "p",
      { class: "words" },
      typed(message.text),
      message.edited &&
        h("span", {
          class: "edited",
          title: fullOf(message.edited, state.me.zone, now()),
          text: " (edited)",
        }),
    )
  );
}

function below(message, how) {
  if (message.deleted && !message.replies.count) return null;
  return [attachments(message), reactionRow(message), replies(message, how)];
}

function attachments(message) {
  const shown = new Set((message.view?.blocks ?? []).map((block) => block.file));
  const rest = message.files.filter((file) => !shown.has(file.id));
  if (!rest.length) return null;
  return h(
    "div",
    { class: "attachments" },
    rest.map((file) =>
      /^image\/(png|jpeg|gif|webp)$/.test(file.media_type)
        ? image(file)
        : download(file.id, file.name, sizeOf(file.size)),
    ),
  );
}

function image(file) {
  const link = fileAddress(file.id);
  return h(
    "a",
    { class: "attached-image", href: link, target: "_blank", rel: "noopener noreferrer" },
    h("img", { src: link, alt: file.description || file.name }),
  );
}

function sizeOf(bytes) {
  return bytes < 1000
    ? `${bytes} bytes`
    : bytes < 1e6
      ? `${Math.round(bytes / 1000)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`;
}

function replies(message, how) {
  const { count, last } = message.replies;
  if (!count || how.inThread) return null;
  const words = count === 1 ? "1 reply" : `${count} replies`;
  return h(
    "a",
    {
      class: how.fresh ? "replies fresh" : "replies",
      href: address(message.place, message.id, message.id),
      data: { key: "replies" },
    },
    icon("reply"),
    h("span", { class: "replies-count", text: words }),
    how.fresh && h("span", { class: "new-mark", text: "new" }),
    last &&
      h(
        "span",
        { class: "replies-last" },
        "last ",
        h("time", { datetime: last, data: { relative: last }, text: relativeOf(last, now()) }),
      ),
  );
}

/** Return a message in one line of words, for announcements and quotes. */
export function summary(message) {
  if (message.deleted) return "deleted a message";
  const shown = message.view;
  const words = shown ? shown.fallback || shown.title || firstWords(shown) : message.text;
  return words || message.files.map((file) => file.name).join(", ");
}

function firstWords(shown) {
  for (const block of shown.blocks) {
    if (block.text) return block.text;
    if (block.line) return block.line.map((span) => span.text ?? span.name ?? "").join("");
  }
  return "";
}
