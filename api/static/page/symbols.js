// The symbol selector: type to search, arrows to move, Enter to choose; the first choice is the portfolio.

import { address } from "./address.js";
import { make } from "./dom.js";
import { action } from "./format.js";
import { get } from "./service.js";
import { store } from "./store.js";
import { stream } from "./stream.js";

const ALL = "All symbols";
const MOST_SHOWN = 300;

/** Wire the search field and its list of choices. */
export function startSymbols(field, list) {
  const held = { active: 0, choices: [] };
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    field.value = address.symbol ?? ALL;
  };
  const choose = (symbol) => {
    close();
    address.set({ symbol });
    close();
  };
  const mark = () => {
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === held.active)));
    const active = list.children[held.active];
    if (active?.id) field.setAttribute("aria-activedescendant", active.id);
    active?.scrollIntoView?.({ block: "nearest" });
  };
  const open = (text) => {
    held.choices = choicesFor(text);
    held.active = text ? 0 : Math.max(0, held.choices.findIndex((choice) => choice.symbol === address.symbol));
    list.replaceChildren(...(held.choices.length > 0 ? held.choices.map((choice, index) => option(choice, index, choose))
      : [make("li", { class: "soft" }, "No such symbol")]));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark();
  };
  field.addEventListener("focus", () => { open(""); field.select(); });
  field.addEventListener("click", () => list.hidden && open(""));
  field.addEventListener("input", () => open(field.value));
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) return open("");
      held.active = (held.active + step + held.choices.length) % Math.max(1, held.choices.length);
      mark();
    } else if (event.key === "Enter" && !list.hidden && held.choices[held.active]) {
      event.preventDefault();
      choose(held.choices[held.active].symbol);
    } else if (event.key === "Escape") close();
  });
  address.onChange(() => document.activeElement !== field && close());
  followSymbols();
  store.on("symbols", () => document.activeElement === field && !list.hidden && open(field.value === ALL ? "" : field.value));
  close();
}

/** `store.symbols` is what the volume holds: asked at the start, and when the bot may have taken up another. */
function followSymbols() {
  const ask = async () => {
    try {
      store.set("symbols", (await get("/symbols")).value);
    } catch {
      // the banner tells of a service that does not answer; the choices stay as they were
    }
  };
  ["run", "reset"].forEach((event) => stream.on(event, ask));
  let isAsked = false;
  store.on("condition", (now) => {
    if (now !== "live" && (isAsked || !["silent", "complete"].includes(now))) return;
    isAsked = true;
    ask();
  });
}

function choicesFor(text) {
  const wanted = text.trim().toLowerCase();
  const all = [{ symbol: null, name: ALL }, ...(store.get("symbols") ?? []).map((item) => ({ ...item, name: item.symbol }))];
  return all.filter((choice) => choice.name.toLowerCase().includes(wanted)).slice(0, MOST_SHOWN);
}

function option(choice, index, choose) {
  const held = action(choice.position);
  const element = make("li", { role: "option", id: `symbol-${index}`, "aria-selected": "false" },
    make("span", {}, choice.name),
    choice.position && choice.position !== "FLAT" ? make("span", { class: held.tone }, held.text) : null);
  element.addEventListener("mousedown", (event) => { // before the field loses the focus
    event.preventDefault();
    choose(choice.symbol);
  });
  return element;
}
