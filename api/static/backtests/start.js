// The form that starts a backtest: what run_backtest.py asks for, with the strategy's settings below.

import { address } from "../page/address.js";
import { button, make } from "../page/dom.js";
import { get, post } from "../page/service.js";
import { store } from "../page/store.js";
import { choose } from "./chosen.js";
import { choiceField, field, inputField, switchField } from "./fields.js";
import { settingsPart } from "./settings_part.js";
import { SOURCE_CHOICES } from "./words.js";

const TIMEFRAMES = ["1m", "5m", "15m", "30m", "1h", "4h", "1d", "1w"];

export const definition = {
  name: "backtest_start",
  title: "Start a backtest",
  short: "Start",
  about: "a form that has a strategy run on past candles",
  place: "top",
  views: ["backtests"],
  first: true,
  ownAge: true,
  asks: () => "/backtests/choices",
  draw(body, choices, page) {
    if (body.querySelector("form")) return; // what is typed stays
    body.replaceChildren(form(choices, page));
  },
};

function form(choices, page) {
  const parts = marketFields(choices);
  const settings = settingsPart(choices.settings);
  const problem = make("p", { class: "note problem", role: "alert", hidden: "hidden" });
  const go = make("button", { type: "submit" }, "Start");
  const made = make("form", { class: "b-form", "aria-label": "Start a backtest" },
    make("div", { class: "b-fields" }, ...Object.values(parts).map((part) => part.element)),
    settings.element, problem, make("p", { class: "b-buttons" }, go, button("Settings as built in", () => settings.reset())));
  const followSource = () => { parts.csv.element.hidden = parts.source.read() !== "csv"; };
  const followSymbol = () => usedConfig(parts.symbol.read()).then((config) => config && settings.fill(config));
  parts.source.element.addEventListener("change", followSource);
  parts.symbol.element.addEventListener("change", followSymbol);
  followSource();
  followSymbol();
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    go.disabled = true;
    problem.hidden = true;
    try {
      const asked = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.read()]));
      if (asked.source !== "csv") asked.csv = null;
      const { value } = await post("/backtests", { ...asked, config: settings.read() });
      choose([]);
      store.set("backtest_started", value.id);
    } catch (error) {
      problem.hidden = false;
      problem.textContent = error.message;
    }
    go.disabled = false;
  });
  return made;
}

function marketFields(choices) {
  const symbols = make("datalist", { id: "b-symbols" }, ...choices.symbols.map((value) => make("option", { value })));
  const symbol = inputField("symbol", "Symbol", "such as BTC/USDT, NVDA, GC=F", { value: address.symbol ?? choices.symbols[0] ?? "BTC/USDT", list: symbols.id, required: "required", maxlength: "100" });
  symbol.element.append(symbols);
  return {
    symbol,
    timeframe: choiceField("timeframe", "Timeframe", "the length of a candle", TIMEFRAMES.map((value) => [value, value]), "1h"),
    source: choiceField("source", "Candles", "where they come from", SOURCE_CHOICES, choices.csv_files.length > 0 ? "csv" : "synthetic"),
    csv: choiceField("csv", "File", "of candles, at the top of the data folder", choices.csv_files.map((value) => [value, value]), choices.csv_files[0]),
    lookback: field.count("lookback", "Newest candles", "how many; empty: all of a file, or from the first day on", { max: "300000" }),
    start: field.day("start", "From", "the first open time, UTC"),
    end: field.day("end", "To", "open times before this day, UTC"),
    balance: field.number("balance", "Initial balance", "in quote currency; empty: as set up"),
    ai: switchField("ai", "AI has a say", "off: decided without the AI prediction", true),
    macro: switchField("macro", "Macro news has a say", "off: decided without macro events", true),
    note: inputField("note", "Note", "what you call it; one with a note is never removed to make room", { maxlength: "200" }),
  };
}

/** The config that the bot uses for a symbol; null where it trades none such. */
async function usedConfig(symbol) {
  try {
    const { value } = await get(`/strategy?symbol=${encodeURIComponent(symbol)}`);
    return value.ema_fast === undefined ? null : value;
  } catch {
    return null; // the volume holds no such symbol: what is built in stands in the form
  }
}
