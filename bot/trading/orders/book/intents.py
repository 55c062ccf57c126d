"""What is to be sent, as its line in the journal and as the venue's order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.domain import ExitReason, Side, rfc3339
from bot.domain.orders import MarketOrder, OrderPurpose, ProtectionOrder
from bot.trading.orders.book.order_record import OrderRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTerms:
    """What protects a position, set by the config that enters: distances as fractions of the mean
    entry price, of a stop that trails also of the best price since. `config_fingerprint` names that
    config.
    """

    stop_loss_pct: Decimal
    take_profit_pct: Decimal
    trailing_pct: Decimal | None
    config_fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketIntent:
    """A market order to be sent; `candle` is that of the decision that entered the position.

    `price` is the one that was decided on. An entry has `terms`, an exit its `exit_reason`.
    """

    order: MarketOrder
    candle: datetime
    price: Decimal
    terms: EntryTerms | None = None
    exit_reason: ExitReason | None = None

    @property
    def details(self) -> dict[str, Any]:
        """The line's details."""
        return {
            "purpose": OrderPurpose.EXIT if self.terms is None else OrderPurpose.ENTRY,
            "side": self.order.side,
            "quantity": str(self.order.quantity),
            "candle": rfc3339(self.candle),
            "price": str(self.price),
            "exit_reason": self.exit_reason,
            **({} if self.terms is None else _term_details(self.terms)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionIntent:
    """A stop, alone or with a target, to be let rest."""

    order: ProtectionOrder
    candle: datetime

    @property
    def details(self) -> dict[str, Any]:
        """The line's details."""
        order = self.order
        return {
            "purpose": "protection",
            "side": order.side,
            "quantity": str(order.quantity),
            "candle": rfc3339(self.candle),
            "stop_id": order.stop_id,
            "stop_price": str(order.stop_price),
            "worst_price": str(order.worst_price),
            "target_id": order.target_id,
            "target_price": None if order.target_price is None else str(order.target_price),
        }


def records_of(client_id: str, details: Mapping[str, Any]) -> tuple[OrderRecord, ...]:
    """The orders that an intent's line begins: one, or the legs of a pair."""
    if details["purpose"] == "protection":
        return _legs_of(client_id, details)
    reason = details["exit_reason"]
    return (
        OrderRecord(
            client_id=client_id,
            sent_as=client_id,
            purpose=OrderPurpose(details["purpose"]),
            side=Side(details["side"]),
            quantity=Decimal(details["quantity"]),
            price=Decimal(details["price"]),
            exit_reason=None if reason is None else ExitReason(reason),
        ),
    )


def terms_in(details: Mapping[str, Any]) -> EntryTerms:
    """The terms that an entry's line pins."""
    return EntryTerms(
        stop_loss_pct=Decimal(details["stop_loss_pct"]),
        take_profit_pct=Decimal(details["take_profit_pct"]),
        trailing_pct=_decimal_or_none(details.get("trailing_pct")),
        config_fingerprint=details["config_fingerprint"],
    )


def _term_details(terms: EntryTerms) -> dict[str, Any]:
    return {
        "stop_loss_pct": str(terms.stop_loss_pct),
        "take_profit_pct": str(terms.take_profit_pct),
        "trailing_pct": None if terms.trailing_pct is None else str(terms.trailing_pct),
        "config_fingerprint": terms.config_fingerprint,
    }


def _decimal_or_none(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _legs_of(client_id: str, details: Mapping[str, Any]) -> tuple[OrderRecord, ...]:
    stop = OrderRecord(
        client_id=details["stop_id"],
        sent_as=client_id,
        purpose=OrderPurpose.STOP,
        side=Side(details["side"]),
        quantity=Decimal(details["quantity"]),
        price=Decimal(details["stop_price"]),
        exit_reason=ExitReason.STOP_LOSS,
    )
    if details["target_price"] is None:
        return (stop,)
    target = replace(
        stop,
        client_id=details["target_id"],
        purpose=OrderPurpose.TARGET,
        price=Decimal(details["target_price"]),
        exit_reason=ExitReason.TAKE_PROFIT,
    )
    return stop, target
