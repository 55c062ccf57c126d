// Decision playbook: the rules with live values, the active one marked, what would change it,
// and the entry worked out.

import { action, money, number, price, quantity, signed, tone, words } from "../page/format.js";
import { make, moment, tag } from "../page/dom.js";
import { heading, knownPairs, list, ofShown, ofSymbol } from "./parts.js";

function draw(body, answer) {
  const columns = [[...rules(answer), ...changes(answer)], [...checks(answer), ...plan(answer.plan)]];
  body.replaceChildren(make("div", { class: "figures" }, ...columns.map((parts) => make("div", {}, ...parts))));
}

function rules(answer) {
  if (answer.rules.length === 0) return [make("p", {}, `Only its code knows the rule of ${words(answer.strategy)}: ${answer.reason}`)];
  const lines = answer.rules.map(ruleLine);
  const holds = answer.rules.some((rule) => rule.is_active);
  return [heading("Rules: the first that holds counts"), make("ol", { class: "rules" }, ...lines),
    holds ? null : make("p", { class: "soft" }, "None holds, so the technical signal is FLAT.")];
}

function ruleLine(rule) {
  const said = action(rule.action);
  const parts = rule.conditions.flatMap((condition, n) => [n > 0 ? ", " : "", compared(condition)]);
  return make("li", rule.is_active ? { class: "active" } : {},
    make("span", { class: `strong ${said.tone}` }, said.text), " if ", ...parts, ...(rule.is_active ? [" ", tag("holds now")] : []));
}

function compared({ value_of: name, value, relation, level_of: other, level, holds }) {
  const write = name === "RSI" ? (size) => number(size, 3) : price;
  return make("span", { class: holds ? "" : "soft" }, `${holds ? "✓" : "✗"} ${name} ${write(value)} ${relation} ${other} ${write(level)}`);
}

function checks(answer) {
  const mark = (passes) => (passes === null ? "" : passes ? "✓ " : "✗ ");
  const said = action(answer.action);
  return [heading("From the signal to the decision"), knownPairs([
    ...answer.checks.map((check) => [check.name, `${mark(check.passes)}${check.text}`]),
    ["Decision", make("span", {}, make("span", { class: `strong ${said.tone}` }, said.text), " at ", moment(answer.decided_at))],
  ])];
}

function changes(answer) {
  return answer.changes.length === 0 ? [] : [heading("What would change it"), list(answer.changes)];
}

function plan(entry) {
  if (entry === null) return [];
  const said = action(entry.direction);
  const level = (at, pct, result) => (at === null ? null : make("span", {}, `${price(at)} (${signed(pct)}) `,
    make("span", { class: tone(result) }, signed(result, money))));
  return [heading(entry.is_held ? "The entry that is held" : "An entry at the last price"), knownPairs([
    ["Direction", make("span", { class: said.tone }, said.text)],
    ["Price", price(entry.price)],
    ["Size", `${quantity(entry.quantity)}, worth ${money(entry.notional)}`],
    ["Stop, before costs", level(entry.stop_price, entry.stop_pct, entry.at_stop)],
    ["Target, before costs", level(entry.target_price, entry.target_pct, entry.at_target)],
    ["Reward to risk", number(entry.reward_to_risk, 3)],
  ]), entry.note ? make("p", { class: "soft" }, entry.note) : null];
}

export const definition = {
  name: "decision",
  title: ofSymbol("Decision playbook"),
  short: "Decision",
  about: "the rules with live values, what would change them, the entry worked out",
  place: "main",
  views: ["portfolio", "symbol"],
  asks: (address) => address.query("/decision"),
  again: { signal: ofShown, trade: ofShown },
  isEmpty: (answer) => answer.decided_at === null,
  empty: () => "Nothing has been decided yet: the rules show with the bot's first candle.",
  draw,
};
