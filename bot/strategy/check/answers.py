"""What a strategy answers about candles, asked so that every breach of its contract shows."""

import inspect
import traceback
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.domain import Action
from bot.strategy.check.columns import cut, differing_column
from bot.strategy.protocol import Opinions, Strategy


class Misbehaved(Exception):
    """A strategy broke the contract of `opinions`; `advice` says what to change."""

    def __init__(self, breach: str, advice: str) -> None:
        super().__init__(breach)
        self.advice = advice


class CannotBeAsked(Misbehaved):
    """There is no answer to judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Opinions as float64 columns: direction (+1, -1, 0), confidence in [0, 1], named values."""

    direction: FloatArray
    confidence: FloatArray
    values: Mapping[str, FloatArray]

    def __len__(self) -> int:
        return len(self.direction)

    @property
    def columns(self) -> dict[str, FloatArray]:
        """Direction, confidence and each named value (as "value NAME") by name."""
        named = {f"value {name}": column for name, column in self.values.items()}
        return {"direction": self.direction, "confidence": self.confidence, **named}

    def bits(self) -> bytes:
        """Bytes that are equal for equal answers only; every NaN counts as equal, and -0 as 0."""
        plain = {
            name: np.where(np.isnan(column), np.nan, column + 0.0)
            for name, column in self.columns.items()
        }
        return b"".join(name.encode() + column.tobytes() for name, column in plain.items())

    def in_words(self, row: int, column: str) -> str:
        """What a column says at a row: LONG, or its number."""
        value = float(self.columns[column][row])
        return str(Action.of_sign(int(value))) if column == "direction" else f"{value:.10g}"


def ask(strategy: Strategy, candles: CandleArrays) -> Answers:
    """The strategy's answers about a copy of the candles.

    Raises CannotBeAsked for an exception, a warning, a changed input, and for anything else than
    Opinions with one row per candle.
    """
    given = cut(candles, 0, len(candles))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            opinions: object = strategy.opinions(given)
        except Exception as exc:
            raise raised(strategy, exc, f"on {len(candles):,} candles") from exc
    if caught:
        raise _warned(caught[0], len(candles))
    changed = differing_column(candles, given)
    if changed is not None:
        raise CannotBeAsked(
            f"it changes its input: the column {changed} of {len(candles):,} candles",
            "opinions must not write to the candles; work on a copy (candles.close.copy())",
        )
    return _answers(opinions, len(candles))


def raised(strategy: Strategy, error: Exception, when: str) -> CannotBeAsked:
    """What to raise where the strategy itself raised, with the line of its file."""
    said = f": {error}" if str(error) else ""
    return CannotBeAsked(
        f"it raises {type(error).__name__}{said} {when} ({_place(strategy, error)})",
        "a strategy must answer for any number of candles, none included, with direction 0 and"
        " confidence 0 where there is too little to say something",
    )


def _place(strategy: Strategy, error: Exception) -> str:
    """The last line of the strategy's own file on the way to the error."""
    frames = traceback.extract_tb(error.__traceback__)
    own = inspect.getsourcefile(type(strategy))
    last = ([frame for frame in frames if frame.filename == own] or frames)[-1]
    return f"{Path(last.filename).name}, line {last.lineno}"


def _warned(warning: warnings.WarningMessage, count: int) -> CannotBeAsked:
    return CannotBeAsked(
        f"it warns: {warning.category.__name__}: {warning.message} on {count:,} candles"
        f" ({Path(warning.filename).name}, line {warning.lineno})",
        "a backtest would repeat this for each candle: divide only where the divisor is not 0"
        " (np.divide with out= and where=), or say with np.errstate that NaN is meant",
    )


def _answers(opinions: object, count: int) -> Answers:
    if not isinstance(opinions, Opinions):
        raise CannotBeAsked(
            f"its method opinions returns {type(opinions).__name__}",
            "return Opinions(direction=..., confidence=..., values={...}) of bot.strategy",
        )
    if len(opinions) != count:
        raise CannotBeAsked(
            f"it returns {len(opinions):,} rows for {count:,} candles",
            "return one row per candle: fewer would hide which candle a row belongs to",
        )
    return Answers(
        direction=opinions.direction.astype(np.float64),
        confidence=opinions.confidence,
        values=opinions.values,
    )
