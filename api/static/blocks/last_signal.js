// The last decision: what is done, then what was opined and why.

import { make, moment, table } from "../page/dom.js";
import { action, signed } from "../page/format.js";
import { deed } from "./deed.js";

export const definition = {
  name: "last-signal", title: "Last signal", short: "Signal", about: "what was decided last, and why", place: "side", first: true,
  views: ["portfolio", "symbol"], asks: (address) => address.query("/status"),
  on: { status: (_, status) => status }, isEmpty: (status) => !status?.symbol, draw,
};

function draw(body, status) {
  const quiet = (text, kind = "") => make("p", { class: `soft part ${kind}` }, text);
  body.replaceChildren(
    make("p", { class: "deed strong" }, deed(status)),
    make("p", { class: "soft" }, `${status.symbol} ${status.timeframe}, decided at `, way(status), status.ai_override_active ? ", the AI overruled the technical signal" : ""),
    make("p", { class: "part" }, status.last_signal_reason ?? ""),
    make("div", { class: "part opinions" }, table({ columns: COLUMNS, rows: opinionsOf(status), caption: "The three opinions" })),
    ...(status.standing_reason && status.standing !== "disproven" ? [quiet(`Config ${status.standing_reason}`, "standing")] : []),
    ...(status.warnings ?? []).map((warning) => quiet(`Note: ${warning}`)));
}

/** When it was decided: the way into the story of the decision. */
function way({ symbol, timestamp, last_candle_time: candle }) {
  if (!candle) return moment(timestamp);
  const story = { "data-story": `signal:${symbol}@${candle}`, title: "Open the story of this decision" };
  return make("button", { type: "button", class: "link", ...story }, moment(timestamp));
}

const two = (value) => (typeof value === "number" ? value.toFixed(2) : null);
const COLUMNS = [
  { name: "Opinion", of: (row) => row.name },
  { name: "Says", of: (row) => row.says },
  { name: "Confidence", number: true, of: (row) => two(row.confidence) },
];

function opinionsOf(status) {
  const said = (value) => make("span", { class: action(value).tone }, action(value).text);
  return [
    { name: "Decision", says: said(status.last_signal), confidence: status.confidence },
    { name: "Technical", says: said(status.technical_signal), confidence: status.technical_confidence },
    ...(status.ai_action ? [{ name: "AI", says: said(status.ai_action), confidence: status.ai_confidence }] : []),
    ...(typeof status.macro_bias === "number" ? [{ name: "Macro", says: `bias ${signed(status.macro_bias, two)}`, confidence: status.macro_confidence }] : []),
  ];
}
