"""What is held, as /positions tells it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.account import Accounts
from api.account.positions import loss_if_stopped
from bot.domain import Action, ExitReason
from bot.rules import STOP_LOSS, Account, Terms, close_position
from tests.api.account.drawn_accounts import Step, write_account
from tests.api.conftest import NOW
from tests.support.memory import MemoryVolume
from tests.support.records import bot_state
from tests.support.small_volume import NOON, write_volume

PRICES = st.floats(0.01, 1e6)


def test_each_symbol_that_holds_something_has_a_row(serve, tmp_path):
    write_volume(tmp_path, candles=30)
    write_volume(tmp_path, symbol="ETH/USDT", candles=30, position=Action.FLAT)
    write_volume(tmp_path, symbol="SOL/USDT", candles=30, closing=ExitReason.FORCE_EXIT)
    rows = serve(tmp_path).get("/positions").json()
    assert [row["symbol"] for row in rows] == ["BTC/USDT", "SOL/USDT"]
    assert [row["closing"] for row in rows] == [None, "force_exit"]
    assert serve(tmp_path).get("/positions", params={"symbol": "ETH/USDT"}).json() == []


def test_a_row_says_where_stop_and_target_are_and_what_the_stop_would_cost(serve, tmp_path):
    write_volume(
        tmp_path,
        candles=30,
        entry_price=100.0,
        last_price=101.0,
        stop_price=98.0,
        target_price=105.0,
        quantity=2.0,
        entry_fee=0.2,
        config={"fee_pct": 0.001, "slippage_pct": 0.0},
    )
    (row,) = serve(tmp_path).get("/positions").json()
    assert row["distance_to_stop_pct"] == pytest.approx(3 / 101 * 100)
    assert row["distance_to_target_pct"] == pytest.approx(4 / 101 * 100)
    assert row["loss_if_stopped"] == pytest.approx(2 * (98 - 100) - 0.2 - 2 * 98 * 0.001)
    assert (row["direction"], row["mode"], row["stale"]) == ("LONG", "PAPER", False)


def test_a_rows_age_is_by_the_clock_that_its_candles_go_by(serve, tmp_path):
    entered = NOON - timedelta(hours=7)
    write_volume(tmp_path, candles=30, entry_time=entered, data_source="exchange")
    (row,) = serve(tmp_path).get("/positions").json()
    assert row["age_seconds"] == 7 * 3600 + (NOW - NOON).total_seconds()
    entered = NOON - timedelta(hours=2)
    write_volume(tmp_path, symbol="ETH/USDT", entry_time=entered, data_source="replay")
    (row,) = serve(tmp_path).get("/positions", params={"symbol": "ETH/USDT"}).json()
    assert row["age_seconds"] == 2 * 3600


def test_a_row_names_the_decision_right_before_the_entry(serve, tmp_path):
    entered = NOON - timedelta(hours=5)  # in a state of an older version, which names none
    write_volume(tmp_path, candles=30, entry_time=entered, entry_signal_id=None)
    (row,) = serve(tmp_path).get("/positions").json()
    assert row["signal_id"] == "BTC/USDT@2025-03-01T06:00:00Z"


def test_the_rows_unrealized_profit_adds_up_to_the_accounts(serve, tmp_path):
    for number, symbol in enumerate(("BTC/USDT", "ETH/USDT")):
        write_volume(tmp_path, symbol=symbol, candles=30, entry_fee=3.2 + number)
    rows = serve(tmp_path).get("/positions").json()
    account = serve(tmp_path).get("/performance").json()
    assert sum(row["unrealized_pnl"] for row in rows) == pytest.approx(account["unrealized_pnl"])
    assert rows[0]["unrealized_pnl"] == pytest.approx(13.4 - 3.2)


def test_without_a_known_stop_nothing_is_said_of_its_loss(serve, tmp_path):
    write_volume(tmp_path, candles=9, stop_price=None)
    (row,) = serve(tmp_path).get("/positions").json()
    assert (row["loss_if_stopped"], row["distance_to_stop_pct"]) == (None, None)


@given(
    direction=st.sampled_from([Action.LONG, Action.SHORT]),
    entry=PRICES,
    stop=PRICES,
    quantity=st.floats(1e-6, 1e3),
    fee_pct=st.floats(0, 0.01),
    slippage_pct=st.floats(0, 0.01),
)
def test_the_loss_is_what_the_rule_of_fills_makes_of_a_stop_at_its_price(
    direction, entry, stop, quantity, fee_pct, slippage_pct
):
    entry_fee = entry * quantity * fee_pct
    account = Account(0.0, direction.sign, quantity, entry, stop, 0.0, entry_fee)
    terms = Terms(1.0, 0.1, 0.1, fee_pct, slippage_pct, True, False)
    _, closed = close_position(account, STOP_LOSS, stop, terms)
    state = replace(
        bot_state(1),
        position=direction,
        entry_price=entry,
        stop_price=stop,
        quantity=quantity,
        entry_fee=entry_fee,
        config={"fee_pct": fee_pct, "slippage_pct": slippage_pct},
    )
    assert loss_if_stopped(state) == pytest.approx(closed.pnl, rel=1e-9, abs=1e-9)


def test_symbols_are_listed_with_what_each_is_and_how_old(client):
    listed = client.get("/symbols").json()
    assert [row["symbol"] for row in listed] == ["BTC/USDT", "ETH/USDT"]
    assert {(row["timeframe"], row["mode"], row["stale"]) for row in listed} == {
        ("1h", "PAPER", False)
    }


def test_a_state_is_read_again_only_where_it_changed():
    volume = MemoryVolume()
    for number in range(5):
        write_account(volume, f"C{number}/USDT", [Step(0.01, True)])
    accounts = Accounts(volume)
    first = {one.symbol: one.state for one in accounts.all()[0]}
    write_account(volume, "C3/USDT", [Step(0.01, True)])
    second = {one.symbol: one.state for one in accounts.all()[0]}
    assert [symbol for symbol in first if first[symbol] is not second[symbol]] == ["C3/USDT"]
