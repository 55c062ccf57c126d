"""The matching engine: takes, fills and cancels orders of one account, at prices it is told."""

from collections.abc import Callable
from decimal import Decimal

from bot.programs.exchange_simulator.matching.book import OrderBook, unknown_order
from bot.programs.exchange_simulator.matching.execution import Executions, fills_at_market
from bot.programs.exchange_simulator.matching.ledger import AccountLedger, Hold
from bot.programs.exchange_simulator.matching.order import NewOrder, NewOrderList, Order, OrderList
from bot.programs.exchange_simulator.matching.pairs import refuse_wrong_pair
from bot.programs.exchange_simulator.matching.prices import (
    MarketView,
    PriceGrid,
    PriceLeg,
    TradingTerms,
    money,
    multiple_below,
)
from bot.programs.exchange_simulator.matching.refusal import Refusal, filter_failure, rejected
from bot.programs.exchange_simulator.matching.rules import SymbolRules
from bot.programs.exchange_simulator.matching.terms import (
    NO_LIST,
    OrderSide,
    OrderStatus,
    OrderType,
    Origin,
    TimeInForce,
)


class MatchingEngine:
    """One account's orders against a market that is never moved by them.

    It asks no clock and no market: every call brings prices and times along, and the same calls
    give the same ledger. Market orders fill whole; partial fills happen where `partial_fills` of
    the executions asks for them.
    """

    def __init__(
        self,
        rules: dict[str, SymbolRules],
        balances: dict[str, Decimal],
        terms: TradingTerms,
        bnb_price: Callable[[str], Decimal] = lambda _quote: Decimal(600),
    ) -> None:
        """`rules` by the exchange's name of a symbol."""
        self.rules = rules
        self.terms = terms
        self.ledger = AccountLedger(balances)
        self.book = OrderBook()
        self.executions = Executions(rules, self.ledger, self.book, terms, bnb_price)
        self._grids = {
            name: PriceGrid(tick=each.tick, spread=terms.spread, slippage=terms.slippage)
            for name, each in rules.items()
        }

    def grid(self, name: str) -> PriceGrid:
        """Bid and ask of a symbol."""
        return self._grids[name]

    def check(self, new: NewOrder, view: MarketView) -> None:
        """Refuse an order as `place` would, except for money; nothing is done."""
        self.rules[new.symbol].check(new, view.average)
        self._check_counts(new.symbol, [new])
        self.book.refuse_duplicates([new.client_id])
        self._refuse_at_once(new, view.last)

    def place(self, new: NewOrder, view: MarketView, origin: Origin = Origin.CLIENT) -> Order:
        """Take an order, and fill it as far as it can be filled now."""
        self.check(new, view)
        quantity = self._quantity(new, view.last)
        need = self._needed(new, quantity, view.last)
        hold = self.ledger.hold(self._held_asset(new), need)
        order = self._order(new, quantity, hold, view.now, NO_LIST, origin)
        self.book.add(order)
        self._work(order, view.last, view.now)
        return order

    def place_list(
        self, new: NewOrderList, view: MarketView, origin: Origin = Origin.CLIENT
    ) -> OrderList:
        """Take a pair of which one cancels the other; both share one hold."""
        legs = [new.above, new.below]
        refuse_wrong_pair(new, view.last)
        symbol = new.above.symbol
        for leg in legs:
            self.rules[symbol].check(leg, view.average)
        self._check_counts(symbol, legs, lists=1)
        self.book.refuse_duplicates([leg.client_id for leg in legs])
        needs = [self._needed(leg, self._quantity(leg, view.last), view.last) for leg in legs]
        hold = self.ledger.hold(self._held_asset(new.above), max(needs))
        number = len(self.book.lists) + 1
        stop_first = sorted(legs, key=lambda leg: not leg.type.is_stop)
        orders = []
        for leg in stop_first:
            quantity = self._quantity(leg, view.last)
            order = self._order(leg, quantity, hold, view.now, number, origin)
            self.book.add(order)
            orders.append(order)
        pair = OrderList(
            id=number,
            client_id=new.client_id or f"list-{number}",
            symbol=symbol,
            created=view.now,
            orders=tuple(orders),
        )
        self.book.lists[number] = pair
        return pair

    def cancel(self, order: Order | None, now: int) -> list[Order]:
        """Cancel an open order, and the other one of its list with it."""
        if order is None or not order.status.is_open:
            raise unknown_order()
        pair = self.book.list_of(order)
        orders = [order] if pair is None else [each for each in pair.orders if each.status.is_open]
        for each in orders:
            self.executions.finish(each, OrderStatus.CANCELED, now)
        return orders

    def move(self, leg: PriceLeg, begin: int, finish: int) -> None:
        """Trigger and fill what the price reaches on the leg, after `begin` and until `finish`.

        One after the other, as they are reached; the older order first where two are reached at
        once. Moving in two steps, or in one, gives the same.
        """
        time = Decimal(begin)
        while (reached := self._next(leg, time, finish)) is not None:
            time, order = reached
            self._touch(order, leg.price(time), int(time))

    def _next(self, leg: PriceLeg, time: Decimal, finish: int) -> tuple[Decimal, Order] | None:
        times = [
            (at, order.id)
            for order in self.book.open(leg.symbol)
            if (at := self._reached(leg, order, time)) is not None and at <= finish
        ]
        return (min(times)[0], self.book.orders[min(times)[1]]) if times else None

    def _reached(self, leg: PriceLeg, order: Order, time: Decimal) -> Decimal | None:
        """When the order is reached, from `time` on."""
        time = max(time, Decimal(order.resting_until or 0))
        if time > leg.finish:
            return None
        threshold, rises = self._grids[leg.symbol].threshold(order), order.rises_to
        price = leg.price(time)
        if price >= threshold if rises else price <= threshold:
            return time
        if leg.end >= threshold if rises else leg.end <= threshold:
            return leg.time(threshold)
        return None

    def _touch(self, order: Order, last: Decimal, now: int) -> None:
        order.resting_until = None
        if order.is_working:
            self.executions.execute(order, order.price, now, is_maker=True)
            return
        self.executions.trigger(order, now)
        self._work(order, last, now)

    def _work(self, order: Order, last: Decimal, now: int) -> None:
        """Fill a working order at the prices of now, or let it rest where its own is not there."""
        if not order.is_working:
            return
        grid = self._grids[order.symbol]
        if fills_at_market(order):
            self._take(order, grid.taken(order.side, last), now)
            return
        best = grid.ask(last) if order.side is OrderSide.BUY else grid.bid(last)
        if best <= order.price if order.side is OrderSide.BUY else best >= order.price:
            self.executions.execute(order, best, now, is_maker=False)
        elif order.time_in_force is not TimeInForce.GTC:
            self.executions.finish(order, OrderStatus.EXPIRED, now)

    def _take(self, order: Order, price: Decimal, now: int) -> None:
        missing = money(order.remaining * price) - order.hold.amount
        if order.side is OrderSide.BUY and missing > 0:
            try:
                self.ledger.extend(order.hold, missing)
            except Refusal:
                self.executions.finish(order, OrderStatus.EXPIRED, now)
                return
        self.executions.execute(order, price, now, is_maker=False)

    def _order(
        self, new: NewOrder, quantity: Decimal, hold: Hold, now: int, list_id: int, origin: Origin
    ) -> Order:
        number = len(self.book.orders) + 1
        return Order(
            id=number,
            client_id=new.client_id or f"simulated-{number}",
            symbol=new.symbol,
            side=new.side,
            type=new.type,
            time_in_force=new.time_in_force,
            quantity=quantity,
            quote_quantity=new.quote_quantity or Decimal(0),
            price=new.price or Decimal(0),
            stop_price=new.stop_price or Decimal(0),
            hold=hold,
            created=now,
            updated=now,
            working_since=None if new.type.is_conditional else now,
            list_id=list_id,
            origin=origin,
        )

    def _quantity(self, new: NewOrder, last: Decimal) -> Decimal:
        """What the order buys or sells of the base asset."""
        if new.quantity is not None:
            return new.quantity
        rules = self.rules[new.symbol]
        price = self._grids[new.symbol].taken(new.side, last)
        quantity = multiple_below((new.quote_quantity or Decimal(0)) / price, rules.step)
        if quantity < rules.min_quantity:
            raise filter_failure("LOT_SIZE")
        return quantity

    def _needed(self, new: NewOrder, quantity: Decimal, last: Decimal) -> Decimal:
        if new.side is OrderSide.SELL:
            return quantity
        at_market = self._grids[new.symbol].taken(new.side, last)
        return money(quantity * (new.price or new.stop_price or at_market))

    def _held_asset(self, new: NewOrder) -> str:
        rules = self.rules[new.symbol]
        return rules.quote if new.side is OrderSide.BUY else rules.base

    def _check_counts(self, symbol: str, new: list[NewOrder], lists: int = 0) -> None:
        kept = self.book.open(symbol)
        types = [each.type for each in kept] + [each.type for each in new]
        algo = sum(each.is_conditional for each in types)
        lists += len(self.book.open_lists(symbol))
        self.rules[symbol].check_counts(len(kept) + len(new), algo, lists)

    def _refuse_at_once(self, new: NewOrder, last: Decimal) -> None:
        """A stop that is reached already, and a maker that would take, are refused."""
        buys, grid = new.side is OrderSide.BUY, self._grids[new.symbol]
        if new.stop_price is not None:
            rises = buys is new.type.is_stop
            if last >= new.stop_price if rises else last <= new.stop_price:
                raise rejected("Order would trigger immediately.")
        if new.type is OrderType.LIMIT_MAKER:
            price = new.price or Decimal(0)
            if grid.ask(last) <= price if buys else grid.bid(last) >= price:
                raise rejected("Order would immediately match and take.")
