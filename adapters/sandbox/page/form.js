/** Forms: one page of questions in a dialog; what was typed survives closing it, and a refusal. */

import * as api from "./api.js";
import { take } from "./asking.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { draftOf, keepDraft } from "./drafts.js";
import { field } from "./fields.js";
import { summary } from "./message.js";
import { state, tell } from "./store.js";

/** Open a form's page. */
export function openForm(form) {
  const key = JSON.stringify([state.me.id, form.about, form.fields.map((one) => one.name)]);
  const draft = draftOf(key) ?? {};
  const fields = form.fields.map((one) => field({ ...one, value: begun(one, draft[one.name]) }));
  const keep = () =>
    keepDraft(
      key,
      Object.fromEntries(
        form.fields.map((one, at) => [one.name, { was: one.value, typed: fields[at].value() }]),
      ),
    );
  const problem = h("p", { class: "form-problem", role: "alert", hidden: true });
  const send = h("button", { type: "submit", class: "button main", text: form.submit });
  let outcome = null;
  const body = h(
    "form",
    { class: "form", novalidate: true },
    form.pages > 1 && steps(form),
    form.intro && h("p", { class: "dialog-intro", text: form.intro }),
    fields.map((one) => one.node),
    problem,
    h(
      "footer",
      { class: "dialog-foot" },
      h("button", {
        type: "button",
        class: "button",
        text: "Cancel",
        onclick: () => dialog.close(),
      }),
      send,
    ),
  );
  const closed = () => {
    if (!outcome) return;
    keepDraft(key, null);
    take(outcome);
    if (form.page < form.pages && outcome.message) tell("continue", outcome.message);
  };
  const dialog = openDialog(form.title, [body], { name: "form-dialog", closed, light: false });
  const submit = submitter({ form, fields, problem, send });
  body.addEventListener("input", keep);
  body.addEventListener("submit", async (event) => {
    event.preventDefault();
    outcome = await submit();
    if (outcome) dialog.close();
  });
  fields[0]?.focus();
}

/** Return what a field begins with: its draft, unless another answer was saved meanwhile. */
function begun({ value }, draft) {
  return draft && (draft.was === value || !value) ? draft.typed : value;
}

function steps(form) {
  const bar = h("progress", { max: form.pages, value: form.page, "aria-hidden": "true" });
  return h(
    "div",
    { class: "form-steps" },
    h("span", { text: `Page ${form.page} of ${form.pages}` }),
    bar,
  );
}

/** Return a function that sends the form once at a time and returns its outcome or null. */
function submitter({ form, fields, problem, send }) {
  let again = null;
  let busy = false;
  return async () => {
    const wrong = fields.filter((one) => !one.check());
    if (wrong.length) wrong[0].focus();
    if (wrong.length || busy) return null;
    busy = true;
    problem.hidden = true;
    send.setAttribute("aria-busy", "true");
    try {
      const files = await uploaded(fields);
      const values = Object.fromEntries(
        fields.filter((one) => !one.file).map((one) => [one.name, one.value()]),
      );
      const outcome = await api.ask("submit", {
        form: form.id,
        values,
        files,
        ...(again ? { interaction: again } : {}),
      });
      again = null;
      return outcome.refused ? refuse(outcome.message, problem) : outcome;
    } catch (error) {
      again = error.status === 504 ? error.interaction : null;
      problem.textContent = again ? "Homeroom did not answer. Try again." : error.message;
      send.textContent = again ? "Try again" : form.submit;
      problem.hidden = false;
      return null;
    } finally {
      busy = false;
      send.removeAttribute("aria-busy");
    }
  };
}

/** Keep the form, and say in it why it was refused; the sentence need not stay in the chat too. */
function refuse(message, problem) {
  problem.textContent = summary(message);
  problem.hidden = false;
  api.remove(message.id).catch(() => {}); // then it stands there once more, which does no harm
  return null;
}

async function uploaded(fields) {
  const files = {};
  for (const one of fields) {
    const file = one.file?.();
    if (file) files[one.name] = (await api.upload(file)).id;
  }
  return files;
}
