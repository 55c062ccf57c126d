"""The study's tables in markdown."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median

from docs.studies.gating.choices import Step
from docs.studies.gating.procedures import WINDOWS, Procedure, Run
from docs.studies.gating.quarters import Quarter

SEARCHED = (
    Procedure.BEST,
    Procedure.OFF,
    Procedure.GATED,
    Procedure.ASIDE,
    Procedure.RESTING,
)
PER_QUARTER = (Procedure.BEST, Procedure.GATED)


def whole_table(runs: Sequence[Run]) -> Iterator[str]:
    """Every procedure over all quarters of one series; figures of many seeds as a spread."""
    yield _row("procedure", "candles", "return", "drawdown", "Sharpe", "trades", *Step)
    yield "|---|---:|" + "---:|" * (4 + len(Step))
    for procedure in (Procedure.HOLDING, Procedure.NEVER):
        yield whole_row(procedure, None, of(runs, procedure))
    for procedure in SEARCHED:
        for window in WINDOWS:
            yield whole_row(procedure, window, of(runs, procedure, window))


def whole_row(procedure: Procedure, window: int | None, runs: Sequence[Run]) -> str:
    """The line of a procedure over one window; its steps are those of all runs together."""
    metrics = [run.traded.metrics for run in runs]
    steps = Counter(choice.step for run in runs for choice in run.choices)
    return _row(
        procedure,
        _named(window) if procedure in SEARCHED else "",
        _spread(_percent, [m.total_pnl_pct for m in metrics]),
        _spread(_percent, [m.max_drawdown_pct for m in metrics]),
        _spread(_number, [m.sharpe_ratio for m in metrics]),
        ""
        if procedure is Procedure.HOLDING
        else _spread(_count, [m.total_trades for m in metrics]),
        *(str(steps[step]) if steps else "" for step in Step),
    )


def quarter_table(quarters: Sequence[Quarter], runs: Sequence[Run]) -> Iterator[str]:
    """What each quarter returned, the median of the seeds, and what the gate did before it."""
    columns = [(procedure, None) for procedure in (Procedure.HOLDING, Procedure.NEVER)]
    searched = [(procedure, window) for procedure in PER_QUARTER for window in WINDOWS]
    names = [f"{procedure}, {_named(window)}" for procedure, window in searched]
    yield _row("quarter", *(procedure for procedure, _ in columns), *names, "the gate")
    yield "|---|" + "---:|" * (len(columns) + len(searched)) + "---|"
    gated = [run for run in runs if run.procedure is Procedure.GATED]
    for number, quarter in enumerate(quarters):
        earned = [
            _percent(median(run.traded.quarters_pct[number] for run in of(runs, *column)))
            for column in (*columns, *searched)
        ]
        steps = Counter(run.choices[number].step for run in gated)
        did = ", ".join(f"{steps[step]} {step}" for step in Step if steps[step])
        yield _row(quarter.name, *earned, did)


def look_table(runs_by_symbol: Mapping[str, Sequence[Run]]) -> Iterator[str]:
    """What the gate's looks showed, all seeds together."""
    yield _row("series", "candles", "looks", "better than the champion", "earns by itself", "both")
    yield "|---|---:|---:|---:|---:|---:|"
    for symbol, runs in runs_by_symbol.items():
        for window in WINDOWS:
            looks = [
                choice.look
                for run in of(runs, Procedure.GATED, window)
                for choice in run.choices
                if choice.look is not None
            ]
            counts = (
                len(looks),
                sum(look.is_better for look in looks),
                sum(look.earns for look in looks),
                sum(look.is_better and look.earns for look in looks),
            )
            yield _row(symbol, _named(window), *map(str, counts))


def aside_table(
    quarters_by_symbol: Mapping[str, Sequence[Quarter]], runs_by_symbol: Mapping[str, Sequence[Run]]
) -> Iterator[str]:
    """From the first quarter on before which the config in use was disproven: what it saved."""
    names = ("series", "candles", "runs", "disproven before", "trading on", "standing aside")
    yield _row(*names)
    yield "|---|---:|---:|---|---:|---:|"
    for symbol, runs in runs_by_symbol.items():
        for window in WINDOWS:
            yield _aside_row(symbol, window, quarters_by_symbol[symbol], runs)


def _aside_row(
    symbol: str, window: int | None, quarters: Sequence[Quarter], runs: Sequence[Run]
) -> str:
    gated, aside = of(runs, Procedure.GATED, window), of(runs, Procedure.ASIDE, window)
    firsts, went_on, stood_aside = [], [], []
    for on, off in zip(gated, aside, strict=True):
        first = next((n for n, c in enumerate(on.choices) if c.is_disproven), None)
        if first is not None:
            firsts.append(first)
            went_on.append(_joined(on.traded.quarters_pct[first:]))
            stood_aside.append(_joined(off.traded.quarters_pct[first:]))
    begins = list(dict.fromkeys(quarters[first].name for first in sorted(firsts)))
    return _row(
        symbol,
        _named(window),
        f"{len(firsts)} of {len(gated)}",
        ", ".join(begins) or "–",
        _spread(_percent, went_on),
        _spread(_percent, stood_aside),
    )


def _joined(quarters_pct: Sequence[float]) -> float:
    """What quarters one after another returned, in percent."""
    return 100.0 * (math.prod(1.0 + earned / 100.0 for earned in quarters_pct) - 1.0)


def of(runs: Sequence[Run], procedure: Procedure, window: int | None = None) -> list[Run]:
    """The runs of a procedure over one window, a run for each seed."""
    return [run for run in runs if (run.procedure, run.window) == (procedure, window)]


def _spread(shown: Callable[[float], str], values: Sequence[float]) -> str:
    """The median, and from the lowest to the highest where they differ as shown.

    Where some runs have no value, those that have one, and how many they are.
    """
    known = [value for value in values if not math.isnan(value)]
    if not known:
        return "–"
    low, high = shown(min(known)), shown(max(known))
    text = low if low == high else f"{shown(median(known))} ({low} to {high})"
    return text if len(known) == len(values) else f"{text}, {len(known)} of {len(values)} runs"


def _named(window: int | None) -> str:
    return "all" if window is None else f"{window:,}"


def _percent(value: float) -> str:
    return f"{value:.1f} %"


def _count(value: float) -> str:
    return f"{value:,.0f}"


def _number(value: float) -> str:
    return f"{value:.2f}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
