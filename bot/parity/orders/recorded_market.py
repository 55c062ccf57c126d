"""The candles and decisions of a record, by time."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain import Action, Candle, timeframe_delta
from bot.parity.rows import Row


class RecordedMarket:
    """What the bot saw and decided; `see` every row before anything is asked."""

    def __init__(self, timeframe: str) -> None:
        self._length = timeframe_delta(timeframe)
        self._candles: list[Candle] = []
        self._places: dict[datetime, int] = {}
        self._decided: dict[datetime, Action] = {}

    def see(self, rows: Sequence[Row]) -> None:
        """Take note of further rows."""
        for row in rows:
            self._places[row.time] = len(self._candles)
            self._candles.append(row.candle)
            if row.action is not None:
                self._decided[row.time] = row.action

    def open_time(self, moment: datetime) -> datetime:
        """When the candle opens that a moment lies in."""
        return moment - (moment - self._candles[0].open_time) % self._length

    def candle(self, open_time: datetime) -> Candle | None:
        """The recorded candle; None where there is none."""
        place = self._places.get(open_time)
        return None if place is None else self._candles[place]

    def candles(self, first: datetime, last: datetime | None) -> Sequence[Candle]:
        """The recorded candles between two open times, both included (None = to the end)."""
        begin = self._places[first]
        end = len(self._candles) if last is None else self._places.get(last, len(self._candles)) + 1
        return self._candles[begin:end]

    def decided(self, open_time: datetime) -> Action | None:
        """What was decided at the close of a candle."""
        return self._decided.get(open_time)
