/** A list of messages that is kept in order, grouped by day and author, and scrolled kindly. */

import { arrange, h, rememberFocus } from "./dom.js";
import { messageItem } from "./message.js";
import { now, state } from "./store.js";
import { dayName, dayOf } from "./time.js";

const TOGETHER = 5 * 60_000;
const NEAR = 80;

/**
 * The messages of the open place, or of the open thread. `older` is called when the reader
 * comes to the top and there is more.
 */
export class MessageList {
  constructor(list, scroller, { inThread = false, older = () => {}, seen = () => {} } = {}) {
    Object.assign(this, { list, scroller, inThread, older, seen });
    this.clear();
    scroller.addEventListener("scroll", () => this.scrolled());
    scroller.addEventListener("load", () => this.stuck && this.toEnd(), true);
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(scroller);
    list.addEventListener("focusin", (event) => this.activate(event.target.closest("li.message")));
    list.addEventListener("keydown", (event) => this.keys(event));
  }

  clear() {
    this.messages = new Map();
    this.drawn = new Map();
    this.more = false;
    this.newest = true; // whether the last message shown is the place's last
    this.unreadAfter = null;
    this.editing = null;
    this.stuck = true;
    this.list.replaceChildren();
  }

  /** Show a page of messages afresh; `unreadAfter` is the id after which they are new. */
  reset(page, { newest = true, unreadAfter = null } = {}) {
    this.clear();
    this.newest = newest;
    this.stuck = newest;
    this.unreadAfter = unreadAfter;
    this.more = page.more;
    for (const message of page.messages) this.messages.set(message.id, message);
    this.draw();
  }

  /** Add an older page at the top; what one reads stays where it is. */
  prepend(page) {
    const before = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.more = page.more;
    for (const message of page.messages) this.messages.set(message.id, message);
    this.draw();
    this.scroller.scrollTop = this.scroller.scrollHeight - before;
  }

  /** Take a message that is new or has changed; an older version loses. Returns if it was new. */
  put(message) {
    const known = this.messages.get(message.id);
    if (known && known.version > message.version) return false;
    if (!known && !this.newest) return false;
    this.messages.set(message.id, message);
    this.draw();
    if (this.stuck) this.toEnd();
    return !known;
  }

  get ids() {
    return [...this.messages.keys()].sort((a, b) => a - b);
  }

  get last() {
    return this.ids.at(-1) ?? null;
  }

  draw() {
    const focus = this.focused();
    const nodes = [];
    let before = null;
    for (const id of this.ids) {
      const message = this.messages.get(id);
      if (hidden(message)) continue;
      const line = this.separator(message, before);
      if (line) nodes.push(line);
      nodes.push(this.node(message, !line && together(before, message)));
      before = message;
    }
    arrange(this.list, nodes);
    focus();
  }

  separator(message, before) {
    const { zone } = state.me;
    const day = !before || dayOf(before.at, zone) !== dayOf(message.at, zone);
    const fresh =
      this.unreadAfter !== null &&
      (before || !this.more) &&
      Number(message.id) > Number(this.unreadAfter) &&
      (!before || Number(before.id) <= Number(this.unreadAfter)) &&
      message.author !== state.me.id;
    if (!day && !fresh) return null;
    const words = day ? dayName(message.at, zone, now()) : "";
    const key = `line/${message.id}/${words}/${fresh}`;
    return this.keep(`line/${message.id}`, key, () =>
      h(
        "li",
        { class: fresh ? "day fresh" : "day" },
        words && h("span", { text: words }),
        fresh && h("span", { class: "new-mark", text: "New" }),
      ),
    );
  }

  node(message, grouped) {
    const how = {
      grouped,
      inThread: this.inThread,
      editing: this.editing === message.id,
      fresh: state.fresh.has(message.id),
    };
    const key = how.editing ? "editing" : JSON.stringify([message, how]);
    return this.keep(message.id, key, () => messageItem(message, how));
  }

  /** Return the node drawn under `name`, drawn anew only if its key differs. */
  keep(name, key, make) {
    const known = this.drawn.get(name);
    if (known?.key === key) return known.node;
    const node = make();
    this.drawn.set(name, { key, node });
    return node;
  }

  focused() {
    const active = document.activeElement;
    const item = this.list.contains(active) ? active.closest("li.message") : null;
    if (!item) return () => {};
    const key = active.dataset.key;
    return () => {
      if (active.isConnected) return;
      const again = this.list.querySelector(`[data-id="${item.dataset.id}"]`);
      ((key && again?.querySelector(`[data-key="${CSS.escape(key)}"]`)) || again)?.focus({
        preventScroll: true,
      });
    };
  }

  /** Make one message the one whose tools can be reached with Tab. */
  activate(item) {
    if (!item) return;
    for (const tool of this.list.querySelectorAll(".message.active .toolbar button"))
      tool.tabIndex = -1;
    this.list.querySelector(".message.active")?.classList.remove("active");
    item.classList.add("active");
    for (const tool of item.querySelectorAll(".toolbar button")) tool.tabIndex = 0;
  }

  keys(event) {
    const items = [...this.list.querySelectorAll("li.message")];
    const at = items.indexOf(event.target);
    if (at < 0) return;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items[Math.max(0, Math.min(to, items.length - 1))].focus();
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.stuck = this.newest && scrollHeight - scrollTop - clientHeight < NEAR;
    if (scrollTop < 200 && this.more) this.older();
    this.seen();
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.seen();
  }

  /** Scroll to a message, let it light up and give it the focus if asked; false if not shown. */
  show(id, { focus = false, quiet = false } = {}) {
    const item = this.list.querySelector(`[data-id="${CSS.escape(id)}"]`);
    if (!item) return false;
    item.scrollIntoView({ block: "center" });
    if (!quiet) {
      item.classList.add("lit");
      setTimeout(() => item.classList.remove("lit"), 2000);
    }
    if (focus) item.focus({ preventScroll: true });
    return true;
  }

  /** Let a message's words be changed; null ends that, and the focus goes back where it was. */
  edit(id) {
    const back = id === null && this.goBack;
    this.goBack = id === null ? null : rememberFocus();
    this.editing = id;
    this.draw();
    if (back) return back();
    const item = this.list.querySelector(`[data-id="${id}"]`);
    item?.querySelector("textarea")?.focus();
    return undefined;
  }
}

function hidden(message) {
  return message.deleted && (message.only || !message.replies.count);
}

function together(before, message) {
  return (
    Boolean(before) &&
    before.author === message.author &&
    !message.bot &&
    !before.deleted &&
    !message.only &&
    !before.only &&
    Date.parse(message.at) - Date.parse(before.at) < TOGETHER
  );
}
