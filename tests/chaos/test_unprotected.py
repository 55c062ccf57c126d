"""Which times without a stop are held against the bot."""

from pathlib import Path

import pytest

from bot.programs.exchange_simulator.faults import Fault, FaultKind, HappenedFault
from tests.chaos.plan import MARKET, Plan
from tests.chaos.rehearsed_run import Aftermath
from tests.chaos.unprotected import longest_unprotected_ms

SECOND = 1_000


def run(*happened: HappenedFault, bare_until: float) -> Aftermath:
    """A coin bought at second 100, whose stop rests from second `bare_until` on."""
    bought = {
        "symbol": MARKET,
        "side": "BUY",
        "order_id": 1,
        "time": 100 * SECOND,
        "quantity": "1",
        "commission": "0",
        "commission_asset": "USDT",
    }
    stop = {
        "id": 2,
        "type": "STOP_LOSS_LIMIT",
        "side": "SELL",
        "symbol": MARKET,
        "origin": "client",
        "quantity": "1",
        "created": bare_until * SECOND,
        "closed": None,
    }
    entry = {**stop, "id": 1, "type": "MARKET", "side": "BUY"}
    truth = {
        "symbols": {MARKET: {"base": "BTC"}},
        "orders": [entry, stop],
        "fills": [bought],
        "now": 10_000 * SECOND,
    }
    return Aftermath(
        plan=Plan(seed=0, kills=(), faults=()),
        truth=truth,
        happened=happened,
        data_dir=Path(),
        logs="",
        kills=0,
        exit_code=0,
        deaths_ms=(),
    )


def happened(kind: FaultKind, at: float, **values: float) -> HappenedFault:
    """A fault at that second of the exchange."""
    fault = Fault(kind=kind, **values)
    return HappenedFault(fault=fault, time=round(at * SECOND), second=0.0, detail="")


def test_time_without_a_stop_counts_from_the_fill_to_the_stop():
    assert longest_unprotected_ms(run(bare_until=170)) == 70 * SECOND


def test_a_second_jump_that_is_due_inside_the_first_begins_where_that_one_ends():
    jumps = [
        happened(FaultKind.CLOCK_JUMP, 110, seconds=500),
        happened(FaultKind.CLOCK_JUMP, 200, seconds=400),
    ]
    assert longest_unprotected_ms(run(*jumps, bare_until=1_015)) == 10 * SECOND


def test_a_silence_of_the_bot_lasts_longer_where_the_exchange_jumps_meanwhile():
    faults = [
        happened(FaultKind.REFUSE, 110, code=-1015),  # ten of the bot's seconds
        happened(FaultKind.CLOCK_JUMP, 300, seconds=400),
    ]
    assert longest_unprotected_ms(run(*faults, bare_until=1_130)) == 20 * SECOND


@pytest.mark.parametrize(("skew", "counted"), [(300, 40), (-300, 340)])
def test_a_clock_told_ahead_is_waited_for_and_one_behind_is_not(skew, counted):
    skewed = happened(FaultKind.CLOCK_SKEW, 100, skew=skew, seconds=180)
    bare_until = 100 + 180 + 340
    assert longest_unprotected_ms(run(skewed, bare_until=bare_until)) == counted * SECOND
