// The sample's status, whose last decision is the newest of the sample's signals.

import { statusOf } from "./account.js";
import { historyOf } from "./history.js";
import { signalsOf } from "./story.js";

function status(query) {
  const { action, confidence, reason, technical } = signalsOf(historyOf(query.get("symbol"))).at(-1);
  return {
    ...statusOf(query), last_signal: action, pending_action: action, confidence, last_signal_reason: reason,
    technical_signal: technical.action, technical_confidence: technical.confidence, technical_reason: technical.reason,
  };
}

export const answers = { "/status": status };
