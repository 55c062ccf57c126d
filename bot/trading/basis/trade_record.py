"""The closed trades of an account, as far as an entry may be sized by them."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from bot.domain import MOST_KELLY_TRADES, Trade


class TradeRecord:
    """The account's closed trades. Those of before are read when they are first asked for.

    `newest` answers with the newest trades on record, newest first.
    """

    def __init__(self, newest: Callable[[int], Sequence[Trade]]) -> None:
        self._newest = newest
        self._earlier: tuple[Trade, ...] | None = None
        self._since: deque[Trade] = deque(maxlen=MOST_KELLY_TRADES)

    def add(self, trades: Iterable[Trade]) -> None:
        """Further trades that were closed, oldest first."""
        self._since.extend(trades)

    def returns(self) -> list[float]:
        """Profits in percent of what was entered, oldest first: as many as a config can ask for.

        StateError where the trades of before cannot be read.
        """
        if self._earlier is None:
            own = {trade.entry_time for trade in self._since}  # some of these are kept by now
            kept = reversed(self._newest(MOST_KELLY_TRADES + len(own)))
            self._earlier = tuple(trade for trade in kept if trade.entry_time not in own)
        return [float(trade.pnl_pct) for trade in (*self._earlier, *self._since)]
