"""Orders and position of one symbol, which its lines in the journal add up to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from bot.domain import Bracket, ExitReason, Side, TradingState, id_at
from bot.domain.orders import OrderPurpose
from bot.trading.orders.book.intents import EntryTerms
from bot.trading.orders.book.order_record import OrderRecord

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBook:
    """What the journal says of a symbol: orders since the last entry's intent, and what is held.

    `position` is the sum of the fills, in base; `entered` and `entry_cost` (in quote) those of the
    entry. `terms` and `candle` are those of the last entry; `candle` outlives it, since a candle is
    entered on once; `best` is the best price of a closed candle since, where a stop trails. `first`
    is the stop and target that were to rest before it trailed, `last_stop` the newest stop.
    `attempts` counts intents for that entry, by which ids differ. `closing` is why what is held is
    to be sold, `dust` a sentence on what was left of it. `trade_ids` are those that were counted
    since the last entry.
    """

    symbol: str
    orders: Mapping[str, OrderRecord] = field(default_factory=dict)
    trade_ids: frozenset[str] = frozenset()
    position: Decimal = _ZERO
    entered: Decimal = _ZERO
    entry_cost: Decimal = _ZERO
    terms: EntryTerms | None = None
    candle: datetime | None = None
    best: Decimal = _ZERO
    first: tuple[Decimal, Decimal | None] | None = None
    last_stop: Decimal | None = None
    attempts: int = 0
    closing: ExitReason | None = None
    dust: str | None = None
    trading_state: TradingState = TradingState.ACTIVE
    stated_because: str = ""

    @property
    def live(self) -> tuple[OrderRecord, ...]:
        """Orders of which something may still come."""
        return tuple(order for order in self.orders.values() if not order.is_settled)

    @property
    def resting(self) -> tuple[OrderRecord, ...]:
        """Orders that the venue holds open, as far as is known."""
        return tuple(order for order in self.orders.values() if order.state.rests)

    @property
    def in_doubt(self) -> tuple[OrderRecord, ...]:
        """Orders that the venue has to be asked for before anything else is done."""
        return tuple(order for order in self.orders.values() if order.is_in_doubt)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is held and nothing can come."""
        return self.position == 0 and not self.live

    @property
    def is_entering(self) -> bool:
        """Whether the entry may still be executed further."""
        return any(order.purpose is OrderPurpose.ENTRY for order in self.live)

    @property
    def sellable(self) -> Decimal:
        """What is held, less what the venue says was sold and no fill tells yet."""
        gone = sum(
            (order.unitemized for order in self.live if order.side is Side.SELL), start=_ZERO
        )
        return max(self.position - gone, _ZERO)

    @property
    def unlisted(self) -> Decimal:
        """What the venue says was bought and no fill tells yet."""
        bought = (order.unitemized for order in self.live if order.side is Side.BUY)
        return sum(bought, start=_ZERO)

    @property
    def entry_price(self) -> Decimal:
        """The mean price of the entry's executions."""
        return self.entry_cost / self.entered if self.entered else _ZERO

    @property
    def signal_id(self) -> str | None:
        """The decision that the last entry was made on."""
        return None if self.candle is None else id_at(self.symbol, self.candle)

    @property
    def bracket(self) -> Bracket | None:
        """Stop and target of the last entry, by the orders that were to rest for it.

        What never was to rest lies where the terms put it; None before the first entry.
        """
        if self.terms is None:
            return None
        stop, target = self.first or (None, None)
        if stop is None:
            stop = self.entry_price * (1 - self.terms.stop_loss_pct)
        if target is None:
            target = self.entry_price * (1 + self.terms.take_profit_pct)
        return Bracket(
            stop_price=float(stop),
            target_price=float(target),
            last_stop_price=None if self.last_stop is None else float(self.last_stop),
        )

    @property
    def must_close(self) -> ExitReason | None:
        """Why what is held, or still comes of the entry, is to be sold; None = it is not."""
        return None if self.is_idle else self.closing

    def changed(self, sent_as: str, change: Callable[[OrderRecord], OrderRecord]) -> "OrderBook":
        """With a change to every order of an id, which may be that of a pair."""
        changed = {
            key: change(order)
            for key, order in self.orders.items()
            if sent_as in (order.client_id, order.sent_as)
        }
        return replace(self, orders={**self.orders, **changed}) if changed else self
