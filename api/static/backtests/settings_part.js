// The strategy's settings inside the form: a field for each, as the service describes them.

import { settingLabel } from "../blocks/settings.js";
import { make } from "../page/dom.js";
import { choiceField, field, inputField, switchField } from "./fields.js";

/** {element, read() => config, fill(config), reset()} of settings [{name, kind, help, choices, value}]. */
export function settingsPart(settings) {
  const fields = new Map(settings.map((setting) => [setting.name, settingField(setting)]));
  const fill = (config) => settings.forEach(({ name, value }) => fields.get(name).fill(config[name] ?? value));
  fill({});
  return {
    element: make("details", { class: "b-settings" }, make("summary", {}, "Strategy settings"),
      make("p", { class: "soft" }, "As the bot uses them for the symbol, else as built in. Stops, targets, fees and slippage are fractions: 0.004 is 0.4 %."),
      make("div", { class: "b-fields" }, ...[...fields.values()].map(({ element }) => element))),
    read: () => Object.fromEntries([...fields].map(([name, each]) => [name, each.read()]).filter(([, value]) => value !== null)),
    fill,
    reset: () => fill({}),
  };
}

function settingField({ name, kind, help, choices }) {
  const label = settingLabel(name);
  if (kind === "bool") return switchField(name, label, help, false);
  if (kind === "choice") return choiceField(name, label, help, choices.map((value) => [value, value]));
  if (kind === "int") return field.count(name, label, help);
  if (kind === "float") return field.number(name, label, help);
  if (kind === "object") return parameters(name, label);
  return inputField(name, label, help);
}

/** Names and values as a person types them: period=20, width=2.5. */
function parameters(name, label) {
  const help = "parameters of another strategy than ema_rsi, as period=20, width=2.5";
  const text = inputField(name, label, help, {}, (typed) => Object.fromEntries(typed.split(",").map(pair)));
  return { ...text, read: () => text.read() ?? {}, fill: (values) => text.fill(Object.entries(values ?? {}).map(([key, value]) => `${key}=${value}`).join(", ")) };
}

function pair(typed) {
  const [name, ...rest] = typed.split("=").map((part) => part.trim());
  const text = rest.join("=");
  if (text === "true" || text === "false") return [name, text === "true"];
  return [name, text !== "" && Number.isFinite(Number(text)) ? Number(text) : text];
}
