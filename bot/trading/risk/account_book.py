"""What all symbols of an account come to, kept as their cycles pass by."""

from bisect import insort
from collections.abc import Iterable
from datetime import datetime

from bot.domain import Action, BotState, CycleRecord, Trade
from bot.trading.risk.facts import AccountFacts, ClosedTrade
from bot.trading.risk.measures import beginning_of_day

_REPEATED = 1_000
"""Among how many trades one is looked for that is told again: settled first, on record then."""


class AccountBook:
    """The account of all symbols; of its closed trades those of the day and `row_kept` more."""

    def __init__(self, row_kept: int = 0) -> None:
        self._row_kept = row_kept
        self._capital: dict[str, float] = {}
        self._equity: dict[str, float] = {}
        self._exposures: dict[str, float] = {}
        self._planned: dict[str, float] = {}
        self._entry_times: dict[str, datetime] = {}
        self._closed: list[ClosedTrade] = []

    def open(self, state: BotState, trades: Iterable[Trade] = ()) -> None:
        """Take a symbol up as a run before left it, with the trades that it closed last."""
        self._see(state)
        self._close(trades)

    def settled(self, symbol: str, held: Action, equity: float, trades: Iterable[Trade]) -> None:
        """Take what new candles of a symbol came to, before its next decision is on record."""
        self._equity[symbol] = equity
        if held is Action.FLAT:
            self._exposures.pop(symbol, None)
            self._entry_times.pop(symbol, None)
        self._close(trades)

    def saw(self, record: CycleRecord) -> None:
        """Take what a cycle of a symbol came to."""
        self._see(record.state)
        self._close(record.trades)

    def plan(self, symbol: str, exposure: float) -> None:
        """An entry is about to be made, in quote currency, negative for a SHORT; 0 = none is."""
        self._planned[symbol] = exposure

    def facts(self, now: datetime) -> AccountFacts:
        """The account as it is now."""
        self._forget_before(beginning_of_day(now))
        planned = {name: size for name, size in self._planned.items() if size}
        return AccountFacts(
            now=now,
            capital=sum(self._capital.values()),
            equity=sum(self._equity.values()),
            exposures={**planned, **self._exposures},
            entry_times=tuple(self._entry_times.values()),
            closed=self._closed,
        )

    def _see(self, state: BotState) -> None:
        symbol, price = state.symbol, state.last_price or state.entry_price
        self._capital[symbol] = state.initial_balance
        self._equity[symbol] = state.equity
        self._exposures.pop(symbol, None)
        self._entry_times.pop(symbol, None)
        if state.quantity is not None and price is not None:
            self._exposures[symbol] = state.position.sign * state.quantity * price
        if state.entry_time is not None:
            self._entry_times[symbol] = state.entry_time

    def _close(self, trades: Iterable[Trade]) -> None:
        for trade in trades:
            closed = ClosedTrade(
                symbol=trade.symbol,
                entered_at=trade.entry_time,
                closed_at=trade.exit_time,
                has_lost=trade.pnl < 0,
            )
            if closed not in self._closed[-_REPEATED:]:
                insort(self._closed, closed, key=lambda kept: kept.closed_at)

    def _forget_before(self, day: datetime) -> None:
        surplus = len(self._closed) - self._row_kept
        old = next((at for at, kept in enumerate(self._closed) if kept.closed_at >= day), None)
        cut = min(surplus, len(self._closed) if old is None else old)
        if cut > 0:
            del self._closed[:cut]
