/** Dialogs: a title, what they hold, and the focus back where it was afterwards. */

import { h, iconButton, rememberFocus } from "./dom.js";

let count = 0;

/** Open a modal dialog holding `content`; return it. `closed` is called when it goes. */
export function openDialog(title, content, { name = "", closed = () => {}, light = true } = {}) {
  const id = `dialog-${(count += 1)}`;
  const back = rememberFocus();
  const dialog = h("dialog", { class: `dialog ${name}`, "aria-labelledby": id });
  dialog.append(
    h(
      "header",
      { class: "dialog-head" },
      h("h2", { id, text: title }),
      iconButton("close", "Close", { onclick: () => dialog.close() }),
    ),
    ...content,
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    back();
    closed();
  });
  if (light) {
    dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
  }
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Ask before something that can't be taken back; resolves to whether to do it. */
export function confirmed(title, sentence, label) {
  return new Promise((resolve) => {
    let yes = false;
    const dialog = openDialog(
      title,
      [
        h("p", { class: "dialog-intro", text: sentence }),
        h(
          "footer",
          { class: "dialog-foot" },
          h("button", {
            type: "button",
            class: "button",
            text: "Keep it",
            onclick: () => dialog.close(),
          }),
          h("button", {
            type: "button",
            class: "button danger",
            text: label,
            autofocus: true,
            onclick: () => {
              yes = true;
              dialog.close();
            },
          }),
        ),
      ],
      { name: "small", closed: () => resolve(yes) },
    );
  });
}
