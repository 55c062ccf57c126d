"""The trades that a bot recorded, as they are compared."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain import BotState, Trade
from bot.parity.outline import Outline, closed, held_by_bot


def outlines_of_bot(trades: Iterable[Trade], state: BotState) -> Iterator[Outline]:
    """The bot's trades with the balance that the record leaves before each, then what it holds."""
    balance = state.initial_balance
    for trade in trades:
        yield closed(trade, balance, has_course=state.mode.is_on_paper)
        balance += trade.pnl
    held = held_by_bot(state, balance)
    if held is not None:
        yield held


class TradesAhead:
    """A stream of trades in the order of their entries, taken up to a moment."""

    def __init__(self, trades: Iterator[Outline]) -> None:
        self._trades = trades
        self._due = next(trades, None)

    def before(self, horizon: datetime | None) -> Iterator[Outline]:
        """The further trades entered before the horizon (None = all)."""
        while self._due is not None and (horizon is None or self._due.entry_time < horizon):
            yield self._due
            self._due = next(self._trades, None)
