"""Backtests asked for over HTTP, in memory."""

from collections.abc import Callable, Sequence

from bot.domain import KeptBacktest
from tests.support.memory.as_json import as_kept


class MemoryBacktests:
    """A BacktestStore."""

    def __init__(self) -> None:
        self._kept: dict[str, KeptBacktest] = {}
        self._outputs: dict[str, tuple[bytes, bytes]] = {}

    def add(self, backtest: KeptBacktest) -> None:
        """Keep it."""
        self._kept[backtest.id] = as_kept(backtest)

    def all(self) -> Sequence[KeptBacktest]:
        """By id, from the last on."""
        return tuple(self._kept[name] for name in sorted(self._kept, reverse=True))

    def read(self, backtest_id: str) -> KeptBacktest | None:
        """The one of that id."""
        return self._kept.get(backtest_id)

    def change(
        self, backtest_id: str, change: Callable[[KeptBacktest], KeptBacktest]
    ) -> KeptBacktest | None:
        """Replace it."""
        backtest = self.read(backtest_id)
        if backtest is None:
            return None
        self._kept[backtest_id] = changed = as_kept(change(backtest))
        return changed

    def finish(
        self,
        backtest_id: str,
        change: Callable[[KeptBacktest], KeptBacktest],
        *,
        result: bytes,
        report: bytes,
    ) -> KeptBacktest | None:
        """Keep both with it."""
        if backtest_id in self._kept:
            self._outputs[backtest_id] = result, report
        return self.change(backtest_id, change)

    def result(self, backtest_id: str) -> bytes | None:
        """The document."""
        return self._outputs[backtest_id][0] if backtest_id in self._outputs else None

    def report(self, backtest_id: str) -> bytes | None:
        """The page."""
        return self._outputs[backtest_id][1] if backtest_id in self._outputs else None

    def remove(self, backtest_id: str) -> bool:
        """Forget it."""
        self._outputs.pop(backtest_id, None)
        return self._kept.pop(backtest_id, None) is not None
