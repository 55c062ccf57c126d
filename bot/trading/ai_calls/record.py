"""How often the AI was right of late: its calls on record, held against the candles after them."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.ai import CLASSES, USUAL_HORIZON, class_called, class_of_move, round_trip_pct
from bot.domain import CandleRecord, CycleRecord, SignalEvent, StateStore, StrategyConfig
from bot.domain.errors import StateError

LOOKED_AT = 200
"""Calls that are counted: those on the newest candles whose outcome is known."""
_KEPT = LOOKED_AT + USUAL_HORIZON


@dataclass(frozen=True, slots=True, kw_only=True)
class AiScore:
    """Calls whose outcome is known, how many were right, and how many had been by their base rates.

    `base_rate` is the share of right ones had the same calls been made at other candles of these.
    """

    scored: int
    hits: int
    base_rate: float

    @property
    def hit_rate(self) -> float:
        """The share of right ones."""
        return self.hits / self.scored


@dataclass(slots=True)
class _Candle:
    """A close, the class that the AI called there, and the move from there to its outcome."""

    close: float
    called: int | None
    move_pct: float | None = None


class AiRecord:
    """The AI's calls on the newest candles on record, and what came USUAL_HORIZON candles later.

    A fold over the candles and the decisions on them: a restart reads the same. A call is the
    likeliest class; the outcome is long or short where the close has moved by more than entering
    and leaving costs under the config in use, and flat where not.
    """

    def __init__(self) -> None:
        self._candles: deque[_Candle] = deque(maxlen=_KEPT)
        self._threshold_pct = 0.0
        self._counts = _no_counts()

    @classmethod
    def kept_in(cls, store: StateStore) -> "AiRecord":
        """Of the newest candles of a store; a broken line among its decisions costs the record.

        StateError where the candles cannot be read.
        """
        newest, record = store.candles(_KEPT), cls()
        try:
            signals = store.signals(_KEPT)
        except StateError:  # a bot that trades is worth more than what it says of itself
            return record
        record._add_all(reversed(newest), signals)
        return record

    def add(self, record: CycleRecord) -> None:
        """The candles of a cycle, of which the last was decided on."""
        self._add_all(record.candles, record.signals)

    def score(self, config: StrategyConfig) -> AiScore | None:
        """As it is now, by the costs of a config; None before the first outcome."""
        self._judge_by(round_trip_pct(config))
        came = [sum(row[number] for row in self._counts) for number in range(len(CLASSES))]
        scored = sum(came)
        if not scored:
            return None
        expected = sum(sum(row) * came[number] for number, row in enumerate(self._counts))
        return AiScore(
            scored=scored,
            hits=sum(row[number] for number, row in enumerate(self._counts)),
            base_rate=expected / scored**2,
        )

    def _add_all(self, candles: Iterable[CandleRecord], signals: Iterable[SignalEvent]) -> None:
        called = {signal.candle_time: _called(signal) for signal in signals}
        for line in candles:
            self._add(line.candle.close, called.get(line.candle.open_time))

    def _add(self, close: float, called: int | None) -> None:
        candles = self._candles
        if len(candles) == _KEPT:
            self._count(candles[0], -1)
        candles.append(_Candle(close, called))
        if len(candles) > USUAL_HORIZON:
            due = candles[-1 - USUAL_HORIZON]
            due.move_pct = (close / due.close - 1.0) * 100.0
            self._count(due, 1)

    def _judge_by(self, threshold_pct: float) -> None:
        if threshold_pct == self._threshold_pct:
            return
        self._threshold_pct, self._counts = threshold_pct, _no_counts()
        for candle in self._candles:
            self._count(candle, 1)

    def _count(self, candle: _Candle, more: int) -> None:
        if candle.called is not None and candle.move_pct is not None:
            came = class_of_move(candle.move_pct, self._threshold_pct)
            self._counts[candle.called][came] += more


def ai_fields(score: AiScore | None) -> Mapping[str, Any]:
    """The fields of a state that say it; none before the first outcome."""
    if score is None:
        return {}
    return {
        "ai_predictions_scored": score.scored,
        "ai_hits": score.hits,
        "ai_hit_rate": score.hit_rate,
        "ai_base_rate": score.base_rate,
        "ai_horizon_candles": USUAL_HORIZON,
    }


def _no_counts() -> list[list[int]]:
    """How often each class came (columns) where each was called (rows)."""
    return [[0] * len(CLASSES) for _ in CLASSES]


def _called(signal: SignalEvent) -> int | None:
    """The class that the AI called; None where it said nothing."""
    ai = signal.ai
    return class_called(str(ai["action"])) if ai and ai.get("confidence") else None
