/** Notices: short sentences at the window's foot, and what screen readers hear. */

import { byId, h, iconButton } from "./dom.js";

const SECONDS = 9;
export const GONE = "That message is no longer here.";

/**
 * Show a sentence; `act` {label, run} adds a button, and then it stays until it is put away,
 * unless `passing`.
 */
export function notice(sentence, { act = null, alert = false, passing = !act } = {}) {
  const box = h("div", {
    class: alert ? "notice alert" : "notice",
    role: alert ? "alert" : "status",
  });
  const away = () => box.remove();
  box.append(
    h("p", { text: sentence }),
    ...(act
      ? [
          h("button", {
            type: "button",
            class: "button main",
            text: act.label,
            onclick: () => {
              away();
              act.run();
            },
          }),
        ]
      : []),
    iconButton("close", "Dismiss", { onclick: away }),
  );
  byId("notices").append(box);
  if (passing) setTimeout(away, SECONDS * 1000);
  return away;
}

/** Show what went wrong. */
export function failed(error) {
  if (!error.status && error.name !== "ApiError" && !("status" in error)) console.error(error);
  notice(error.message, { alert: true });
}

let waiting = [];

/** Say something to screen readers; a burst is summed up. */
export function announce(sentence) {
  if (waiting.includes(sentence)) return;
  waiting.push(sentence);
  if (waiting.length > 1) return;
  setTimeout(() => {
    byId("announcer").textContent =
      waiting.length > 3 ? `${waiting.length} new messages` : waiting.join(" · ");
    waiting = [];
  }, 400);
}
