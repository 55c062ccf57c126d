"""One session for candles and orders: one silence, one budget, one clock, hidden keys."""

import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.domain.errors import ConfigError, ExchangeError, RateLimited, TradingLabError
from bot.exchange.ccxt_client import ExchangeClient
from bot.exchange.ccxt_session import CcxtSession
from tests.exchange.binance.answers import order
from tests.exchange.binance.laboratory import (
    KEY,
    KEYS,
    ORDER,
    SECRET,
    START,
    START_MS,
    TIME,
    Laboratory,
    buying,
    laboratory,
    protection,
)
from tests.support.processes.binance_server import BinanceServer, Fault

KLINES = "/api/v3/klines"
BAN = {"code": -1003, "msg": "Way too much request weight used; IP banned until 1659146400000."}


@pytest.fixture
def lab() -> Iterator[Laboratory]:
    with laboratory() as lab:
        yield lab


@pytest.mark.parametrize("status", [429, 418, 400])
def test_after_a_limit_met_by_candles_no_order_is_sent_and_the_other_way_round(
    lab: Laboratory, status: int
) -> None:
    candles = ExchangeClient.of(lab.session)
    lab.server.answer("POST", ORDER, order("atl-e1"))
    limited = Fault(status=status, body=BAN, headers={"Retry-After": "30"})
    lab.server.fail(KLINES, limited)
    with pytest.raises(RateLimited):
        candles.fetch_ohlcv("BTC/USDT", "1h", 5)
    count = len(lab.server.calls)
    lab.seconds += 29
    for refused in (
        lambda: lab.venue.send(buying()),
        lab.venue.balances,
        lab.venue.advance,
        lab.venue.reload_rules,
        lambda: candles.fetch_ohlcv("ETH/USDT", "1h", 5),
    ):
        with pytest.raises(RateLimited, match="nothing is sent for another 1 s"):
            refused()
    assert len(lab.server.calls) == count
    lab.seconds += 1
    lab.venue.send(buying())
    lab.server.fail(ORDER, limited)
    with pytest.raises(RateLimited):
        lab.venue.send(buying())
    with pytest.raises(RateLimited):
        candles.fetch_ohlcv("BTC/USDT", "1h", 5)


@pytest.mark.parametrize(
    ("pause_seconds", "slept"), [(60.0, [0.5, 1.0]), (0.3, [0.3, 0.3]), (0.0, [0.1, 0.1])]
)
def test_between_two_attempts_is_no_longer_pause_than_between_two_cycles(
    pause_seconds: float, slept: list[float]
) -> None:
    with laboratory(pause_seconds=pause_seconds) as lab:
        lab.server.fail(TIME, *[Fault(hang_up=True)] * 2)
        lab.venue.advance()
    assert lab.slept == slept


def test_a_silence_survives_a_restart() -> None:
    with laboratory() as lab:
        lab.server.fail(TIME, Fault(status=418, body=BAN, headers={"Retry-After": "120"}))
        with pytest.raises(RateLimited):
            lab.venue.advance()
        until = lab.silences[-1]
    assert until == START + timedelta(seconds=120)
    with laboratory(silent_until=until) as restarted:
        for refused in (
            restarted.venue.now,
            lambda: ExchangeClient.of(restarted.session).fetch_ohlcv("BTC/USDT", "1h", 5),
        ):
            with pytest.raises(RateLimited):
                refused()
        assert restarted.server.calls == []
        restarted.seconds += 120
        restarted.venue.now()


@pytest.mark.parametrize(("code", "seconds"), [(-1015, 10), (-1003, 60)])
def test_a_limit_that_names_no_moment_is_kept_for_the_span_that_is_counted(
    lab: Laboratory, code: int, seconds: int
) -> None:
    lab.server.fail(ORDER, Fault(status=429, body={"code": code, "msg": "Too many."}))
    with pytest.raises(RateLimited):
        lab.venue.send(buying())
    assert lab.silences == [START + timedelta(seconds=seconds)]


def test_the_weight_of_a_minute_is_the_exchanges_and_orders_keep_the_last_fifth() -> None:
    with laboratory(patience_seconds=1.0) as lab:
        limits = [
            {"rateLimitType": "ORDERS", "interval": "SECOND", "intervalNum": 10, "limit": 1},
            {
                "rateLimitType": "REQUEST_WEIGHT",
                "interval": "MINUTE",
                "intervalNum": 1,
                "limit": 100,
            },
        ]
        markets = lab.server.markets
        info = {"serverTime": START_MS, "rateLimits": limits, "symbols": markets}
        lab.server.answer("GET", "/api/v3/exchangeInfo", info)
        lab.server.answer("GET", "/api/v3/account", {"balances": []})
        lab.server.answer("POST", ORDER, order("atl-e1"))
        lab.venue.rules("BTC/USDT")  # 20
        lab.venue.balances()  # 20, and 1 for the time
        lab.venue.balances()
        with pytest.raises(RateLimited, match=r"in a minute is spent for another 60 s"):
            lab.venue.balances()
        assert lab.silences == []
        lab.venue.send(buying())
        lab.seconds += 60
        lab.venue.balances()


def test_what_an_exit_asks_for_never_waits_for_candles() -> None:
    with laboratory(patience_seconds=1.0) as lab:
        lab.venue.advance()
        lab.venue.rules("BTC/USDT")
        lab.server.answer("GET", "/api/v3/account", {"balances": []})
        quote = {"symbol": "BTCUSDT", "bidPrice": "99.9", "askPrice": "100.1"}
        lab.server.answer("GET", "/api/v3/ticker/bookTicker", quote)
        lab.server.answer("GET", ORDER, order("atl-e1"))
        lab.server.answer("GET", "/api/v3/myTrades", [])
        lab.server.fail(TIME, Fault(body={"serverTime": START_MS}, headers=used(4800)))
        lab.venue.advance()  # four fifths of the minute are spent
        with pytest.raises(RateLimited, match="in a minute is spent"):
            lab.venue.balances()
        assert lab.venue.balances(urgent=True) == {}
        assert lab.venue.quote("BTC/USDT").bid > 0
        assert lab.venue.order("BTC/USDT", "atl-e1") is not None
        assert lab.venue.fills_of("BTC/USDT", "28") == []


def test_what_the_exchange_counted_is_believed(lab: Laboratory) -> None:
    lab.server.fail(TIME, Fault(body={"serverTime": START_MS}, headers=used(5990)))
    lab.venue.advance()
    lab.venue.advance()
    assert lab.slept == [60.0]


def used(weight: int) -> dict[str, str]:
    return {"X-MBX-USED-WEIGHT-1M": str(weight)}


def test_an_exchange_that_is_down_is_asked_once_each_time_until_it_answers(lab: Laboratory) -> None:
    path = "/api/v3/account"
    lab.server.answer("GET", path, {"balances": []})
    lab.server.fail(path, *[Fault(hang_up=True)] * 5)
    for asked in (3, 4, 5):
        with pytest.raises(ExchangeError):
            lab.venue.balances()
        assert len(lab.server.asked(path)) == asked
    lab.venue.balances()
    lab.server.fail(path, *[Fault(hang_up=True)] * 2)
    lab.venue.balances()
    assert len(lab.server.asked(path)) == 9


def test_candles_and_orders_are_stamped_by_one_clock(lab: Laboratory) -> None:
    ExchangeClient.of(lab.session).advance()
    lab.server.answer("POST", ORDER, order("atl-e1"))
    lab.seconds += 1.5
    lab.venue.send(buying())
    assert int(lab.sent("POST", ORDER)[0]["timestamp"]) == START_MS + 1500
    assert len(lab.server.asked(TIME)) == 1
    assert lab.venue.clock_error == 0.0


@pytest.mark.parametrize("sandbox", [True, False])
def test_loading_and_trading_ask_the_one_address_and_no_path_of_others(
    sandbox: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with laboratory(sandbox=sandbox) as lab:
        hosts: list[str] = []
        send = lab.session.exchange.session.request

        def recorded(method: str, url: str, **named: Any) -> Any:
            hosts.append(urlsplit(url).netloc)
            return send(method, url, **named)

        monkeypatch.setattr(lab.session.exchange.session, "request", recorded)
        lab.server.answer("POST", ORDER, order("atl-e1"))
        lab.server.answer("GET", "/api/v3/account", {"balances": []})
        ExchangeClient.of(lab.session).fetch_ohlcv("BTC/USDT", "1h", 5)
        lab.venue.balances()
        lab.venue.send(buying())
        paths = {call.path for call in lab.server.calls}
    assert set(hosts) == {urlsplit(lab.server.url).netloc}
    assert paths == {TIME, "/api/v3/exchangeInfo", KLINES, "/api/v3/account", ORDER}


def test_only_requests_that_need_it_carry_the_key(lab: Laboratory) -> None:
    ExchangeClient.of(lab.session).fetch_ohlcv("BTC/USDT", "1h", 5)
    assert all("X-MBX-APIKEY" not in call.headers for call in lab.server.calls)


def test_the_sandbox_is_the_exchanges_testnet_and_another_address_goes_before_it() -> None:
    testnet = CcxtSession("binance", sandbox=True)
    assert testnet.exchange.urls["api"]["private"] == "https://testnet.binance.vision/api/v3"
    assert testnet.name == "binance testnet"
    moved = CcxtSession("binance", sandbox=True, base_url="http://127.0.0.1:9")
    assert set(map(base, moved.exchange.urls["api"].values())) == {"127.0.0.1:9"}
    with pytest.raises(ConfigError, match="need an exchange with a testnet, was kraken"):
        CcxtSession("kraken", sandbox=True)


def base(url: str) -> str:
    return urlsplit(url).netloc


def test_an_order_is_not_slowed_down_by_a_fixed_pause_and_ccxt_repeats_nothing() -> None:
    session = CcxtSession("binance", keys=KEYS)
    assert not session.exchange.enableRateLimit
    assert session.exchange.options["maxRetriesOnFailure"] == 0
    assert CcxtSession("kraken").exchange.enableRateLimit


def test_a_redirect_is_not_followed_with_a_key(lab: Laboratory) -> None:
    with BinanceServer(now=START_MS) as elsewhere:
        lab.server.fail(ORDER, Fault(status=307, headers={"Location": elsewhere.url + ORDER}))
        with pytest.raises(ExchangeError):
            lab.venue.send(buying())
        assert elsewhere.calls == []


MISHAPS = [
    Fault(delay_seconds=1.3),
    Fault(hang_up=True),
    Fault(body=order("atl-e1"), cut=True),
    Fault(status=500, body="<html>"),
    Fault(status=400, body={"code": -2010, "msg": f"{KEY} {SECRET}"}),
    Fault(status=400, body=f"you sent {KEY}, signature=abc, {SECRET}"),
    Fault(status=401, body={"code": -2015, "msg": "Invalid API-key"}),
    Fault(status=429, body=f"too much of {KEY}"),
    Fault(status=302, headers={"Location": "http://127.0.0.1:9/"}),
    Fault(body=f'"{KEY}'),
    Fault(body={"code": -1021, "msg": SECRET}),
]
REQUESTS: list[tuple[str, Callable[[Laboratory], Any]]] = [
    (ORDER, lambda lab: lab.venue.send(buying())),
    (ORDER, lambda lab: lab.venue.cancel("BTC/USDT", "atl-e1")),
    (ORDER, lambda lab: lab.venue.order("BTC/USDT", "atl-e1")),
    ("/api/v3/orderList/oco", lambda lab: lab.venue.protect(protection())),
    ("/api/v3/openOrders", lambda lab: lab.venue.open_orders("BTC/USDT")),
    ("/api/v3/account", lambda lab: lab.venue.balances()),
]


@pytest.mark.parametrize("fault", MISHAPS)
def test_keys_and_signatures_are_in_no_error_log_or_traceback(
    fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for path, request in REQUESTS:
        with laboratory() as lab:
            lab.server.fail(path, *[fault] * 3)
            with pytest.raises(TradingLabError) as caught:
                request(lab)
            shown = [shown_of(caught.value), caplog.text, repr(lab.session), repr(lab.venue)]
            refuse_canaries("\n".join(shown), lab)


def test_keys_and_signatures_are_in_no_error_where_nobody_listens(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with laboratory() as lab:
        lab.venue.rules("BTC/USDT")
        lab.venue.now()
        lab.session.exchange.urls["api"] = {
            name: "http://127.0.0.1:9/api/v3" for name in lab.session.exchange.urls["api"]
        }
        for _, request in REQUESTS:
            with pytest.raises(TradingLabError) as caught:
                request(lab)
            refuse_canaries(shown_of(caught.value) + caplog.text, lab)


def shown_of(error: BaseException) -> str:
    """Everything that a log could show of an error, what it came from included."""
    parts = ["".join(traceback.format_exception(error)), str(error), repr(error)]
    for source in (error.__cause__, error.__context__):
        if source is not None:
            parts.append(shown_of(source))
    return "\n".join(parts)


def refuse_canaries(shown: str, lab: Laboratory) -> None:
    signatures = {call.parameters.get("signature") for call in lab.server.calls} - {None}
    assert KEY not in shown
    assert SECRET not in shown
    assert [each for each in signatures if each and each in shown] == []
    assert "signature=abc" not in shown
    assert "timestamp=" not in shown
