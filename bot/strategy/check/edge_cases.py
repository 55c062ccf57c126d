"""Candles of which nothing can be said yet, or ever: none, few, constant, without volume."""

from collections.abc import Iterator, Mapping

import numpy as np

from bot.candles import CandleArrays
from bot.strategy.check.answers import Answers, Misbehaved, ask
from bot.strategy.check.columns import cut, with_columns
from bot.strategy.check.result import CheckName, CheckOutcome, CheckResult
from bot.strategy.check.samples import constant_candles
from bot.strategy.protocol import Strategy

_EVERY_COUNT_TO, _SOME_COUNTS = 64, 24
_PRICES = (1e-6, 0.1, 7.0 / 3.0, 123.456789, 61_234.567)
_NEIGHBOURS = 6
_BEYOND_WARM_UP = 100


def check_edge_cases(
    strategy: Strategy, series: Mapping[str, CandleArrays], *, warm_up: int
) -> CheckResult:
    """Answers on candles that most strategies cannot judge; raises what `ask` raises.

    None to warm-up candles of each series, volume of 0 and none at all, and constant prices: no
    exception, no warning, FLAT where every named value is NaN, and prices that differ by rounding
    judged alike.
    """
    asked = 0
    for name, candles in _cases(series, warm_up):
        _refuse_blind_decision(ask(strategy, candles), name)
        asked += 1
    for price in _PRICES:
        _refuse_rounding(strategy, price, warm_up + 20)
        asked += _NEIGHBOURS
    return CheckResult(
        name=CheckName.EDGE_CASES,
        outcome=CheckOutcome.PASSED,
        finding=f"no, few, constant and volumeless candles are borne ({asked:,} cases)",
        details={"cases": asked},
    )


def _cases(series: Mapping[str, CandleArrays], warm_up: int) -> Iterator[tuple[str, CandleArrays]]:
    some = np.linspace(0, warm_up + 1, _SOME_COUNTS).astype(int).tolist()
    counts = sorted({*range(min(_EVERY_COUNT_TO, warm_up + 2)), *some})
    for name, candles in series.items():
        yield from ((f"{count} {name} candles", cut(candles, 0, count)) for count in counts)
        whole = cut(candles, 0, warm_up + _BEYOND_WARM_UP)
        for volume, words in ((0.0, "a volume of 0"), (np.nan, "no volume")):
            yield f"{name} candles with {words}", _with_volume(whole, volume)


def _with_volume(candles: CandleArrays, volume: float) -> CandleArrays:
    return with_columns(candles, {"volume": np.full(len(candles), volume)})


def _refuse_blind_decision(answers: Answers, name: str) -> None:
    if not answers.values:
        return
    unknown = np.all([np.isnan(column) for column in answers.values.values()], axis=0)
    blind = np.flatnonzero(unknown & (answers.direction != 0.0))
    if blind.size:
        said = answers.in_words(int(blind[0]), "direction")
        raise Misbehaved(
            f"it says {said} at row {blind[0]:,} of {name}, where all its values are NaN",
            "where nothing is known yet the direction is 0 and the confidence 0; a comparison with"
            " NaN is false, so watch out for `not (a < b)` and np.where with such a comparison",
        )


def _refuse_rounding(strategy: Strategy, price: float, count: int) -> None:
    """Misbehaved where constant prices that differ by rounding only are judged differently."""
    first: Answers | None = None
    for step in range(_NEIGHBOURS):
        answers = ask(strategy, constant_candles(count, price * (1.0 + step * 1.3e-9)))
        first = first or answers
        other = np.flatnonzero(answers.direction != first.direction)
        if other.size:
            row = int(other[0])
            raise Misbehaved(
                f"rounding decides where prices are constant: row {row:,} is"
                f" {first.in_words(row, 'direction')} at a price of {price!r} throughout, and"
                f" {answers.in_words(row, 'direction')} a billionth above it",
                "where nothing moves, a deviation or a difference of averages is 1e-16 instead of"
                " 0: compute it from the window alone and ask for more than rounding"
                " (deviation > 1e-12 * price)",
            )
