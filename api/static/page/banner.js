// What stands above all blocks: one sentence on how old the values are, one on a refused config, the sample's mark.

import { address } from "./address.js";
import { button, make } from "./dom.js";
import { ask, condition } from "./freshness.js";
import { isDemo } from "./service.js";
import { store } from "./store.js";

const LOUD = ["silent", "unreachable"];

/** Fill `element` with the banners that hold, and keep it so. */
export function startBanner(element) {
  const draw = () => element.replaceChildren(...banners());
  ["condition", "status", "fault"].forEach((key) => store.on(key, draw));
  draw();
}

function banners() {
  const status = store.get("status");
  return [sampleBanner(), ageBanner(), faultBanner(store.get("fault")),
    refusal(status), standing(status)].filter((banner) => banner !== null);
}

function sampleBanner() {
  if (!isDemo) return null;
  return make("p", { class: "banner quiet", id: "demo" },
    make("span", {}, "Sample data, invented to show the page: the bot's own values are on ", make("a", { href: "/dashboard" }, "the dashboard"), "."));
}

function ageBanner() {
  const { now, sentence } = condition;
  if (LOUD.includes(now)) return make("p", { class: "banner", id: "age-banner", role: "alert" }, make("span", {}, sentence), button("Ask again", ask));
  return now === "complete" ? make("p", { class: "banner quiet", id: "age-banner", role: "status" }, sentence) : null;
}

function faultBanner(sentence) {
  if (!sentence) return null;
  return make("p", { class: "banner", role: "alert" }, make("span", {}, sentence), button("Dismiss", () => store.set("fault", null)));
}

function refusal(status) {
  if (!status?.config_error) return null;
  const whose = address.symbol ? "" : ` of ${status.symbol}`;
  return make("p", { class: "banner", role: "alert" }, `Config${whose} refused, the last good one stays in use: ${status.config_error}`);
}

function standing(status) {
  if (status?.standing !== "disproven") return null;
  return make("p", { class: "banner", role: "alert" }, `Config ${status.standing_reason}`);
}
