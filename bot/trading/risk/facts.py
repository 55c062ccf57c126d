"""What the guard looks at: the account as a whole, and the entry that is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedTrade:
    """When a trade of a symbol was entered and closed, and whether it lost."""

    symbol: str
    entered_at: datetime
    closed_at: datetime
    has_lost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """The account of all symbols at `now`, the trading clock; `capital` is what they began with.

    `exposures` are what is held or about to be entered, in quote currency by symbol, negative for a
    SHORT. `entry_times` are those of open positions; `closed` the trades closed last, by the time
    they were closed, as many as the limits need.
    """

    now: datetime
    capital: float
    equity: float
    exposures: Mapping[str, float]
    entry_times: Sequence[datetime]
    closed: Sequence[ClosedTrade]

    @property
    def exposure(self) -> float:
        """Everything held or about to be, whatever its direction."""
        return sum(map(abs, self.exposures.values()))

    def entries_since(self, moment: datetime) -> int:
        """How many positions were entered from a moment on, closed or not."""
        times = [*self.entry_times, *(trade.entered_at for trade in self.closed)]
        return sum(time >= moment for time in times)

    def losses_in_a_row(self, counted_from: datetime | None) -> tuple[ClosedTrade, ...]:
        """The losing trades after the last one that won, newest first; older ones do not count."""
        row: list[ClosedTrade] = []
        for trade in reversed(self.closed):
            is_counted = counted_from is None or trade.closed_at >= counted_from
            if not (is_counted and trade.has_lost):
                break
            row.append(trade)
        return tuple(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryAsk:
    """An entry that a decision wants, as large as the config makes it.

    `notional` is its planned size in quote currency; `correlated` what is held of symbols that move
    with it, `others` of all other symbols. `price_age` is how old the price decided on is;
    `spread_pct` None where no quote is known; `orders_last_minute` by the machine's monotonic time.
    """

    symbol: str
    direction: Action
    notional: float
    others: float = 0.0
    correlated: float = 0.0
    price_age: timedelta = timedelta(0)
    spread_pct: float | None = None
    orders_last_minute: int = 0
