"""A round trip as the journal of orders tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.domain import ExitReason, JournalKind, JournalLine

_ZERO = Decimal(0)
_REFUSED = "is not entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """One fill: `fee` in quote currency, `base_fee` what the venue took of the base asset.

    `leg_price` is the stop or target price of the order that rested, None for a market order.
    """

    at: datetime
    quantity: Decimal
    price: Decimal
    fee: Decimal
    base_fee: Decimal
    exit_reason: ExitReason | None
    leg_price: Decimal | None
    is_written_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTrade:
    """Entry and exit fills of one position; `decided_at` opens the candle that was decided on.

    `stop_price` and `target_price` are those that rested last, `wanted` is the quantity that the
    entry order asked for.
    """

    decided_at: datetime
    wanted: Decimal
    entries: tuple[Execution, ...] = ()
    exits: tuple[Execution, ...] = ()
    stop_price: Decimal | None = None
    target_price: Decimal | None = None

    @property
    def held(self) -> Decimal:
        """What is left of it."""
        bought = sum((each.quantity - each.base_fee for each in self.entries), _ZERO)
        return bought - sum((each.quantity + each.base_fee for each in self.exits), _ZERO)

    @property
    def bought(self) -> Decimal:
        """The quantity of its entries before any fee."""
        return sum((each.quantity for each in self.entries), _ZERO)

    @property
    def base_fee(self) -> Decimal:
        """What the venue took of the quantity."""
        return sum((each.base_fee for each in self.entries), _ZERO)

    @property
    def fees(self) -> Decimal:
        """All fees in quote currency; a remainder that was written off cost what it was worth."""
        return sum((each.fee for each in (*self.entries, *self.exits)), _ZERO)

    @property
    def last_sale(self) -> Execution | None:
        """The last exit that the venue filled."""
        sales = [each for each in self.exits if not each.is_written_off]
        return sales[-1] if sales else None


@dataclass(slots=True)
class OrderTrades:
    """The trades of a symbol's journal in the order of time, and when which entry was refused."""

    trades: list[OrderTrade] = field(default_factory=list)
    refusals: list[tuple[datetime, str]] = field(default_factory=list)
    _legs: dict[str, Decimal] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _entry: OrderTrade | None = None
    _open: OrderTrade | None = None

    @classmethod
    def told_by(cls, lines: Iterable[JournalLine]) -> "OrderTrades":
        """The trades of all lines of one symbol, oldest first."""
        trades = cls()
        for line in lines:
            trades._take(line)
        if trades._open is not None:
            trades.trades.append(trades._open)
        return trades

    def _take(self, line: JournalLine) -> None:
        details = line.details
        if line.kind is JournalKind.INTENT:
            self._intend(details)
        elif line.kind is JournalKind.FILL and details["trade_id"] not in self._seen:
            self._seen.add(details["trade_id"])
            self._fill(line)
        elif line.kind is JournalKind.NOTE and _REFUSED in details.get("sentence", ""):
            self.refusals.append((line.at, details["sentence"]))

    def _intend(self, details: Mapping[str, Any]) -> None:
        if details["purpose"] == "entry":
            decided = datetime.fromisoformat(details["candle"])
            self._entry = OrderTrade(decided_at=decided, wanted=Decimal(details["quantity"]))
        elif details["purpose"] == "protection":
            self._protect(details)

    def _protect(self, details: Mapping[str, Any]) -> None:
        target = details["target_price"]
        self._legs[details["stop_id"]] = Decimal(details["stop_price"])
        if target is not None:
            self._legs[details["target_id"]] = Decimal(target)
        if self._open is not None:
            self._open = replace(
                self._open,
                stop_price=Decimal(details["stop_price"]),
                target_price=None if target is None else Decimal(target),
            )

    def _fill(self, line: JournalLine) -> None:
        fill = _execution(line, self._legs.get(line.client_id or ""))
        trade = self._open or self._entry
        if trade is None:
            return
        if fill.exit_reason is None:
            self._open = replace(trade, entries=(*trade.entries, fill))
            return
        trade = replace(trade, exits=(*trade.exits, fill))
        self._open = trade if trade.held > 0 else None
        if self._open is None:
            self.trades.append(trade)


def _execution(line: JournalLine, leg_price: Decimal | None) -> Execution:
    details = line.details
    reason = details["exit_reason"]
    return Execution(
        at=datetime.fromisoformat(details["at"]),
        quantity=Decimal(details["quantity"]),
        price=Decimal(details["price"]),
        fee=Decimal(details["fee"]) * Decimal(details["rate"]),
        base_fee=Decimal(details["base_fee"]),
        exit_reason=None if reason is None else ExitReason(reason),
        leg_price=leg_price,
        is_written_off=bool(details.get("written_off")),
    )
