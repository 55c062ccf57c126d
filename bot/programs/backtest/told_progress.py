"""How far a backtest is, for who waits for it."""

from bot.command_line import Meter
from bot.programs.candle_request import CandleRequest

_LOCAL_CANDLES, _REMOTE_CANDLES = 0.4, 0.8
"""The share of the whole that reading candles takes: a file is read, an exchange is asked often."""


class ToldProgress:
    """Tells the steps of a run with the share that is done, where --progress asks for it.

    Shares are those of a usual run, so that the time left is a guess.
    """

    def __init__(self, *, asked: bool, candles: CandleRequest) -> None:
        self._meter = Meter(quiet=not asked)
        self._candles = _REMOTE_CANDLES if candles.source.is_remote else _LOCAL_CANDLES
        self._show(0.0, "reading candles")

    def candles_read(self, count: int) -> None:
        """The candles are there."""
        self._show(self._candles, f"deciding on {count:,} candles")

    def backtested(self) -> None:
        """The result is there, its statistics and its report are not."""
        self._show(1.0 - (1.0 - self._candles) / 2.0, "writing the result")

    def written(self) -> None:
        """All of it is there."""
        self._show(1.0, "done")

    def _show(self, share: float, said: str) -> None:
        self._meter.show(share, f"{share:.0%}, {said}", from_start=True)
