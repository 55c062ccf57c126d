"""What resampling, other costs and crises found, as text of at most 80 columns."""

from bot.backtesting.robustness import (
    CostPoint,
    CostsSweep,
    Distribution,
    MonteCarlo,
    Resampling,
    StressTest,
)
from bot.reports.text_columns import UNDEFINED, percent, wrapped

_CELL = 11


def monte_carlo_lines(found: MonteCarlo, digits: int) -> list[str]:
    """Both resamplings as quantiles with the actual run beside them; `digits` those of money."""
    ways = [("Blocks    ", found.block_bootstrap)]
    if found.trade_order is not None:
        ways.insert(0, ("Trades    ", found.trade_order))
    lines = [f"Monte Carlo: {found.runs:,} runs of each kind, seed {found.seed}"]
    for label, way in ways:
        lines += [
            *wrapped(label, way.definition),
            *_table(way, digits),
            f"  {'lost ' + format(found.ruin_loss_pct, 'g') + ' % on the way':<22}"
            f"{percent(way.ruin_probability * 100.0)} of the runs",
        ]
    return lines


def _table(way: Resampling, digits: int) -> list[str]:
    heads = ("5 %", "median", "95 %", "actual", "at or below")
    return [
        " " * 20 + "".join(f"{head:>12}" for head in heads),
        f"  {'ending balance':<18}{_quantiles(way.ending_balance, digits)}",
        f"  {'max drawdown %':<18}{_quantiles(way.max_drawdown_pct, 2)}",
    ]


def _quantiles(found: Distribution, digits: int) -> str:
    numbers = (found.p5, found.p50, found.p95, found.actual)
    cells = "".join(f"{_short(number, digits):>12}" for number in numbers)
    return f"{cells}{percent(found.actual_rank * 100.0):>12}"


def _short(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}" if abs(value) < 1e7 else f"{value:.4g}"


def costs_lines(found: CostsSweep) -> list[str]:
    """P&L in percent, a row for each fee and a column for each slippage, and the break-even."""
    slippages = sorted({point.slippage_pct for point in found.points})
    fees = sorted({point.fee_pct for point in found.points})
    at = {(point.fee_pct, point.slippage_pct): point for point in found.points}
    return [
        "Costs: P&L in % of the balance for each fee (rows) and slippage (columns) a side",
        " " * _CELL + "".join(f"{_cost(slippage):>{_CELL}}" for slippage in slippages),
        *(
            f"{_cost(fee):>{_CELL}}"
            + "".join(_cell(at.get((fee, slippage))) for slippage in slippages)
            for fee in fees
        ),
        f"Break-even  {_break_even(found.break_even_cost_pct)} a side, all costs as one number",
        f"            {_break_even(found.break_even_fee_pct)} fee beside the slippage of this run",
        *([] if found.break_even_cost_pct else [f"            — {_why_none(found)}"]),
    ]


def _why_none(found: CostsSweep) -> str:
    """Why no fee leaves exactly nothing where nothing slips."""
    free = found.points[0]
    if not free.total_trades:
        return "no trade was made"
    if free.total_pnl_pct > 0.0:
        return "something is earned under any fee"
    return "nothing is earned without it"


def _cell(point: CostPoint | None) -> str:
    return f"{UNDEFINED if point is None else format(point.total_pnl_pct, '+,.2f'):>{_CELL}}"


def _cost(fraction: float) -> str:
    return f"{fraction * 100.0:.4g} %"


def _break_even(fraction: float | None) -> str:
    return UNDEFINED if fraction is None else f"{fraction * 100.0:.4f} %"


def stress_lines(tests: tuple[StressTest, ...], actual_pnl_pct: float) -> list[str]:
    """Each crisis with its definition, and P&L at the worst and the middle of its places."""
    lines = [
        f"Stress: P&L was {percent(actual_pnl_pct, '+')} without a crisis;"
        " fills inside one slip as usual"
    ]
    for test in tests:
        worst = test.worst
        lines += [
            *wrapped("  ", f"{test.title}: {test.definition}"),
            f"    worst of {len(test.outcomes)}  {percent(worst.total_pnl_pct, '+')}, from"
            f" {worst.started_at:%Y-%m-%d %H:%M}, drawdown {percent(worst.max_drawdown_pct)}",
            f"    median      {percent(test.median_pnl_pct, '+')}, buy and hold"
            f" {percent(worst.buy_and_hold_pct, '+')} in the worst",
        ]
    return lines
