"""What the account came to, held against the files that it is made of."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from bot.domain import CurrentMacroEvents, EquityPoint, Trade
from tests.api.account.drawn_accounts import BALANCE, START, Step, steps, write_account
from tests.support.memory import MemoryVolume
from tests.support.pages.asgi_client import AsgiClient

BTC, ETH = "BTC/USDT", "ETH/USDT"
SUMMED = (
    *("equity", "initial_balance", "total_pnl", "realized_pnl", "unrealized_pnl", "fees_paid"),
    *("today_pnl", "at_risk", "open_positions", "trades", "winners", "losers"),
)
HALF_A_CENT = 0.005


class NoEvents:
    def current(self):
        return CurrentMacroEvents(events=(), problems=(), problems_are_new=False)


def asked(volume, path, now=START + timedelta(days=6), **params):
    hosts = ["testserver"]
    client = AsgiClient(create_app(volume, NoEvents, allowed_hosts=hosts, now=lambda: now))
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def two_accounts(btc, eth):
    volume = MemoryVolume()
    write_account(volume, BTC, btc)
    write_account(volume, ETH, eth, start=START + timedelta(hours=30), price=7.0)
    return volume


drawn = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@drawn
@given(steps, steps)
def test_the_total_is_what_was_realized_and_what_was_not_and_both_are_the_files(btc, eth):
    volume = two_accounts(btc, eth)
    for symbol in (BTC, ETH):
        shown = asked(volume, "/performance", symbol=symbol)
        store = volume.reader(symbol)
        kept = list(store.stream(Trade))
        assert shown["total_pnl"] == pytest.approx(shown["realized_pnl"] + shown["unrealized_pnl"])
        assert shown["realized_pnl"] == pytest.approx(sum(one.pnl for one in kept), abs=1e-7)
        assert shown["equity"] == store.equity(1)[0].equity
        assert shown["trades"] == len(kept)
        assert shown["winners"] == sum(one.pnl > 0 for one in kept)
        assert shown["fees_paid"] >= sum(one.fees for one in kept) - 1e-9
        assert shown["complete"] is True


@drawn
@given(steps, steps)
def test_all_symbols_together_are_the_sum_of_each(btc, eth):
    volume = two_accounts(btc, eth)
    whole = asked(volume, "/performance")
    parts = [asked(volume, "/performance", symbol=symbol) for symbol in (BTC, ETH)]
    for name in SUMMED:
        assert whole[name] == pytest.approx(sum(part[name] for part in parts), abs=1e-7), name
    assert (whole["symbol"], whole["currency"]) == (None, "USDT")


@drawn
@given(steps, steps, st.sampled_from(["week", "month"]), st.sampled_from([None, BTC, ETH]))
def test_days_sum_to_weeks_and_to_months_and_all_of_them_to_the_total(btc, eth, period, symbol):
    volume = two_accounts(btc, eth)
    of = {} if symbol is None else {"symbol": symbol}
    days = asked(volume, "/performance", period="day", **of)
    longer = asked(volume, "/performance", period=period, **of)
    for name in ("pnl", "fees", "trades"):
        for one in longer["periods"]:
            inside = [day for day in days["periods"] if one["start"] <= day["start"] < one["end"]]
            assert inside
            total = sum(day[name] for day in inside)
            assert total == pytest.approx(one[name], abs=HALF_A_CENT / 1_000)
    total = sum(day["pnl"] for day in days["periods"])
    assert total == pytest.approx(days["total_pnl"], abs=HALF_A_CENT / 1_000)
    assert sum(day["trades"] for day in days["periods"]) == days["trades"]


@drawn
@given(steps, steps)
def test_a_days_pnl_is_the_change_of_the_marks_on_file(btc, eth):
    volume = two_accounts(btc, eth)
    days = asked(volume, "/performance", symbol=BTC)["periods"]
    equity = BALANCE
    points = list(volume.reader(BTC).stream(EquityPoint))
    for day in days:
        inside = [p for p in points if day["start"] < p.timestamp.isoformat()[:19] + "Z"]
        inside = [p for p in inside if p.timestamp.isoformat()[:19] + "Z" <= day["end"]]
        assert day["pnl"] == pytest.approx(inside[-1].equity - equity, abs=1e-7)
        assert day["pnl_pct"] == pytest.approx(day["pnl"] / equity * 100)
        equity = inside[-1].equity


def test_weeks_begin_on_monday_and_a_candle_that_closes_at_midnight_is_of_the_day_before():
    volume = MemoryVolume()  # 20:00 on a Wednesday, six candles of an hour and then some
    write_account(volume, BTC, [Step(0.01, number == 0) for number in range(6)])
    days = asked(volume, "/performance")["periods"]
    assert [day["start"] for day in days] == ["2025-02-26T00:00:00Z", "2025-02-27T00:00:00Z"]
    points = list(volume.reader(BTC).stream(EquityPoint))
    assert days[0]["pnl"] == pytest.approx(points[3].equity - BALANCE)
    (week,) = asked(volume, "/performance", period="week")["periods"]
    assert (week["start"], week["end"]) == ("2025-02-24T00:00:00Z", "2025-03-03T00:00:00Z")
    (month,) = asked(volume, "/performance", period="month")["periods"]
    assert (month["start"], month["end"]) == ("2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z")


def test_today_begins_at_midnight_by_the_clock():
    volume = MemoryVolume()
    write_account(volume, BTC, [Step(0.01, number == 0) for number in range(6)])
    points = list(volume.reader(BTC).stream(EquityPoint))
    today = asked(volume, "/performance", now=datetime(2025, 2, 27, 2, 1, tzinfo=UTC))
    assert today["today_pnl"] == pytest.approx(points[5].equity - points[3].equity)
    assert today["today_pnl_pct"] == pytest.approx(today["today_pnl"] / points[3].equity * 100)
    later = asked(volume, "/performance", now=datetime(2025, 2, 28, 2, 1, tzinfo=UTC))
    assert later["today_pnl"] == 0


@pytest.mark.parametrize("source", ["synthetic", "csv", "replay"])
def test_today_is_the_day_of_the_last_candle_where_candles_have_their_own_clock(source):
    volume = MemoryVolume()
    steps = [Step(0.01, number == 0) for number in range(6)]
    write_account(volume, BTC, steps, data_source=source)
    points = list(volume.reader(BTC).stream(EquityPoint))
    today = asked(volume, "/performance", now=datetime(2031, 1, 1, 12, tzinfo=UTC))
    assert today["today_pnl"] == pytest.approx(points[5].equity - points[3].equity)
    write_account(volume, ETH, steps[:4], data_source=source)  # its last one closes at midnight
    shown = asked(volume, "/performance", symbol=ETH)
    assert shown["today_pnl"] == pytest.approx(shown["total_pnl"])


def test_drawdowns_are_from_the_peak_the_initial_balance_included():
    volume = MemoryVolume()
    changes = [Step(-0.05, True), Step(0.02, False), Step(-0.01, False)]
    write_account(volume, BTC, changes)
    shown = asked(volume, "/performance")
    marks = [BALANCE, *(p.equity for p in volume.reader(BTC).stream(EquityPoint))]
    assert shown["max_drawdown_pct"] == pytest.approx((min(marks) / BALANCE - 1) * 100)
    assert shown["drawdown_pct"] == pytest.approx((marks[-1] / max(marks) - 1) * 100)


def test_without_a_state_everything_is_null_and_says_why():
    shown = asked(MemoryVolume(), "/performance")
    assert (shown["equity"], shown["periods"], shown["trades"]) == (None, [], 0)
    assert "has not completed a cycle" in shown["message"]


def test_a_loser_alone_has_no_profit_factor_to_divide_by_nothing():
    volume = MemoryVolume()
    write_account(volume, BTC, [Step(-0.05, True), Step(0.0, True)])
    shown = asked(volume, "/performance")
    assert (shown["winners"], shown["losers"], shown["win_rate"]) == (0, 1, 0)
    assert shown["profit_factor"] == 0
    assert shown["average_win"] is None
    assert not math.isnan(shown["average_loss"])


@drawn
@given(steps, steps)
def test_the_portfolios_curve_is_the_sum_of_the_marks_carried_forward(btc, eth):
    volume = two_accounts(btc, eth)
    points = asked(volume, "/portfolio/equity", max_points=10_000)
    marks = {s: list(volume.reader(s).stream(EquityPoint)) for s in (BTC, ETH)}
    stamps = sorted({p.timestamp for kept in marks.values() for p in kept})
    assert [p["timestamp"] for p in points] == [s.isoformat()[:19] + "Z" for s in stamps]
    peak = 2 * BALANCE
    for stamp, point in zip(stamps, points, strict=True):
        expected = 0.0
        for kept in marks.values():
            before = [p.equity for p in kept if p.timestamp <= stamp]
            expected += before[-1] if before else BALANCE
        peak = max(peak, expected)
        assert point["equity"] == pytest.approx(expected, abs=1e-7)
        assert point["drawdown_pct"] == pytest.approx((expected / peak - 1) * 100, abs=1e-7)
