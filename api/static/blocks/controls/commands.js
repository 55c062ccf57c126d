// What can be said to the bot, and what happens then to open positions and resting orders.

import { pnl, quantity } from "../../page/format.js";
import { counted } from "../parts.js";

const held = (position) => `${position.symbol} ${position.direction} ${quantity(position.quantity)}`;
const onPaper = (mode) => mode === null || mode === "PAPER" || mode === "REPLAY";

/** The mode where it could not be read: a command is then typed, as where orders leave the machine. */
export const UNREAD = "Mode not read";
const NOT_READ = "What is held could not be read";

/** "2 open positions stay open: …", or that none is. */
function staying(positions) {
  if (positions === null) return `${NOT_READ}: all of it stays open.`;
  if (positions.length === 0) return "No position is open.";
  const stay = positions.length === 1 ? "stays" : "stay";
  return `${counted(positions.length, "open position")} ${stay} open: ${positions.map(held).join(", ")}.`;
}

function protection(positions, mode) {
  if (positions?.length === 0) return null;
  return onPaper(mode) || mode === UNREAD ? "Stop and target stay in force."
    : "The stop and target that rest at the exchange stay there.";
}

function closing(position, mode) {
  return `${held(position)} is closed ${when(mode)}; open P&L now ${pnl(position.unrealized_pnl)}, before the exit's costs.`;
}

function when(mode) {
  if (mode === UNREAD) return "at the next candle's open, or at once where orders leave the machine";
  return onPaper(mode) ? "at the next candle's open" : "at once, at the market's price";
}

const canceled = (mode) => (onPaper(mode) || mode === UNREAD ? "Stop and target end with the position."
  : "The stop and target that rest at the exchange are canceled.");
const GOES_ON = "Entries go on afterwards: pause first to keep the bot out.";
const ORDERED = "An entry that was decided before is ordered already, and may still be filled.";

/** Each command by name: what it is called, its address, the word to type outside paper, and what it does. */
export const COMMANDS = {
  pause: {
    title: () => "Pause entries", path: () => "/control/pause", word: () => "PAUSE",
    says: ({ positions, mode }) => ["Nothing new is entered; exits go on.", staying(positions), protection(positions, mode), ORDERED],
  },
  resume: {
    title: () => "Resume", path: () => "/control/resume", word: () => "RESUME",
    says: ({ positions, mode }) => ["Entries are taken again from the next decision on. Losses and drawdown count from now on.",
      staying(positions), protection(positions, mode)],
  },
  close: {
    title: (symbol) => `Close ${symbol}`, path: (symbol) => `/positions/${symbol.split("/").map(encodeURIComponent).join("/")}/close`,
    word: (symbol) => `CLOSE ${symbol}`,
    says: ({ positions, mode, symbol }) => {
      if (positions === null) return [`${NOT_READ}: any ${symbol} is closed ${when(mode)}.`, canceled(mode), GOES_ON];
      const position = positions.find((each) => each.symbol === symbol);
      if (!position) return [`${symbol}: nothing is held any more; an entry that was decided before is taken back.`];
      return [closing(position, mode), canceled(mode), GOES_ON];
    },
  },
  close_all: {
    title: () => "Close all", path: () => "/control/close_all", word: () => "CLOSE ALL",
    says: ({ positions, mode }) => (positions === null
      ? [`${NOT_READ}: all of it is closed ${when(mode)}.`, canceled(mode), GOES_ON]
      : positions.length === 0 ? ["No position is open; entries that were decided before are taken back."]
      : [...positions.map((position) => closing(position, mode)), canceled(mode), GOES_ON]),
  },
  halt: {
    title: () => "Halt", path: () => "/control/halt", word: () => "HALT",
    says: ({ positions, mode }) => ["No order is sent any more but the stop and the target of what is held: no entries, and no exit by a signal.",
      staying(positions), protection(positions, mode), ORDERED],
  },
};

/** The sentences of a command in a situation: {positions, mode, symbol}. */
export const consequences = (name, situation) =>
  COMMANDS[name].says(situation).filter((sentence) => sentence !== null);

/** Whether the word has to be typed: wherever orders leave the machine. */
export const needsTyping = (mode) => !onPaper(mode);
