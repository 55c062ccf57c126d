// The equity of a result as charts take it.

/** Points {timestamp, equity, drawdown_pct}, oldest first; the peak begins with the initial balance. */
export function equityPoints({ equity, metrics }) {
  let peak = metrics.initial_balance;
  return equity.map(([timestamp, value]) => {
    peak = Math.max(peak, value);
    return { timestamp, equity: value, drawdown_pct: (value / peak - 1) * 100 };
  });
}
