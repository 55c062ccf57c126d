"""What the AI and macro news add to the technical signal, as text of at most 80 columns."""

from bot.backtesting.robustness import AblatedRun, Ablation
from bot.reports.formats import UNDEFINED, number, percent, ratio, setting, whole
from bot.reports.text_layout import wrapped

_NAME = 14


def ablation_lines(ablation: Ablation) -> list[str]:
    """A row for each run with what it returned more than the technical signal alone, and what that
    proves.
    """
    heads = ("P&L", "trades", "Sharpe", "drawdown", "more a year", "between")
    widths = (10, 7, 8, 10, 12, 19)
    certain = f"{setting(ablation.confidence * 100.0)} %"
    return [
        "Ablation: the same candles with an opinion on or off",
        " " * _NAME + "".join(f"{h:>{w}}" for h, w in zip(heads, widths, strict=True)),
        *(
            f"{run.name:<{_NAME}}"
            + "".join(f"{cell:>{w}}" for cell, w in zip(_cells(run), widths, strict=True))
            for run in ablation.runs
        ),
        *wrapped(
            "  ",
            "more a year: the returns less those of the technical signal alone, candle by candle,"
            f" in % of the balance; all intervals at once hold with {certain}"
            f" (block bootstrap, seed {ablation.seed})",
        ),
        *(line for run in ablation.runs[1:] for line in wrapped("  ", _verdict(run))),
    ]


def _cells(run: AblatedRun) -> tuple[str, ...]:
    return (
        percent(run.total_pnl_pct, "+"),
        whole(run.total_trades),
        ratio(run.sharpe_ratio),
        percent(run.max_drawdown_pct),
        *_difference(run),
    )


def _difference(run: AblatedRun) -> tuple[str, str]:
    more = run.difference
    if more is None:
        return UNDEFINED, UNDEFINED
    ends = UNDEFINED
    if more.low_pct is not None and more.high_pct is not None:
        digits = 2 if max(abs(more.low_pct), abs(more.high_pct)) < 100.0 else 0
        ends = f"{number(more.low_pct, digits, '+')} .. {number(more.high_pct, digits, '+')} %"
    return percent(more.mean_pct, "+"), ends


def _verdict(run: AblatedRun) -> str:
    more, name = run.difference, run.name.removeprefix("+ ")
    if more is None:
        return f"{name}: not one candle differs."
    if not more.is_certain:
        return f"{name}: cannot be told from chance on these candles."
    helps = "helps" if more.mean_pct > 0.0 else "harms"
    return f"{name}: {helps} on these candles."
