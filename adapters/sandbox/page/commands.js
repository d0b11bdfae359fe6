/** Commands as people type them: which one is meant, and what was given to it. */

import { state } from "./store.js";

/** Return the commands that the played person's role may give and whose words fit, best first. */
export function matching(typed) {
  const words = typed
    .toLowerCase()
    .replace(/^\/(class)?\s*/, "")
    .trim();
  const whole = /^\/c?l?a?s?s?$/.test(typed.trim());
  const ranked = [];
  for (const command of state.commands) {
    if (command.roles && !command.roles.includes(state.me.role)) continue;
    const rank = whole ? 0 : rankOf(command, words);
    if (rank >= 0) ranked.push([rank, command]);
  }
  return ranked
    .sort((a, b) => a[0] - b[0] || a[1].name.localeCompare(b[1].name))
    .map((pair) => pair[1]);
}

function rankOf(command, words) {
  if (command.name.startsWith(words)) return 0;
  if (command.name.split(" ").some((word) => word.startsWith(words))) return 1;
  if (command.name.includes(words)) return 2;
  return words.length > 2 && command.about.toLowerCase().includes(words) ? 3 : -1;
}

/**
 * Return {command, values} once the text names a whole command and goes on after it, else null.
 * `/class progress why:yes` gives {why: "yes"}; words without a name go to the first parameter.
 */
export function parse(typed) {
  const text = typed.replace(/^\/(class\s+)?/, "");
  const command = state.commands
    .filter((one) => text === `${one.name} ` || text.startsWith(`${one.name} `))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!command || !command.parameters.length) return null;
  return { command, values: valuesIn(command, text.slice(command.name.length + 1)) };
}

/** Split what follows a command into its parameters' values. */
export function valuesIn(command, text) {
  const names = command.parameters.map((one) => one.name).join("|");
  const pieces = text.split(new RegExp(`(?:^|\\s)(${names}):`));
  const values = {};
  const first = pieces[0].trimStart();
  if (first) values[command.parameters[0].name] = first;
  for (let at = 1; at < pieces.length; at += 2)
    values[pieces[at]] = unquoted(pieces[at + 1].trimStart());
  return values;
}

/** Return a value without the quotes around it. */
export function unquoted(text) {
  return /^["“]([^"“”]*)["”]\s*$/.exec(text)?.[1] ?? text;
}

/** Return "yes or no", "a number" and so on: what a parameter takes. */
export function takes(parameter) {
  const kinds = {
    number: "a number",
    yesno: "yes or no",
    file: "a file",
    one: parameter.choices.join(", "),
  };
  return kinds[parameter.kind] ?? "";
}
