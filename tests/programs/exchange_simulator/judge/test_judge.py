"""What the truth says about a client, on histories small enough to judge by eye."""

from decimal import Decimal

from bot.programs.exchange_simulator.faults import Fault, FaultKind
from bot.programs.exchange_simulator.judge.duplicates import duplicates
from bot.programs.exchange_simulator.judge.positions import positions
from bot.programs.exchange_simulator.judge.protection import unprotected
from tests.support.simulated_exchange import QUIET

D = Decimal


def seconds(simulator, dust: str = "0.001") -> list[tuple[float, float]]:
    """Unprotected stretches in seconds from the simulator's beginning."""
    first = simulator.exchange.setup.first_moment()
    return [
        ((each.begin - first) / 1000, (each.end - first) / 1000)
        for each in unprotected(simulator.truth(), "BTCUSDT", D(dust))
    ]


def test_a_position_is_the_sum_of_its_fills_less_fees_and_without_other_hands(start, signed):
    simulator = start(QUIET)
    client = signed(simulator)
    client.buy("2")
    client.order(side="SELL", type="MARKET", quantity="0.5")
    simulator.expect(Fault(kind=FaultKind.FOREIGN_ORDER, symbol="BTCUSDT", quantity=D(1)))
    assert positions(simulator.truth()) == {"BTCUSDT": D("1.498")}


def test_an_intent_that_was_ordered_twice_is_named(start, signed):
    client = signed(simulator := start())
    for client_id in ("atl-1-a", "atl-1-b", "atl-2-a", "atl-1-a"):
        client.buy("0.1", newClientOrderId=client_id)
    truth = simulator.truth()
    assert duplicates(truth) == ["atl-1-a"]
    assert duplicates(truth, lambda client_id: client_id[:5]) == ["atl-1"]
    assert duplicates(truth, lambda client_id: None) == []


def test_a_position_is_unprotected_until_its_stop_rests(start, signed):
    client = signed(simulator := start(QUIET, QUIET))
    simulator.advance(5)
    client.buy("1")
    simulator.advance(3)
    client.protect("0.999", "110", "90")
    simulator.advance(60)
    assert seconds(simulator) == [(5.0, 8.0)]


def test_a_stop_that_is_cancelled_or_too_small_leaves_it_unprotected(start, signed):
    client = signed(simulator := start(QUIET, QUIET, QUIET))
    client.buy("1")
    client.protect("0.5", "110", "90")
    simulator.advance(10)
    client.protect("0.499", "110", "90")
    simulator.advance(10)
    client.ask("DELETE", "/api/v3/openOrders", symbol="BTCUSDT")
    simulator.advance(10)
    client.order(side="SELL", type="MARKET", quantity="0.999")
    assert seconds(simulator) == [(0.0, 10.0), (20.0, 30.0)]


def test_a_stop_that_fills_ends_the_position_and_dust_needs_none(start, signed):
    client = signed(simulator := start((100, 100, 80, 90, 1), QUIET))
    client.buy("1.005")
    client.protect("1.003", "110", "90")
    simulator.advance(60)
    assert positions(simulator.truth()) == {"BTCUSDT": D("0.000995")}
    assert seconds(simulator) == []
    assert len(seconds(simulator, dust="0")) == 1


def test_the_verdict_is_told_over_http(start, signed):
    client = signed(simulator := start(QUIET))
    client.buy("1", newClientOrderId="atl-1")
    simulator.advance(30)
    told = client.http.get("/sim/verdict?dust=0.001").json()
    assert told["positions"] == {"BTCUSDT": "0.99900000"}
    assert told["unprotected"][0]["seconds"] == 30.0
    assert (told["duplicates"], told["violations"]) == ([], 0)
    assert client.http.get("/sim/verdict?dust=some").status_code == 400


def test_the_ledger_over_http_is_the_whole_truth(start, signed):
    client = signed(simulator := start())
    client.buy("1", newClientOrderId="atl-1")
    told = client.http.get("/sim/ledger").json()
    assert told == simulator.truth()
    assert told["orders"][0]["client_id"] == told["requests"][0]["client_id"] == "atl-1"
    assert told["balances"]["BTC"] == {"free": "0.99900000", "locked": "0"}
    assert client.http.get("/sim/ledger?requests=no").json()["requests"] == []
