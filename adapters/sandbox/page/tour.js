/** The first tour: ten steps of a class week, each with a "Show me" that goes there. */

import { byId, h, icon, iconButton, isNarrow } from "./dom.js";
import { drawer } from "./places.js";
import { beside } from "./menu.js";
import { now, on, state, tell } from "./store.js";
import { nextAt } from "./time.js";
import { jump } from "./timebar.js";
import { STEPS } from "./toursteps.js";

const KEPT = "homeroom.tour";
const panel = byId("tour");
const button = byId("tour-button");
let kept = { open: true, done: [], at: "course" };
const floating = matchMedia("(max-width: 1100px)"); // then it lies over what it shows
let pointer = null;

function keep(changes) {
  kept = { ...kept, ...changes };
  localStorage.setItem(KEPT, JSON.stringify(kept));
}

/** Show the tour where the reader left it: open at first, put away if they did so. */
export function startTour() {
  try {
    kept = { ...kept, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") };
  } catch {
    localStorage.removeItem(KEPT);
  }
  if (localStorage.getItem(KEPT) === null && isNarrow()) kept.open = false;
  draw();
}

function draw() {
  const done = STEPS.filter((step) => kept.done.includes(step.key)).length;
  panel.hidden = !kept.open;
  document.body.classList.toggle("with-tour", kept.open);
  button.setAttribute("aria-expanded", String(kept.open));
  panel.replaceChildren(
    h(
      "header",
      { class: "tour-head" },
      h("h2", { id: "tour-title", text: "A class week in ten steps" }),
      iconButton("close", "Put the tour away", { onclick: () => open(false) }),
    ),
    h(
      "div",
      { class: "tour-progress" },
      h("progress", { max: STEPS.length, value: done, "aria-label": "Steps done" }),
      h("span", { text: `${done} of ${STEPS.length}` }),
    ),
    h("ol", { class: "tour-steps" }, STEPS.map(item)),
  );
}

function item(step, index) {
  const current = kept.at === step.key;
  const done = kept.done.includes(step.key);
  const head = h(
    "button",
    {
      type: "button",
      class: "tour-step",
      "aria-expanded": String(current),
      data: { step: step.key },
      onclick: () => turn(step),
    },
    h(
      "span",
      { class: "tour-number", "aria-hidden": "true" },
      done ? icon("check") : String(index + 1),
    ),
    h("span", { text: step.title }),
    done && h("span", { class: "visually-hidden", text: " (done)" }),
  );
  return h("li", { class: done ? "done" : "" }, head, current && body(step, done));
}

function body(step, done) {
  return h(
    "div",
    { class: "tour-body" },
    h("p", { text: step.about }),
    h(
      "ol",
      { class: "tour-lines" },
      step.lines.map((text) => h("li", { text })),
    ),
    h(
      "div",
      { class: "controls" },
      h("button", {
        type: "button",
        class: "button main",
        text: "Show me",
        onclick: () => show(step),
      }),
      step.walk &&
        h("button", {
          type: "button",
          class: "button",
          text: `Walk to ${step.walk}`,
          onclick: () => walk(step),
        }),
      h("button", {
        type: "button",
        class: "button",
        text: done ? "Not done yet" : "Done",
        onclick: () => tick(step, !done),
      }),
    ),
  );
}

function turn(step) {
  keep({ at: kept.at === step.key ? null : step.key });
  draw();
  panel.querySelector(`[data-step="${step.key}"]`).focus();
}

function tick(step, is) {
  const done = is ? [...kept.done, step.key] : kept.done.filter((key) => key !== step.key);
  const next = STEPS.find((one) => !done.includes(one.key));
  keep({ done, at: is ? (next?.key ?? step.key) : step.key });
  draw();
  panel.querySelector(`[data-step="${kept.at}"]`).focus();
}

function open(is) {
  if (is && state.thread) tell("leave-thread");
  keep({ open: is });
  point(null);
  draw();
  (is ? panel.querySelector(".tour-step") : button).focus();
}

/** Go where a step happens: be the person, open the place, prepare the command, and point. */
async function show(step) {
  point(null);
  if (floating.matches) {
    keep({ open: false });
    draw();
  }
  if (step.who && !suits(step.who)) {
    const one = [...state.accounts.values()].find((account) => account.role === step.who);
    if (one) await switched(one.id);
  }
  const place = state.places.find((one) => one.name === step.place);
  if (place && place.id !== state.place) {
    location.hash = `#/${encodeURIComponent(place.id)}`;
    await new Promise((resolve) => {
      setTimeout(resolve, 60);
    });
  }
  if (step.command) tell("command", step.command);
  point(step);
}

function walk(step) {
  return jump(new Date(nextAt(step.walk, state.zone, now())).toISOString());
}

function suits(role) {
  return role === "student" ? state.me.role === "student" : state.me.role === role;
}

function switched(id) {
  return new Promise((resolve) => {
    waiting = resolve;
    tell("be", id);
  });
}

let waiting = null;
on("place-opened", () => {
  waiting?.();
  waiting = null;
});

/** Point at a part of the page; null takes the pointer away. */
function point(step) {
  pointer?.remove();
  pointer = null;
  document.querySelector(".pointed")?.classList.remove("pointed");
  if (!step) return;
  if (step.at === "#me" && isNarrow()) drawer(true);
  const target = document.querySelector(step.at);
  target.classList.add("pointed");
  pointer = h(
    "div",
    { class: "pointer", popover: "manual", role: "note", "aria-label": step.title },
    h("strong", { text: step.title }),
    h("p", { text: step.tip }),
    h(
      "div",
      { class: "controls" },
      h("button", {
        type: "button",
        class: "button main",
        text: "Got it",
        onclick: () => point(null),
      }),
      h("button", {
        type: "button",
        class: "button",
        text: "Done with this step",
        onclick: () => {
          point(null);
          keep({ open: true });
          tick(step, true);
        },
      }),
    ),
  );
  document.body.append(pointer);
  pointer.showPopover();
  const box = target.getBoundingClientRect();
  if (box.height > innerHeight / 2) inside(pointer, box);
  else beside(pointer, target.querySelector(".suggestions:not([hidden])") ?? target);
}

function inside(node, box) {
  node.style.setProperty("top", `${box.top + 16}px`);
  node.style.setProperty("left", `${box.left + Math.max(8, (box.width - node.offsetWidth) / 2)}px`);
}

button.addEventListener("click", () => open(!kept.open || Boolean(state.thread)));
panel.addEventListener("keydown", (event) => event.key === "Escape" && open(false));
addEventListener("keydown", (event) => event.key === "Escape" && pointer && point(null));
addEventListener("resize", () => point(null));
