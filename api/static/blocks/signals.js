// Every decision with its reason, newest first.

import { make, moment } from "../page/dom.js";
import { DASH, action, price } from "../page/format.js";

const MOST = 60;

export const definition = {
  name: "signals", title: "Signals", about: "every decision with its reason", place: "side", views: ["portfolio", "symbol"],
  asks: (address) => address.query("/signals", { limit: MOST }),
  on: { signal: (signals, signal) => [signal, ...signals.filter((other) => other.id !== signal.id)].slice(0, MOST) },
  draw,
};

function draw(body, signals) {
  body.replaceChildren(make("ul", { class: "signals scroll", tabindex: "0", "aria-label": "Signals, newest first" },
    ...signals.map(line)));
}

function line(signal) {
  const said = action(signal.action);
  return make("li", {},
    make("div", { class: "head" },
      make("span", { class: `strong ${said.tone}` }, said.text),
      make("span", {}, `confidence ${signal.confidence === null ? DASH : signal.confidence.toFixed(2)}`),
      make("span", {}, `at ${price(signal.price)}`),
      signal.ai_override_active ? make("span", { class: "badge" }, "AI override") : null,
      moment(signal.timestamp, { class: "soft" })),
    make("div", {}, signal.reason || DASH),
    signal.outcome ? make("div", { class: "soft" }, signal.outcome) : null);
}
