"""What every ExecutionClient keeps to: paper, orders at a venue, and orders filled in parts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise

import numpy as np
import pytest

from bot.domain import (
    Action,
    Bracket,
    Candle,
    EntryBasis,
    ExecutionClient,
    ExitReason,
    Side,
    StopType,
    StrategyConfig,
)
from bot.exchange import PaperExchangeClient
from bot.trading import Ledger
from tests.support.execution.order_venue import OrderVenue
from tests.support.execution.orders_at import DrivenExecution
from tests.support.execution.rehearsed_execution import RehearsedExecution

START = datetime(2024, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
CONFIG = StrategyConfig(
    risk_per_trade_pct=1, stop_loss_pct=0.01, take_profit_pct=0.02, fee_pct=0, slippage_pct=0
)
BOTH_WAYS = StrategyConfig(allow_short=True, exit_on_opposite_signal=True)
TURNS = StrategyConfig(exit_on_opposite_signal=True)
TRAILS = StrategyConfig(
    stop_type=StopType.TRAILING, stop_loss_pct=0.008, take_profit_pct=0.03, slippage_pct=0
)
BY_ATR = replace(TURNS, position_sizing="volatility", stop_type="atr")
ADAPTING = (
    replace(BOTH_WAYS, position_sizing="volatility", stop_type="atr", max_position_pct=70),
    replace(BOTH_WAYS, position_sizing="kelly", stop_type="trailing", stop_loss_pct=0.02),
)
Adapter = Callable[[str, float], ExecutionClient]
ADAPTERS: dict[str, Adapter] = {
    "paper": PaperExchangeClient,
    "orders": OrderVenue,
    "orders in halves": lambda symbol, balance: OrderVenue(symbol, balance, parts=2),
    "spot venue": DrivenExecution,
    "spot venue in thirds": lambda symbol, balance: DrivenExecution(symbol, balance, parts=3),
    "Binance over HTTP": RehearsedExecution,
}


@pytest.fixture(params=ADAPTERS)
def client(request) -> Iterator[ExecutionClient]:
    client = ADAPTERS[request.param]("BTC/USDT", 10_000.0)
    yield client
    if isinstance(client, RehearsedExecution):
        client.end()


def candle(number: int, opened: float, high: float, low: float) -> Candle:
    return Candle(
        open_time=START + number * HOUR, open=opened, high=high, low=low, close=opened, volume=1.0
    )


def entered_at_100(client: ExecutionClient) -> ExecutionClient:
    """A LONG of 100 units: 1 % of 10,000 lost at a stop one below the price of 100."""
    client.submit(Action.LONG, CONFIG)
    fills = client.settle(candle(0, 100, 100.5, 99.5), CONFIG)
    assert {(fill.side, fill.price, fill.is_entry) for fill in fills} == {(Side.BUY, 100.0, True)}
    assert sum(fill.quantity for fill in fills) == 100.0
    return client


def test_nothing_is_held_and_nothing_filled_before_a_decision(client):
    assert client.settle(candle(0, 100, 200, 50), CONFIG) == ()
    assert client.position() is None


def test_a_decision_fills_at_the_next_open_and_is_protected_from_then_on(client):
    position = entered_at_100(client).position()
    assert position.direction is Action.LONG
    assert (position.quantity, position.entry_price, position.entry_time) == (100.0, 100.0, START)
    assert (position.stop_price, position.target_price) == (99.0, 102.0)


@pytest.mark.parametrize(
    ("prices", "reason", "price"),
    [
        ((100, 101, 99), ExitReason.STOP_LOSS, 99.0),
        ((100, 102, 99.5), ExitReason.TAKE_PROFIT, 102.0),
        ((100, 102, 99), ExitReason.STOP_LOSS, 99.0),
        ((98, 103, 97), ExitReason.STOP_LOSS, 98.0),
        ((103, 104, 98), ExitReason.TAKE_PROFIT, 103.0),
    ],
    ids=["stop", "target", "both touched", "gapped through the stop", "opened past the target"],
)
def test_a_resting_order_fills_at_its_price_or_at_an_open_beyond_it(client, prices, reason, price):
    if isinstance(client, RehearsedExecution):
        price = min(price, 102.0)  # a limit order that rests is filled at its own price there
    entered_at_100(client).submit(Action.LONG, CONFIG)
    fills = client.settle(candle(1, *prices), CONFIG)
    assert {(fill.exit_reason, fill.price, fill.side) for fill in fills} == {
        (reason, price, Side.SELL)
    }
    assert sum(fill.quantity for fill in fills) == 100.0
    assert client.position() is None


def test_an_exit_tells_the_stop_and_the_target_of_what_it_closes(client):
    entered_at_100(client).submit(Action.LONG, CONFIG)
    assert client.position().entry_stop_price == 99.0
    fills = client.settle(candle(1, 100, 101, 99), CONFIG)
    bracket = Bracket(stop_price=99.0, target_price=102.0, last_stop_price=99.0)
    assert {fill.bracket for fill in fills} == {bracket}


def test_the_same_direction_adds_nothing_and_flat_closes_nothing(client):
    entered_at_100(client)
    for number, action in enumerate((Action.LONG, Action.FLAT), start=1):
        client.submit(action, CONFIG)
        assert client.settle(candle(number, 100, 100.5, 99.5), CONFIG) == ()
    assert client.position().quantity == 100.0


def test_an_opposite_decision_closes_and_enters_at_the_same_open_where_the_config_says_so(client):
    entered_at_100(client).submit(Action.SHORT, CONFIG)
    assert client.settle(candle(1, 100, 100.5, 99.5), CONFIG) == ()
    client.submit(Action.SHORT, BOTH_WAYS)
    fills = client.settle(candle(2, 100, 100.3, 99.9), BOTH_WAYS)
    reasons = list(dict.fromkeys(fill.exit_reason for fill in fills))
    if isinstance(client, DrivenExecution):  # spot: what is not held cannot be sold
        assert (reasons, client.position()) == ([ExitReason.SIGNAL], None)
        return
    assert reasons == [ExitReason.SIGNAL, None]
    assert client.position().direction is Action.SHORT


def test_an_opposite_decision_that_exits_only_closes_and_enters_nothing(client):
    entered_at_100(client).submit(Action.SHORT, BOTH_WAYS, exits_only=True)
    fills = client.settle(candle(1, 100, 100.3, 99.9), BOTH_WAYS)
    assert {fill.exit_reason for fill in fills} == {ExitReason.SIGNAL}
    assert client.position() is None
    client.submit(Action.LONG, BOTH_WAYS, exits_only=True)
    assert client.settle(candle(2, 100, 100.3, 99.9), BOTH_WAYS) == ()
    client.submit(Action.LONG, BOTH_WAYS)
    assert len(client.settle(candle(3, 100, 100.3, 99.9), BOTH_WAYS)) >= 1


def test_an_entry_has_the_part_of_its_size_that_is_left_of_it_and_the_same_protection(client):
    client.submit(Action.LONG, CONFIG, scale=0.25)
    fills = client.settle(candle(0, 100, 100.5, 99.5), CONFIG)
    assert sum(fill.quantity for fill in fills) == 25.0
    position = client.position()
    assert (position.stop_price, position.target_price) == (99.0, 102.0)
    client.submit(Action.FLAT, CONFIG)
    client.settle(candle(1, 103, 103, 103), CONFIG)
    client.submit(Action.LONG, CONFIG)
    fills = client.settle(candle(2, 100, 100.5, 99.5), CONFIG)
    assert sum(fill.quantity for fill in fills) > 99.0


def test_where_shorts_are_not_allowed_short_enters_nothing(client):
    client.submit(Action.SHORT, CONFIG)
    assert client.settle(candle(0, 100, 101, 99), CONFIG) == ()


def test_what_is_withdrawn_is_not_entered_and_leaves_the_protection(client):
    client.submit(Action.LONG, CONFIG)
    client.withdraw()
    assert client.settle(candle(0, 100, 101, 99), CONFIG) == ()
    client.submit(Action.LONG, CONFIG)
    client.settle(candle(1, 100, 100.5, 99.5), CONFIG)
    client.withdraw()
    fills = client.settle(candle(2, 100, 101, 98), CONFIG)
    assert {fill.exit_reason for fill in fills} == {ExitReason.STOP_LOSS}


def test_what_is_closed_by_hand_exits_at_the_next_open_and_enters_nothing(client):
    entered_at_100(client).close(ExitReason.FORCE_EXIT)
    fills = client.settle(candle(1, 100, 100.5, 99.5), CONFIG)
    assert {(fill.exit_reason, fill.price) for fill in fills} == {(ExitReason.FORCE_EXIT, 100.0)}
    assert client.position() is None
    client.close(ExitReason.FORCE_EXIT)
    client.submit(Action.LONG, CONFIG)
    assert {fill.is_entry for fill in client.settle(candle(2, 100, 100.5, 99.5), CONFIG)} == {True}


def test_a_later_config_moves_neither_stop_nor_target(client):
    entered_at_100(client)
    tight = StrategyConfig(stop_loss_pct=0.0001, take_profit_pct=0.0001)
    client.submit(Action.FLAT, tight)
    assert client.settle(candle(1, 100, 100.5, 99.5), tight) == ()
    assert client.position().stop_price == 99.0


@pytest.mark.parametrize("adapter", ["paper", "orders"])
def test_a_stop_that_trails_follows_the_best_price_of_closed_candles_and_never_turns_back(adapter):
    client = ADAPTERS[adapter]("BTC/USDT", 10_000.0)
    trailing = replace(CONFIG, stop_type="trailing", take_profit_pct=0.5)
    client.submit(Action.LONG, trailing)
    client.settle(candle(0, 100, 104, 99.5), trailing)
    assert client.position().stop_price == 104 * 0.99
    client.submit(Action.FLAT, trailing)
    client.settle(candle(1, 103.5, 103.8, 103), CONFIG)
    assert client.position().stop_price == 104 * 0.99
    client.submit(Action.FLAT, CONFIG)
    wide = replace(CONFIG, stop_loss_pct=0.5)
    client.settle(candle(2, 103.5, 110, 103), wide)
    assert client.position().stop_price == 110 * 0.99, "pinned, whatever the config says by now"
    client.submit(Action.FLAT, wide)
    fills = client.settle(candle(3, 109, 120, 108), wide)
    assert [(fill.exit_reason, float(fill.price)) for fill in fills] == [
        (ExitReason.STOP_LOSS, 110 * 0.99)
    ]


@pytest.mark.parametrize("adapter", ["paper", "orders"])
def test_without_what_it_is_sized_by_nothing_is_entered(adapter):
    client = ADAPTERS[adapter]("BTC/USDT", 10_000.0)
    for config, basis in (
        (BY_ATR, EntryBasis()),
        (replace(CONFIG, position_sizing="kelly"), EntryBasis(kelly=0.0)),
    ):
        client.submit(Action.LONG, config, basis=basis)
        assert client.settle(candle(0, 100, 101, 99), config) == ()


def test_a_candle_asked_for_again_answers_the_same_fills(client):
    client.submit(Action.LONG, CONFIG)
    first = client.settle(candle(0, 100, 100.5, 98), CONFIG)
    assert len({fill.trade_id for fill in first}) == len(first) >= 2
    assert client.settle(candle(0, 100, 100.5, 98), CONFIG) == first
    booking = Ledger.opened(10_000.0).after((*first, *first))
    assert len(booking.trades) == 1
    assert booking.ledger.balance == pytest.approx(9_900.0)


def random_candles(count: int) -> list[Candle]:
    rng = np.random.default_rng(11)
    closes = 100 * np.exp(np.cumsum(rng.normal(0, 0.004, count + 1)))
    spread = rng.uniform(0, 0.004, (2, count))
    return [
        Candle(
            open_time=START + number * HOUR,
            open=float(before),
            high=float(max(before, after) * (1 + spread[0, number])),
            low=float(min(before, after) * (1 - spread[1, number])),
            close=float(after),
            volume=1.0,
        )
        for number, (before, after) in enumerate(pairwise(closes))
    ]


def booked(
    client: ExecutionClient,
    config: StrategyConfig,
    balance: float | Decimal = 10_000.0,
    candles: Sequence[Candle] | None = None,
):
    """The ledger and trades of random decisions on 2,000 random candles, or those given.

    Each decision comes with something to size its entry by.
    """
    rng, known = np.random.default_rng(5), np.random.default_rng(6)
    ledger, trades = Ledger.opened(balance), []
    candles = random_candles(2_000) if candles is None else candles
    for each, sign in zip(candles, rng.integers(-1, 2, len(candles)), strict=True):
        basis = EntryBasis(atr=float(known.uniform(0.2, 0.8)), kelly=float(known.uniform(0, 0.2)))
        client.submit(Action.of_sign(int(sign)), config, basis=basis)
        booking = ledger.after(client.settle(each, config))
        ledger = booking.ledger
        trades += booking.trades
        position = client.position()
        assert ledger.direction is (Action.FLAT if position is None else position.direction)
    return ledger, trades


@pytest.mark.parametrize("config", [CONFIG, StrategyConfig(), BOTH_WAYS, *ADAPTING], ids=str)
def test_every_venue_comes_to_the_same_ledger_at_the_same_prices(config):
    ledger, trades = booked(PaperExchangeClient("BTC/USDT", 10_000.0), config)
    same, same_trades = booked(OrderVenue("BTC/USDT", 10_000.0), config)
    assert len(trades) > 100
    assert same_trades == trades
    assert (same.balance, same.fees_paid) == (ledger.balance, ledger.fees_paid)


def test_an_order_filled_in_parts_comes_to_the_same_ledger():
    ledger, trades = booked(PaperExchangeClient("BTC/USDT", 10_000.0), BOTH_WAYS)
    parts, trades_of_parts = booked(OrderVenue("BTC/USDT", 10_000.0, parts=2), BOTH_WAYS)
    assert len(trades_of_parts) == len(trades) == ledger.trades == parts.trades
    assert parts.balance == pytest.approx(ledger.balance, rel=1e-9)
    assert [trade.pnl for trade in trades_of_parts] == pytest.approx(
        [trade.pnl for trade in trades], rel=1e-6, abs=1e-9
    )


@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize("config", [CONFIG, StrategyConfig(), TURNS, BY_ATR, TRAILS], ids=str)
def test_orders_at_a_spot_venue_come_to_the_same_ledger_in_exact_numbers(config, parts):
    ledger, trades = booked(PaperExchangeClient("BTC/USDT", 10_000.0), config)
    client = DrivenExecution("BTC/USDT", 10_000.0, parts=parts)
    with localcontext(prec=60):  # of prices with all the digits that a float has
        exact, exact_trades = booked(client, config, Decimal(10_000))
        at_venue = client.venue.total["USDT"] + client.venue.total["BTC"] * Decimal("100.5")
        assert exact.equity(100.5) - 10_000 == at_venue - 20_000
    assert [(t.exit_reason, t.entry_time, t.exit_time) for t in exact_trades] == [
        (t.exit_reason, t.entry_time, t.exit_time) for t in trades
    ]
    assert float(exact.balance) == pytest.approx(ledger.balance, rel=1e-9)


def test_orders_over_http_come_to_the_ledger_of_the_exchange_and_to_the_trades_of_paper():
    wide = StrategyConfig(
        risk_per_trade_pct=0.5,
        stop_loss_pct=0.004,
        take_profit_pct=0.008,
        fee_pct=0,
        slippage_pct=0,
        exit_on_opposite_signal=True,
    )
    candles = [
        replace(
            each,
            open=round(each.open, 2),
            high=round(each.high + 0.01, 2),
            low=round(each.low - 0.01, 2),
            close=round(each.open, 2),  # so that the exchange's path has the low first, as paper
        )
        for each in random_candles(60)
    ]
    paper, trades = booked(PaperExchangeClient("BTC/USDT", 10_000.0), wide, candles=candles)
    client = RehearsedExecution("BTC/USDT", 10_000.0)
    try:
        exact, exact_trades = booked(client, wide, Decimal(10_000), candles)
        balance = client.simulator.exchange.engine.ledger.balance
        base = balance("BTC")
        at_venue = balance("USDT").free + (base.free + base.locked) * Decimal("100.5")
    finally:
        client.end()
    assert len(trades) > 10
    assert [(t.exit_reason, t.entry_time, t.exit_time) for t in exact_trades] == [
        (t.exit_reason, t.entry_time, t.exit_time) for t in trades
    ]
    assert float(exact.balance) == pytest.approx(paper.balance, rel=0.001)
    assert exact.equity(100.5) - 10_000 == at_venue - 20_000
