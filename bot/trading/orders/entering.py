"""Entries: refused in a sentence, or sized, written down and sent once."""

from dataclasses import replace
from decimal import Decimal

from bot.domain import Action, Candle, EntryBasis, Side, StrategyConfig, TradingState, Venue
from bot.domain.errors import Refusal
from bot.domain.orders import MarketOrder
from bot.rules import lacking_basis
from bot.trading.books import exact
from bot.trading.orders.book import EntryTerms, MarketIntent, WrittenLines
from bot.trading.orders.entry_size import (
    entry_quantity,
    pinned_terms,
    planned_entry,
    too_small,
)
from bot.trading.orders.order_desk import OrderDesk
from bot.trading.orders.order_ids import OrderIds
from bot.trading.orders.statements import Statements

_NEARLY = 0.99
"""Of a balance; what is missing of it then are fees in other coins, and roundings."""
_MOST_CLOCK_ERROR = 1.0
"""Seconds: a venue takes no order of another time, and candles of another time mislead."""


class Entering:
    """Enters a LONG on a decision; `refusal` says why the last decision was not entered on,
    `shortage` that the account had less for it than the books say.
    """

    def __init__(
        self,
        desk: OrderDesk,
        statements: Statements,
        written: WrittenLines,
        ids: OrderIds,
        venue: Venue,
    ) -> None:
        self._desk = desk
        self._statements = statements
        self._written = written
        self._ids = ids
        self._venue = venue
        self.refusal: str | None = None
        self.shortage: str | None = None

    def enter(
        self,
        action: Action,
        config: StrategyConfig,
        candle: Candle,
        scale: float,
        basis: EntryBasis,
    ) -> None:
        """Send one order for the decision on a candle, unless that candle was entered on before.

        `scale` is the part of its size that it has.

        StateError where it cannot be written down first.
        """
        self.refusal = None
        before = self._desk.book.candle
        if before is not None and candle.open_time <= before:
            return  # a run before sent it, and may have been killed before it said so
        if action is Action.SHORT and not config.allow_short:
            return
        reason = self._obstacle(action) or self._sent(config, candle, scale, basis)
        if reason is not None:
            self._refuse(f"{action} of {candle.open_time:%Y-%m-%d %H:%M} is not entered: {reason}")

    def _obstacle(self, action: Action) -> str | None:
        """Why nothing is entered now, whatever the size."""
        book, abilities = self._desk.book, self._desk.rules.abilities
        if action is Action.SHORT:
            return f"{self._venue.name} sells only what is held, spot"
        if not (abilities.market_orders and abilities.stops):
            return f"{self._venue.name} lacks market orders or stops in {book.symbol}"
        if book.trading_state is not TradingState.ACTIVE:
            return f"entries are {book.trading_state}"
        if not book.is_idle:
            return "the end of an order is not known yet"
        if self._venue.clock_error > _MOST_CLOCK_ERROR:
            return (
                f"need a clock that is at most {_MOST_CLOCK_ERROR:g} s off the exchange's, was "
                f"{self._venue.clock_error:.1f} s off"
            )
        return None

    def _sent(
        self, config: StrategyConfig, candle: Candle, scale: float, basis: EntryBasis
    ) -> str | None:
        """Size, write down and send; why nothing was bought, None = something may have been."""
        refused = self._attempt(config, candle, scale, basis)
        if refused is Refusal.FILTER:  # the venue's limits have changed
            self._desk.reload_rules()
            refused = self._attempt(config, candle, scale, basis)
        if isinstance(refused, Refusal):
            return f"{self._venue.name} refused it: {refused}"
        return refused

    def _attempt(
        self, config: StrategyConfig, candle: Candle, scale: float, basis: EntryBasis
    ) -> Refusal | str | None:
        rules, quote = self._desk.rules, self._desk.quote()
        free = self._desk.balance(rules.quote).free
        balance = self._balance(float(free))
        plan = planned_entry(config, basis, balance, quote.ask)
        plan = replace(plan, quantity=plan.quantity * scale)
        quantity = entry_quantity(plan, config, free=free, quote=quote, rules=rules)
        if quantity <= 0:
            return lacking_basis(config, basis) or "the balance allows no quantity"
        terms = pinned_terms(plan, config, quote.ask)
        small = too_small(quantity, terms, config, quote, rules)
        return small or self._desk.send(self._intent(quantity, terms, candle))

    def _balance(self, free: float) -> float:
        """What an entry is sized by: the symbol's own, or what is there where that is less."""
        own, quote = float(self._written.ledger.balance), self._desk.rules.quote
        self.shortage = None
        if free < own * _NEARLY:
            self.shortage = (
                f"the account had {free:.8g} {quote} free for an entry of "
                f"{self._desk.book.symbol}, whose balance is {own:.8g}: sized by what is there"
            )
        return min(own, free)

    def _intent(self, quantity: Decimal, terms: EntryTerms, candle: Candle) -> MarketIntent:
        order = MarketOrder(
            symbol=self._desk.book.symbol,
            client_id=self._ids.of_entry(candle.open_time),
            side=Side.BUY,
            quantity=quantity,
        )
        price = exact(candle.close)
        return MarketIntent(order=order, candle=candle.open_time, price=price, terms=terms)

    def _refuse(self, sentence: str) -> None:
        self.refusal = sentence
        self._statements.note(sentence)
