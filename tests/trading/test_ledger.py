"""The ledger: money is conserved over any fills, and a fill counts once however often it comes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Action, ExitReason, Fill, Side
from bot.domain.errors import StateError
from bot.trading import Ledger

START = datetime(2024, 1, 1, tzinfo=UTC)


def fill(number: int, side: Side, quantity, price, fee, *, exit_reason=None) -> Fill:
    time = START + timedelta(hours=number)
    return Fill(
        symbol="BTC/USDT",
        trade_id=str(number),
        side=side,
        quantity=quantity,
        price=price,
        fee=fee,
        filled_at=time,
        candle_time=time,
        exit_reason=exit_reason,
    )


BOUGHT = fill(1, Side.BUY, 2.0, 100.0, 0.5)
SOLD = fill(2, Side.SELL, 2.0, 110.0, 0.75, exit_reason=ExitReason.TAKE_PROFIT)


def test_a_round_trip_becomes_a_trade():
    booking = Ledger.opened(1_000.0).after([BOUGHT, SOLD])
    (trade,) = booking.trades
    assert (trade.direction, trade.quantity, trade.exit_reason) == (
        Action.LONG,
        2.0,
        ExitReason.TAKE_PROFIT,
    )
    assert (trade.entry_time, trade.exit_time) == (BOUGHT.candle_time, SOLD.candle_time)
    assert (trade.fees, trade.pnl, trade.pnl_pct) == (1.25, 18.75, 9.375)
    assert booking.ledger.balance == 1_018.75
    assert (booking.ledger.trades, booking.ledger.fees_paid) == (1, 1.25)


def test_an_open_position_counts_at_the_price_and_has_paid_its_entry_fee():
    ledger = Ledger.opened(1_000.0).after([BOUGHT]).ledger
    assert ledger.balance == 999.5
    assert ledger.equity(101.0) == 1_001.5
    assert ledger.fees_paid == 0  # of closed trades only


def test_an_exit_in_parts_closes_the_trade_with_its_last_part():
    half = replace(SOLD, quantity=1.0, fee=0.25)
    rest = replace(half, trade_id="3", price=120.0)
    first = Ledger.opened(1_000.0).after([BOUGHT, half])
    assert first.trades == ()
    assert first.ledger.round_trip.quantity == 1.0
    booking = first.ledger.after([rest])
    (trade,) = booking.trades
    assert (trade.quantity, trade.exit_price, trade.pnl) == (2.0, 115.0, 29.0)
    assert booking.ledger.balance == 1_029.0


def test_a_fill_that_no_position_explains_is_refused():
    with pytest.raises(StateError, match="need a position for the exit 2"):
        Ledger.opened(1_000.0).after([SOLD])
    with pytest.raises(StateError, match=r"or exit at most that much, was a sell of 3\.0"):
        Ledger.opened(1_000.0).after([BOUGHT, replace(SOLD, quantity=3.0)])
    with pytest.raises(StateError, match=r"need fills that add to the LONG of 2\.0"):
        Ledger.opened(1_000.0).after([BOUGHT, replace(SOLD, exit_reason=None)])


@st.composite
def round_trips(draw, amounts, *, parts=3):
    """Fills of round trips one after another, each in up to so many entries and exits."""
    fills: list[Fill] = []
    for sign in draw(st.lists(st.sampled_from([1, -1]), min_size=1, max_size=5)):
        quantities = draw(st.lists(amounts, min_size=1, max_size=parts))
        entries = [(sign, quantity, None) for quantity in quantities]
        exits = [(-sign, quantity, ExitReason.SIGNAL) for quantity in reversed(quantities)]
        for side, quantity, reason in entries + exits:
            fills.append(
                fill(
                    len(fills),
                    Side.of_sign(side),
                    quantity,
                    draw(amounts),
                    draw(amounts),
                    exit_reason=reason,
                )
            )
    cut = draw(st.integers(0, len(fills)))
    return fills[:cut]


DECIMALS = st.decimals("0.0001", "1000", places=4, allow_nan=False)
QUARTERS = st.integers(1, 4_000).map(lambda number: number / 4)  # quantities that add up exactly


def cash_of(fills) -> Decimal | float:
    """By another route than the ledger: buys pay, sells earn, fees are paid."""
    return -sum(each.side.sign * each.quantity * each.price + each.fee for each in fills)


@given(round_trips(QUARTERS))
def test_cash_and_position_less_fees_are_what_the_fills_moved(fills):
    ledger = Ledger.opened(1_000.0).after(fills).ledger
    held = sum(each.side.sign * each.quantity for each in fills)
    position = ledger.round_trip
    assert held == (0 if position is None else position.direction.sign * position.quantity)
    assert ledger.equity(50.0) == pytest.approx(1_000 + cash_of(fills) + held * 50.0, abs=1e-4)


@given(round_trips(DECIMALS))
def test_decimal_fills_in_any_parts_are_booked_to_the_last_digit(fills):
    booking = Ledger.opened(Decimal(1_000)).after(fills)
    ledger, held = booking.ledger, sum(each.side.sign * each.quantity for each in fills)
    assert ledger.equity(50.25) == 1_000 + cash_of(fills) + held * Decimal("50.25")
    if ledger.round_trip is None:
        assert ledger.balance == 1_000 + cash_of(fills)
        assert ledger.fees_paid == sum((each.fee for each in fills), Decimal(0))
        pnl = sum(trade.pnl for trade in booking.trades)
        assert float(ledger.balance) == pytest.approx(1_000 + pnl, rel=1e-9, abs=1e-6)


def test_records_of_exact_books_hold_numbers():
    bought = replace(BOUGHT, quantity=Decimal(3), price=Decimal("0.1"), fee=Decimal("0.01"))
    sold = replace(SOLD, quantity=Decimal(3), price=Decimal("0.2"), fee=Decimal("0.02"))
    (trade,) = Ledger.opened(Decimal(1)).after([bought, sold]).trades
    assert [type(each) for each in (trade.pnl, trade.pnl_pct, trade.fees)] == [float] * 3
    assert trade.pnl == 0.27


@given(round_trips(QUARTERS), st.data())
def test_fills_delivered_twice_count_once(fills, data):
    again = data.draw(st.lists(st.sampled_from(fills), max_size=5)) if fills else []
    once = Ledger.opened(1_000.0).after(fills)
    assert once.ledger.after(again).ledger == once.ledger
    doubled = [each for fill in fills for each in (fill, fill)]
    assert Ledger.opened(1_000.0).after(doubled) == once


@given(round_trips(QUARTERS), st.integers(0, 30))
def test_fills_in_two_deliveries_come_to_the_same_balance(fills, cut):
    first = Ledger.opened(1_000.0).after(fills[:cut])
    second = first.ledger.after(fills[cut:])
    whole = Ledger.opened(1_000.0).after(fills)
    assert second.ledger.balance == whole.ledger.balance
    assert (*first.trades, *second.trades) == whole.trades
