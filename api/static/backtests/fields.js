// Labelled fields of a form: each {element, read() => value or null, fill(value)}; the code name is in the tooltip.

import { make } from "../page/dom.js";

function labelled(name, label, help, control) {
  const id = `b-${name}`;
  control.id = id;
  control.setAttribute("name", name);
  control.setAttribute("aria-describedby", `${id}-help`);
  return make("div", { class: "b-field", title: name },
    make("label", { for: id }, label), control, make("small", { id: `${id}-help`, class: "soft" }, help));
}

const made = (element, control, read, fill = (value) => { control.value = value ?? ""; }) => ({ element, read, fill });

/** A line of text; null where nothing is in it. */
export function inputField(name, label, help, attributes = {}, read = (text) => text) {
  const control = make("input", { autocomplete: "off", ...attributes });
  const value = () => (control.value.trim() === "" ? null : read(control.value.trim()));
  return made(labelled(name, label, help, control), control, value);
}

/** One of `choices`, as [value, text]. */
export function choiceField(name, label, help, choices, usual) {
  const control = make("select", {}, ...choices.map(([value, text]) => make("option", { value }, text)));
  if (usual !== undefined) control.value = usual;
  return made(labelled(name, label, help, control), control, () => control.value || null);
}

/** On or off. */
export function switchField(name, label, help, usual) {
  const control = make("input", { type: "checkbox" });
  control.checked = usual;
  return made(labelled(name, label, help, control), control, () => control.checked, (value) => { control.checked = value; });
}

const numeric = (attributes) => (name, label, help, more = {}) =>
  inputField(name, label, help, { type: "number", ...attributes, ...more }, Number);

export const field = {
  /** A whole number. */
  count: numeric({ min: "1", step: "1", inputmode: "numeric" }),
  /** Any number. */
  number: numeric({ step: "any", inputmode: "decimal" }),
  /** A day, as the moment in UTC at which it begins. */
  day: (name, label, help) => inputField(name, label, help, { type: "date", min: "1900-01-01", max: "2199-12-31" }, (text) => `${text}T00:00:00Z`),
};
