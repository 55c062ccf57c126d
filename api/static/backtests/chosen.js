// Which backtests are open: one alone, or two to four beside each other. The address holds them.

import { address } from "../page/address.js";

/** So many are compared at most: each has a stroke of its own in the chart. */
export const MOST = 4;

/** The ids that are open, in the order in which they were chosen. */
export const chosen = () => (address.compare ?? "").split(",").filter(Boolean).slice(0, MOST);

export const isChosen = (id) => chosen().includes(id);

/** Open these and no others. */
export const choose = (ids) => address.set({ compare: ids.length > 0 ? ids.slice(0, MOST).join(",") : null });

/** Put one beside those that are open, or take it away. */
export const toggle = (id) => choose(isChosen(id) ? chosen().filter((each) => each !== id) : [...chosen(), id]);
