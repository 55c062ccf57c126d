// The bar that stays in sight: mode, symbol, price, last candle, next decision, heartbeat, zone and theme.

import { address } from "./address.js";
import { candleSpan, make, moment } from "./dom.js";
import { DASH, duration, price } from "./format.js";
import { condition, heartbeatAge } from "./freshness.js";
import { isDemo } from "./service.js";
import { store } from "./store.js";

const MODES = {
  PAPER: "Paper: fills are simulated, no order leaves this machine",
  TESTNET: "Testnet: orders go to an exchange's test network, with play money",
  LIVE: "Live: orders spend real money",
  REPLAY: "Replay: past candles fed as if live, fills are simulated",
};

/** Wire the badge, the facts and the zone's button. */
export function startBar({ badge, facts, zone }) {
  const draw = () => {
    showMode(badge, store.get("status")?.mode);
    facts.replaceChildren(...factsOf(store.get("status")));
  };
  store.on("status", draw);
  store.on("condition", draw);
  setInterval(() => beat(facts), 1000);
  zone.addEventListener("click", () => address.set({ zone: address.zone === "UTC" ? "local" : "UTC" }));
  const nameZone = () => {
    const isUtc = address.zone === "UTC"; // the reader's own has two names a year, so it is told by its place
    zone.textContent = isUtc ? "UTC" : "local";
    const place = isUtc ? "UTC" : `local time (${Intl.DateTimeFormat().resolvedOptions().timeZone})`;
    zone.setAttribute("aria-label", `Times in ${place}: switch`);
    zone.title = `Times in ${place}; click for ${isUtc ? "local time" : "UTC"}`;
  };
  address.onChange(() => { nameZone(); draw(); });
  nameZone();
}

function showMode(badge, mode) {
  badge.textContent = isDemo ? "SAMPLE" : mode ?? (condition.now === "empty" ? "NO BOT YET" : "…");
  badge.title = isDemo ? "Sample data: nothing here is the bot's" : MODES[mode] ?? "No bot has written into this volume yet";
  badge.className = `badge ${mode === "LIVE" ? "real" : mode === "TESTNET" ? "test" : ""} ${mode || isDemo ? "" : "none"}`;
}

function factsOf(status) {
  if (!status?.last_candle_time) return [];
  const fact = (name, title, ...parts) => make("span", { class: "fact", "data-fact": name, title }, ...parts);
  const parts = [
    fact("price", `Last price of ${status.symbol}`, make("span", { class: "soft" }, status.symbol), " ", make("b", {}, price(status.last_price))),
    fact("candle", `The last closed candle of ${status.symbol}, ${status.timeframe}`,
      make("span", { class: "soft" }, "candle "), candleSpan(status.last_candle_time, status.timestamp)),
  ];
  if (status.next_candle_time && condition.now === "live") {
    parts.push(fact("decides", "When the next candle closes the bot decides again",
      make("span", { class: "soft" }, "decides at "), moment(status.next_candle_time, { what: "clock" })));
  }
  if (condition.now === "complete") parts.push(fact("complete", "All candles of the replay were decided on", "complete"));
  parts.push(fact("heartbeat", `Since the bot's last heartbeat; it makes a cycle every ${duration(status.loop_interval_seconds)}`,
    make("span", { class: `pulse ${condition.now}`, "aria-hidden": "true" }, "●"), make("span", { class: "hidden-text" }, " heartbeat "), make("span", { class: "beat" }, beatText()), make("span", { class: "soft" }, " ago")));
  return parts;
}

const beatText = () => (isDemo ? "4 s" : heartbeatAge() === null ? DASH : duration(heartbeatAge()));

function beat(facts) {
  const shown = facts.querySelector(".beat");
  if (shown && shown.textContent !== beatText()) shown.textContent = beatText();
}
