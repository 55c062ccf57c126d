"""A backtest under chance, other costs and crises, as text of at most 80 columns."""

from bot.backtesting.robustness import (
    CostPoint,
    CostsSweep,
    Distribution,
    MonteCarlo,
    Resampling,
    StressTest,
)
from bot.reports.formats import (
    UNDEFINED,
    minute,
    number,
    percent,
    setting,
    short_money,
    significant,
    whole,
)
from bot.reports.text_layout import wrapped

_CELL = 11


def monte_carlo_lines(resampled: MonteCarlo, digits: int) -> list[str]:
    """Both resamplings as quantiles with the actual run beside them; `digits` those of money."""
    ways = [("Blocks    ", resampled.block_bootstrap)]
    if resampled.trade_order is not None:
        ways.insert(0, ("Trades    ", resampled.trade_order))
    lines = [f"Monte Carlo: {whole(resampled.runs)} runs of each kind, seed {resampled.seed}"]
    for label, way in ways:
        lines += [
            *wrapped(label, way.definition),
            *_table(way, digits),
            f"  {'lost ' + setting(resampled.ruin_loss_pct) + ' % on the way':<22}"
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


def _quantiles(distribution: Distribution, digits: int) -> str:
    values = (distribution.p5, distribution.p50, distribution.p95, distribution.actual)
    cells = "".join(f"{short_money(value, digits):>12}" for value in values)
    return f"{cells}{percent(distribution.actual_rank * 100.0):>12}"


def costs_lines(sweep: CostsSweep) -> list[str]:
    """P&L in percent, a row for each fee and a column for each slippage, and the break-even."""
    slippages = sorted({point.slippage_pct for point in sweep.points})
    fees = sorted({point.fee_pct for point in sweep.points})
    at = {(point.fee_pct, point.slippage_pct): point for point in sweep.points}
    return [
        "Costs: P&L in % of the balance for each fee (rows) and slippage (columns) a side",
        " " * _CELL + "".join(f"{_cost(slippage):>{_CELL}}" for slippage in slippages),
        *(
            f"{_cost(fee):>{_CELL}}"
            + "".join(_cell(at.get((fee, slippage))) for slippage in slippages)
            for fee in fees
        ),
        f"Break-even  {_break_even(sweep.break_even_cost_pct)} a side, all costs as one number",
        f"            {_break_even(sweep.break_even_fee_pct)} fee beside the slippage of this run",
        *([] if sweep.break_even_cost_pct else [f"            — {_why_none(sweep)}"]),
    ]


def _why_none(sweep: CostsSweep) -> str:
    """Why no fee leaves exactly nothing where nothing slips."""
    free = sweep.points[0]
    if not free.total_trades:
        return "no trade was made"
    if free.total_pnl_pct > 0.0:
        return "something is earned under any fee"
    return "nothing is earned without it"


def _cell(point: CostPoint | None) -> str:
    return f"{UNDEFINED if point is None else number(point.total_pnl_pct, 2, '+'):>{_CELL}}"


def _cost(fraction: float) -> str:
    return f"{significant(fraction * 100.0)} %"


def _break_even(fraction: float | None) -> str:
    return UNDEFINED if fraction is None else f"{number(fraction * 100.0, 4)} %"


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
            f" {minute(worst.started_at)}, drawdown {percent(worst.max_drawdown_pct)}",
            f"    median      {percent(test.median_pnl_pct, '+')}, buy and hold"
            f" {percent(worst.buy_and_hold_pct, '+')} in the worst",
        ]
    return lines
