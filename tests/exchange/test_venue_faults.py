"""Faults of an exchange, and what its ledger holds afterwards."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.errors import OrderRefused, OutcomeUnknown, RateLimited, Refusal
from bot.domain.orders import OrderState
from bot.programs.exchange_simulator.faults import Fault, FaultKind
from bot.programs.exchange_simulator.simulator import Simulator
from tests.exchange.binance.rehearsal import SYMBOL, Rehearsal, buy, protect
from tests.support.simulated_exchange import QUIET, setup

ORDER, OCO = "/api/v3/order", "/api/v3/orderList/oco"
LOST = [
    {"kind": FaultKind.NO_ANSWER},
    {"kind": FaultKind.CLOSE},
    {"kind": FaultKind.CUT},
    {"kind": FaultKind.GARBAGE},
    {"kind": FaultKind.EMPTY},
    {"kind": FaultKind.STATUS, "status": 502},
    {"kind": FaultKind.REFUSE, "code": -1000},
    {"kind": FaultKind.REFUSE, "code": -1001},
    {"kind": FaultKind.REFUSE, "code": -1006},
    {"kind": FaultKind.REFUSE, "code": -1007},
]


@pytest.fixture
def rehearsal() -> Iterator[Rehearsal]:
    with Simulator(setup(*[QUIET] * 3)) as simulator:
        rehearsal = Rehearsal(simulator)
        yield rehearsal
        rehearsal.session.close()


def requests(rehearsal: Rehearsal, method: str, path: str) -> int:
    records = rehearsal.simulator.requests
    return sum((each.method, each.path) == (method, path) for each in records)


@pytest.mark.parametrize("carried_out", [True, False])
@pytest.mark.parametrize("lost", LOST, ids=lambda lost: str(lost.get("code") or lost["kind"]))
def test_whether_a_lost_order_was_carried_out_is_learned_by_its_id(
    rehearsal: Rehearsal, lost: dict[str, Any], carried_out: bool
) -> None:
    rehearsal.venue.rules(SYMBOL)
    fault = Fault(method="POST", path=ORDER, carried_out=carried_out, **lost)
    rehearsal.simulator.expect(fault)
    with pytest.raises(OutcomeUnknown):
        buy(rehearsal)
    report = rehearsal.venue.order(SYMBOL, "atl-e1")
    assert (report is not None) == carried_out
    assert len(rehearsal.simulator.fills) == carried_out
    assert requests(rehearsal, "POST", ORDER) == 1


@pytest.mark.parametrize("carried_out", [True, False])
@pytest.mark.parametrize("lost", LOST, ids=lambda lost: str(lost.get("code") or lost["kind"]))
def test_whether_a_lost_pair_or_cancel_was_carried_out_is_seen_in_what_rests(
    rehearsal: Rehearsal, lost: dict[str, Any], carried_out: bool
) -> None:
    buy(rehearsal)
    rehearsal.simulator.expect(Fault(method="POST", path=OCO, carried_out=carried_out, **lost))
    with pytest.raises(OutcomeUnknown):
        protect(rehearsal)
    assert len(rehearsal.venue.open_orders(SYMBOL)) == (2 if carried_out else 0)
    if not carried_out:
        protect(rehearsal)
    rehearsal.simulator.expect(Fault(method="DELETE", path=ORDER, carried_out=carried_out, **lost))
    with pytest.raises(OutcomeUnknown):
        rehearsal.venue.cancel(SYMBOL, "atl-s1")
    assert len(rehearsal.venue.open_orders(SYMBOL)) == (0 if carried_out else 2)
    assert requests(rehearsal, "DELETE", ORDER) == 1


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        (-1013, Refusal.FILTER),
        (-2010, Refusal.INSUFFICIENT_BALANCE),
        (-2015, Refusal.PERMISSION),
        (-1022, Refusal.PERMISSION),
    ],
)
def test_a_refusal_leaves_nothing_on_the_exchange(
    rehearsal: Rehearsal, code: int, refusal: Refusal
) -> None:
    rehearsal.simulator.expect(Fault(kind=FaultKind.REFUSE, code=code, method="POST", path=ORDER))
    with pytest.raises(OrderRefused) as caught:
        buy(rehearsal)
    assert caught.value.refusal is refusal
    assert rehearsal.simulator.orders == []


def test_a_clock_that_was_skewed_is_measured_anew_and_the_order_sent_once(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.venue.advance()
    rehearsal.simulator.expect(Fault(kind=FaultKind.CLOCK_SKEW, skew=20.0, seconds=600))
    assert buy(rehearsal).state is OrderState.FILLED
    assert rehearsal.venue.clock_error == pytest.approx(20.0, abs=1.0)
    assert len(rehearsal.simulator.fills) == 1
    rehearsal.venue.advance()
    assert rehearsal.venue.clock_error < 1.0


@pytest.mark.parametrize("status", [418, 429])
@pytest.mark.parametrize(
    "meets",
    [lambda each: buy(each), lambda each: each.venue.quote(SYMBOL), lambda each: each.venue.now()],
)
def test_no_request_is_made_in_a_silence_whatever_met_it(
    rehearsal: Rehearsal, status: int, meets: Callable[[Rehearsal], Any]
) -> None:
    rehearsal.simulator.expect(Fault(kind=FaultKind.LIMIT, status=status, retry_after=20))
    with pytest.raises(RateLimited):
        meets(rehearsal)
    for _ in range(19):
        rehearsal.sleep(1)
        with pytest.raises(RateLimited, match="nothing is sent"):
            buy(rehearsal)
    rehearsal.sleep(1)
    rehearsal.venue.advance()
    buy(rehearsal)
    assert rehearsal.simulator.exchange.limits.violations == 0


def test_a_market_order_that_ends_filled_in_part_tells_how_much(rehearsal: Rehearsal) -> None:
    partial = Fault(kind=FaultKind.PARTIAL_FILL, symbol="BTCUSDT", share=Decimal("0.4"))
    rehearsal.simulator.expect(partial)
    report = buy(rehearsal)
    assert (report.state, report.filled) == (OrderState.CANCELED, Decimal("0.4"))
    assert sum(fill.quantity for fill in report.fills) == Decimal("0.4")
    assert tuple(rehearsal.venue.fills_of(SYMBOL, report.venue_order_id)) == report.fills


@pytest.mark.parametrize("kind", [FaultKind.REPEATED_TRADES, FaultKind.SHUFFLED_TRADES])
def test_fills_that_come_twice_or_out_of_order_have_their_own_ids(
    rehearsal: Rehearsal, kind: FaultKind
) -> None:
    report = buy(rehearsal)
    rehearsal.simulator.expect(Fault(kind=kind))
    fills = rehearsal.venue.fills_of(SYMBOL, report.venue_order_id)
    ids = [int(fill.trade_id) for fill in fills]
    assert ids == sorted(ids)
    assert set(fills) == set(report.fills)
