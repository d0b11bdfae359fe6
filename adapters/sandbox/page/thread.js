/** The thread at the right: a message, its replies, and where to write one. */

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { MessageList } from "./messagelist.js";
import { failed, GONE, notice } from "./notices.js";
import { on, openPlace, state, tell } from "./store.js";
import { stream } from "./stream.js";

const panel = byId("thread");
export const thread = new MessageList(byId("replies"), byId("thread-scroll"), {
  inThread: true,
  older: loadOlder,
});
export const threadComposer = new Composer(byId("thread-composer"), {
  id: "write-reply",
  label: "Reply",
  where: () => ({ place: state.place, thread: state.thread }),
});
const PAGE = 100;
let loading = null;
let paging = false;
let opener = null;

/** Show the thread `state.thread`, or none. */
export async function openThread(message = null) {
  const root = state.thread;
  if (!root) return close();
  const again = !panel.hidden && thread.root === root;
  if (panel.hidden) opener = document.activeElement;
  panel.hidden = false;
  document.body.classList.add("with-thread");
  byId("thread-place").textContent =
    openPlace()?.kind === "direct" ? "" : `#${openPlace()?.name ?? ""}`;
  state.fresh.delete(root);
  stream.draw();
  if (!again) threadComposer.opened("Reply …");
  await load(root, message);
  return undefined;
}

async function load(root, message) {
  const turn = (loading = {});
  try {
    const page = await api.messages(state.place, { thread: root, limit: PAGE });
    if (turn !== loading) return;
    if (!page.messages.length) {
      notice(GONE);
      return tell("leave-thread");
    }
    thread.root = root;
    thread.reset(page);
    while (message && thread.more && Number(message) < Number(thread.ids[0]))
      if (!(await loadOlder())) break;
    if (turn !== loading) return;
    if (!message || message === root || !thread.show(message, { focus: true })) thread.toEnd();
  } catch (error) {
    if (turn === loading) failed(error);
  }
}

/** Fetch what was said before; return whether it came. */
async function loadOlder() {
  if (paging) return false;
  const turn = loading;
  paging = true;
  try {
    const query = { thread: thread.root, before: thread.ids[0], limit: PAGE };
    const page = await api.messages(state.place, query);
    if (turn === loading) thread.prepend(page);
    return turn === loading;
  } catch (error) {
    failed(error);
    return false;
  } finally {
    paging = false;
  }
}

function close() {
  if (panel.hidden) return;
  const inside = panel.contains(document.activeElement) || document.activeElement === document.body;
  panel.hidden = true;
  document.body.classList.remove("with-thread");
  loading = null;
  thread.clear();
  thread.root = null;
  if (inside) (opener?.isConnected ? opener : byId("write")).focus();
}

byId("thread-close").addEventListener("click", () => tell("leave-thread"));
panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) tell("leave-thread");
});
on("reply", () => setTimeout(() => threadComposer.text.focus(), 60));
on("message", ({ message, mine }) => {
  const here =
    message.place === state.place &&
    state.thread &&
    (message.thread === state.thread || message.id === state.thread);
  if (here && thread.root === state.thread) {
    thread.put(message);
    if (mine && message.thread) thread.toEnd();
  } else if (
    message.thread &&
    message.author !== state.me.id &&
    !mine &&
    message.version === 1 &&
    !message.only
  ) {
    state.fresh.add(message.thread);
    stream.draw();
  }
});
on("edit", (id) => {
  if (thread.root && (id === null || thread.messages.has(id))) thread.edit(id);
});
on("edit-last", ({ thread: root }) => {
  if (!root) return;
  const last = thread.ids.findLast(
    (id) => thread.messages.get(id).author === state.me.id && !thread.messages.get(id).deleted,
  );
  if (last) tell("edit", last);
});
