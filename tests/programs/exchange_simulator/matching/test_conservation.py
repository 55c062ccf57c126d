"""Whatever is ordered: no money appears or vanishes, to the last digit."""

from collections import Counter
from contextlib import suppress
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.programs.exchange_simulator.matching import (
    MarketView,
    MatchingEngine,
    NewOrder,
    NewOrderList,
    OrderSide,
    OrderStatus,
    OrderType,
    PriceLeg,
    Refusal,
    TimeInForce,
    TradingTerms,
    rules_for,
)
from bot.programs.exchange_simulator.matching.execution import PartialFill

D = Decimal
SYMBOLS = ("BTC/USDT", "DOGE/USDT", "DOGE/BTC")
START = {"BTCUSDT": D("60000"), "DOGEUSDT": D("0.2"), "DOGEBTC": D("0.00000333")}
INITIAL = {"USDT": D(100_000), "BTC": D("1.5"), "DOGE": D(500_000), "BNB": D("0.01")}

shares = st.decimals("0.001", "1", places=3)
steps = st.one_of(
    st.tuples(
        st.just("order"),
        st.sampled_from(list(OrderSide)),
        st.sampled_from(list(OrderType)),
        shares,
        st.decimals("0.7", "1.4", places=3),
        st.sampled_from(list(TimeInForce)),
    ),
    st.tuples(st.just("pair"), st.sampled_from(list(OrderSide)), shares),
    st.tuples(st.just("move"), st.decimals("0.7", "1.4", places=3)),
    st.tuples(st.just("cancel"), st.integers(0, 5)),
    st.tuples(st.just("partial"), shares, st.integers(0, 2000)),
    st.tuples(st.just("transfer"), st.sampled_from(["BTC", "USDT"]), st.integers(-9, 9)),
)


def engine(terms: TradingTerms) -> MatchingEngine:
    rules = [
        rules_for(symbol, price, 2) for symbol, price in zip(SYMBOLS, START.values(), strict=True)
    ]
    return MatchingEngine({each.name: each for each in rules}, INITIAL, terms)


class Run:
    def __init__(self, terms: TradingTerms) -> None:
        self.engine = engine(terms)
        self.prices = dict(START)
        self.now = 0

    def view(self, name: str) -> MarketView:
        return MarketView(last=self.prices[name], average=self.prices[name], now=self.now)

    def on_tick(self, name: str, price: Decimal) -> Decimal:
        tick = self.engine.rules[name].tick
        return max((price / tick).to_integral_value() * tick, tick)

    def quantity(self, name: str, share: Decimal) -> Decimal:
        rules = self.engine.rules[name]
        most = D(20_000) / self.prices[name] if name != "DOGEBTC" else D(900_000)
        return max((most * share / rules.step).to_integral_value() * rules.step, rules.step)

    def step(self, name: str, kind: str, *arguments: object) -> None:
        with suppress(Refusal):
            getattr(self, kind)(name, *arguments)

    def order(self, name, side, kind, share, factor, force) -> None:
        price = self.on_tick(name, self.prices[name] * factor)
        self.engine.place(
            NewOrder(
                symbol=name,
                side=side,
                type=kind,
                quantity=self.quantity(name, share),
                price=price if kind.has_price else None,
                stop_price=price if kind.is_conditional else None,
                time_in_force=force if kind.states_time_in_force else TimeInForce.GTC,
            ),
            self.view(name),
        )

    def pair(self, name, side, share) -> None:
        quantity, last = self.quantity(name, share), self.prices[name]
        above, below = self.on_tick(name, last * D("1.1")), self.on_tick(name, last * D("0.9"))
        sells = side is OrderSide.SELL
        limit = NewOrder(
            symbol=name,
            side=side,
            type=OrderType.LIMIT_MAKER,
            quantity=quantity,
            price=above if sells else below,
        )
        stop = NewOrder(
            symbol=name,
            side=side,
            type=OrderType.STOP_LOSS,
            quantity=quantity,
            stop_price=below if sells else above,
        )
        pair = (limit, stop) if sells else (stop, limit)
        self.engine.place_list(NewOrderList(above=pair[0], below=pair[1]), self.view(name))

    def move(self, name, factor) -> None:
        end = self.on_tick(name, START[name] * factor)
        leg = PriceLeg(
            symbol=name,
            begin=self.now,
            finish=self.now + 1000,
            start=self.prices[name],
            end=end,
        )
        self.engine.move(leg, self.now, self.now + 1000)
        self.now += 1000
        self.prices[name] = end

    def cancel(self, name, number) -> None:
        open_orders = self.engine.book.open(name)
        if open_orders:
            self.engine.cancel(open_orders[number % len(open_orders)], self.now)

    def partial(self, name, share, rest) -> None:
        waiting = self.engine.executions.partial_fills.setdefault(name, [])
        waiting.append(PartialFill(share=share, rest_ms=rest))

    def transfer(self, name, asset, amount) -> None:
        self.engine.ledger.transfer(asset, D(amount), self.now)


def flows(run: Run) -> Counter[str]:
    """What every asset must have: the beginning, transfers, and both sides of every fill."""
    total: Counter[str] = Counter()
    total.update(INITIAL)
    for moved in run.engine.ledger.transfers:
        total[moved.asset] += moved.amount
    for fill in run.engine.executions.fills:
        rules = run.engine.rules[fill.symbol]
        sign = 1 if fill.is_buyer else -1
        total[rules.base] += sign * fill.quantity
        total[rules.quote] -= sign * fill.quote_quantity
        total[fill.commission_asset] -= fill.commission
    return total


@given(
    st.lists(st.tuples(st.sampled_from(list(START)), steps), max_size=40),
    st.booleans(),
    st.sampled_from(["0", "0.0005", "0.01"]),
)
def test_money_is_conserved_over_any_orders(plan, fees_in_bnb, spread):
    run = Run(TradingTerms(fees_in_bnb=fees_in_bnb, spread=D(spread), slippage=D(spread)))
    for name, step in plan:
        run.step(name, *step)
        balances = run.engine.ledger.balances
        assert all(each.free >= 0 and each.locked >= 0 for each in balances.values())
        has = {asset: each.free + each.locked for asset, each in balances.items()}
        assert {asset: amount for asset, amount in flows(run).items() if amount} == {
            asset: amount for asset, amount in has.items() if amount
        }


@given(st.lists(st.tuples(st.sampled_from(list(START)), steps), max_size=40))
def test_what_is_locked_is_what_open_orders_hold_and_a_fill_has_an_order(plan):
    run = Run(TradingTerms())
    for name, step in plan:
        run.step(name, *step)
    book, held = run.engine.book, Counter()
    holds = {id(order.hold): order.hold for order in book.open()}
    for hold in holds.values():
        held[hold.asset] += hold.amount
    for asset, balance in run.engine.ledger.balances.items():
        assert balance.locked == held[asset]
    for order in book.orders.values():
        assert order.executed == sum(fill.quantity for fill in order.fills) <= order.quantity
        assert (order.status is OrderStatus.FILLED) == (order.remaining == 0)


@given(st.lists(st.tuples(st.sampled_from(list(START)), steps), max_size=40))
def test_of_a_pair_at_most_one_order_ever_fills(plan):
    run = Run(TradingTerms())
    for name, step in plan:
        run.step(name, *step)
    for pair in run.engine.book.lists.values():
        assert sum(order.executed > 0 for order in pair.orders) <= 1
