"""Where backtests that were asked for over HTTP are kept."""

from collections.abc import Callable, Sequence
from typing import Protocol

from bot.domain.kept import KeptBacktest

Change = Callable[[KeptBacktest], KeptBacktest]


class BacktestStore(Protocol):
    """Backtests with their results and reports.

    Any process may add, change and remove them; the one that holds the role (Volume.hold) runs
    them. What was removed stays removed: changing it, or giving it a result, does nothing.
    StateError where nothing can be read or written.
    """

    def add(self, backtest: KeptBacktest) -> None:
        """Keep a new one: once this returns it survives a kill."""
        ...

    def all(self) -> Sequence[KeptBacktest]:
        """Those that can be read, the newest first."""
        ...

    def read(self, backtest_id: str) -> KeptBacktest | None:
        """The one of that id; None where there is none, or it cannot be read."""
        ...

    def change(self, backtest_id: str, change: Change) -> KeptBacktest | None:
        """Replace it by what `change` makes of it as it is; None where it is kept no more."""
        ...

    def finish(
        self, backtest_id: str, change: Change, *, result: bytes, report: bytes
    ) -> KeptBacktest | None:
        """`change` with the result and the report, which are read from then on."""
        ...

    def result(self, backtest_id: str) -> bytes | None:
        """The JSON document as the program wrote it; None where there is none."""
        ...

    def report(self, backtest_id: str) -> bytes | None:
        """The HTML page as the program wrote it; None where there is none."""
        ...

    def remove(self, backtest_id: str) -> bool:
        """Remove it with all that belongs to it; whether it was there."""
        ...
