"""The running simulator: its clock, its own endpoints, what it keeps, and its end."""

import socket
from decimal import Decimal

import httpx
import pytest

from bot.programs.exchange_simulator.candle_sources import synthetic_candles
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import SimulatorSetup
from tests.support.simulated_exchange import QUIET


def test_the_clock_stands_until_it_is_moved_and_candles_may_be_added(start):
    simulator = start(QUIET)
    then = simulator.now
    assert httpx.get(f"{simulator.url}/api/v3/time").json() == {"serverTime": then}
    simulator.advance(60)
    with pytest.raises(ValueError, match="need candles"):
        simulator.advance(1)
    simulator.exchange.market.strips["BTC/USDT"].append(QUIET)
    simulator.advance(1)
    assert simulator.now == then + 61_000


def test_the_clock_is_moved_over_http_as_well(start):
    simulator = start(QUIET)
    moved = httpx.post(f"{simulator.url}/sim/advance", json={"seconds": 2.5})
    assert moved.json()["now"] == simulator.now
    wrong = httpx.post(f"{simulator.url}/sim/advance", json={"seconds": -1})
    assert wrong.status_code == 400
    assert httpx.get(f"{simulator.url}/sim/unheard").status_code == 404


def test_a_running_clock_is_as_fast_as_it_is_told():
    candles = {"BTC/USDT": synthetic_candles("BTC/USDT", "1m", 1)}
    with Simulator(SimulatorSetup(candles=candles, speed=100_000.0)) as simulator:
        first = simulator.now
        while simulator.now < first + 60_000_000:  # more candles are made on the way
            pass
        path = "/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=1"
        (newest,) = httpx.get(f"{simulator.url}{path}").json()
        assert newest[0] > first + 59_000_000
        assert len(candles["BTC/USDT"]) > 3_000


def test_every_request_is_kept_with_its_answer(start, signed):
    simulator = start()
    client = signed(simulator)
    client.buy("1", newClientOrderId="atl-1")
    client.buy("99999", newClientOrderId="atl-2")
    first, second = simulator.requests
    assert (first.method, first.path, first.symbol) == ("POST", "/api/v3/order", "BTCUSDT")
    assert (first.client_id, first.is_signed, first.status, first.code) == (
        "atl-1",
        True,
        200,
        None,
    )
    assert (second.status, second.code) == (400, -2010)


def test_a_stop_fills_whether_or_not_anybody_asks(start, signed):
    simulator = start((100, 100, 80, 85, 1), balances={"BTC": Decimal(1)})
    signed(simulator).order(side="SELL", type="STOP_LOSS", quantity="1", stopPrice="90")
    simulator.advance(60)
    (fill,) = simulator.fills
    assert (fill.price, fill.quantity) == (Decimal(90), Decimal(1))
    assert simulator.exchange.engine.ledger.balance("USDT").free == Decimal("89.91")


def test_a_port_in_use_is_an_error_and_a_stopped_one_is_free_again(start):
    simulator = start()
    port = int(simulator.url.rpartition(":")[2])
    second = Simulator(simulator.exchange.setup, port=port)
    with pytest.raises(OSError, match="in use"):
        second.start()
    simulator.stop()
    with socket.socket() as free, pytest.raises(ConnectionRefusedError):
        free.connect(("127.0.0.1", port))
