/** Where one writes: messages with files, and behind a "/" the command line. */

import * as api from "./api.js";
import { ask } from "./asking.js";
import { h, icon, iconButton } from "./dom.js";
import { draftOf, keepDraft } from "./drafts.js";
import { failed } from "./notices.js";
import { CommandLine } from "./palette.js";
import { awayWords, state, tell } from "./store.js";

/** One composer: of the place (`where().thread` is null) or of the open thread. */
export class Composer {
  constructor(node, { id, label, where }) {
    this.node = node;
    this.where = where;
    this.files = [];
    this.text = h("textarea", {
      id,
      rows: 1,
      "aria-label": label,
      "aria-describedby": `${id}-hint`,
    });
    this.chosen = h("ul", { class: "chosen-files", "aria-label": "Files to send", hidden: true });
    this.picker = h("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files" });
    this.plain = h(
      "div",
      { class: "plain-line" },
      iconButton("clip", "Attach files", { onclick: () => this.picker.click() }),
      iconButton("slash", "Commands", { onclick: () => this.command("/") }),
      this.text,
      iconButton("send", "Send the message", {
        class: "icon-button send",
        onclick: () => this.send(),
      }),
    );
    this.hint = h("p", { class: "write-hint", id: `${id}-hint` });
    this.commands = new CommandLine({
      where,
      label,
      send: (body) => this.ask(body),
      leave: (text) => this.leave(text),
    });
    node.append(this.chosen, this.plain, this.commands.node, this.hint, this.picker);
    this.listen();
  }

  listen() {
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.keys(event));
    this.text.addEventListener("paste", (event) => this.attach(event.clipboardData.files));
    this.picker.addEventListener("change", () => {
      this.attach(this.picker.files);
      this.picker.value = "";
    });
    this.node.addEventListener("dragover", (event) => event.preventDefault());
    this.node.addEventListener("drop", (event) => {
      event.preventDefault();
      this.attach(event.dataTransfer.files);
    });
  }

  key() {
    const { place, thread } = this.where();
    return `${state.me.id}/${place}/${thread ?? ""}`;
  }

  /** Take up the draft of the place or thread that is open now. */
  opened(label) {
    if (!this.commands.node.hidden) this.commands.close();
    this.text.placeholder = label;
    this.text.value = draftOf(this.key()) ?? "";
    this.files = [];
    this.showFiles();
    this.grow();
    this.say();
  }

  typed() {
    const command = this.text.value.startsWith("/") && !this.files.length;
    keepDraft(this.key(), command ? "" : this.text.value);
    return command ? this.command(this.text.value) : this.grow();
  }

  /** Open the command line with this text; what was being written waits until it is left. */
  command(text) {
    this.text.value = "";
    this.plain.hidden = true;
    this.hint.hidden = true;
    this.commands.open(text);
  }

  leave(text) {
    this.plain.hidden = false;
    this.hint.hidden = false;
    if (text) keepDraft(this.key(), text);
    this.text.value = draftOf(this.key()) ?? "";
    this.text.focus();
    this.grow();
  }

  ask(body) {
    ask("commands", body, { busy: this.node });
  }

  keys(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.text.value) {
      event.preventDefault();
      tell("edit-last", this.where());
    }
  }

  async send() {
    const text = this.text.value.trim();
    if ((!text && !this.files.length) || this.sending) return;
    const { place, thread } = this.where();
    const sent = { key: this.key(), text: this.text.value, files: [...this.files] };
    this.sending = true;
    try {
      const files = [];
      for (const file of sent.files) files.push((await api.upload(file)).id);
      const message = await api.say(place, {
        text,
        ...(thread ? { thread } : {}),
        ...(files.length ? { files } : {}),
      });
      this.forget(sent);
      tell("message", { message, mine: true });
    } catch (error) {
      failed(error);
    } finally {
      this.sending = false;
    }
  }

  /** Take away what was sent, and no more: the writer may have gone on, here or elsewhere. */
  forget({ key, text, files }) {
    const draft = draftOf(key) ?? "";
    keepDraft(key, draft.startsWith(text) ? draft.slice(text.length).trimStart() : draft);
    if (key !== this.key()) return;
    this.files = this.files.filter((file) => !files.includes(file));
    this.showFiles();
    if (this.plain.hidden) return;
    this.text.value = draftOf(key) ?? "";
    this.grow();
  }

  attach(files) {
    this.files.push(...files);
    this.showFiles();
  }

  showFiles() {
    this.chosen.hidden = !this.files.length;
    this.chosen.replaceChildren(
      ...this.files.map((file, index) =>
        h(
          "li",
          {},
          icon("clip"),
          file.name,
          iconButton("close", `Leave out ${file.name}`, {
            onclick: () => {
              this.files.splice(index, 1);
              this.showFiles();
              this.text.focus();
            },
          }),
        ),
      ),
    );
  }

  grow() {
    this.text.style.setProperty("height", "auto");
    if (this.text.scrollHeight)
      this.text.style.setProperty("height", `${Math.min(this.text.scrollHeight, 180)}px`);
  }

  /** Say under the line what stands in the way, or how it works. */
  say() {
    if (!state.connected)
      this.hint.textContent = `${awayWords()} Messages arrive; commands and buttons answer when it is there.`;
    else if (state.clock.walking)
      this.hint.textContent = "Time is walking on. What you send now happens at the next stop.";
    else
      this.hint.replaceChildren(
        h("kbd", { text: "Enter" }),
        " sends · ",
        h("kbd", { text: "Shift Enter" }),
        " new line · ",
        h("kbd", { text: "/" }),
        " commands",
      );
  }
}
