// The title of the tab: the open positions of all symbols and their profit, so that a look at the tabs is enough.

import { pnl } from "./format.js";
import { store } from "./store.js";

const NAME = "Algo Trading Lab";

/** Keep the title true. */
export function startTitle() {
  store.on("positions", (positions) => { document.title = titleOf(positions); });
}

function titleOf(positions) {
  if (positions.length === 0) return `flat · ${NAME}`;
  const profit = positions.reduce((sum, position) => sum + (position.unrealized_pnl ?? 0), 0);
  const names = positions.length === 1 ? positions[0].symbol : `${positions.length} positions`;
  return `${pnl(profit)} ${names} · ${NAME}`;
}
