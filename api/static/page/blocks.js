// All blocks of the page in their order: on a phone from top to bottom, on a wide page within their columns.

import { definition as backtestStart } from "../backtests/start.js";
import { definition as backtests } from "../backtests/list.js";
import { definition as backtestReport } from "../backtests/report.js";
import { definition as account } from "../blocks/account.js";
import { definition as allocation } from "../blocks/allocation.js";
import { definition as assistant } from "../blocks/assistant.js";
import { definition as calendar } from "../blocks/calendar.js";
import { definition as controls } from "../blocks/controls.js";
import { definition as decision } from "../blocks/decision.js";
import { definition as equity } from "../blocks/equity.js";
import { definition as lastSignal } from "../blocks/last_signal.js";
import { definition as logs } from "../blocks/logs.js";
import { definition as macro } from "../blocks/macro.js";
import { definition as optimizer } from "../blocks/optimizer.js";
import { definition as news } from "../blocks/news.js";
import { definition as playbook } from "../blocks/playbook.js";
import { definition as positions } from "../blocks/positions.js";
import { definition as prediction } from "../blocks/prediction.js";
import { definition as price } from "../blocks/price.js";
import { definition as risk } from "../blocks/risk.js";
import { definition as signals } from "../blocks/signals.js";
import { definition as strategies } from "../blocks/strategies.js";
import { definition as trades } from "../blocks/trades.js";

export const DEFINITIONS = [
  account, positions, price, lastSignal, signals, controls, equity, trades, decision, calendar, risk, prediction,
  macro, news, assistant, strategies, allocation, optimizer, playbook, backtestStart, backtests, backtestReport, logs,
];
