// What the bot does of its last decision, in words, before what it thought.

import { words } from "../page/format.js";
import { condition } from "../page/freshness.js";

const WITHHELD = {
  late_source: "its candles came late", unusable_strategy: "its strategy cannot be used", stands_aside: "the config is disproven",
  risk_limit: "a limit of the account is reached", trading_state: "trading is paused or halted", blackout: "a scheduled event is near",
};

/** "Holds LONG: ...", "Enters nothing: SHORT is not taken, shorts are off" of a status. */
export function deed(status) {
  const { position, last_signal: said, withheld, config } = status;
  const isHeld = position && position !== "FLAT";
  if (status.closing) return `Closes ${position} at the next open: ${words(status.closing)}`;
  if (isHeld) return held(position, said, config ?? {});
  const opined = said === "FLAT" ? status.technical_signal : said;
  if (withheld) return `Enters nothing: ${opined} is not taken, ${WITHHELD[withheld] ?? words(withheld)}`;
  if (said === "FLAT" || !said) return "Enters nothing: FLAT";
  if (said === "SHORT" && !config?.allow_short) return "Enters nothing: SHORT is not taken, shorts are off";
  return condition.now === "complete" ? `${said}, and no candle follows to enter at` : `Enters ${said} at the next open`;
}

function held(position, said, config) {
  if (said === position) return `Holds ${position}: the signal agrees`;
  if (said === "FLAT") return `Holds ${position}: FLAT closes nothing, stop and target rest`;
  if (config.exit_on_opposite_signal) return `Closes ${position} at the next open: ${said} is its opposite`;
  return `Holds ${position}: ${said} is not taken, exits on the opposite signal are off`;
}
