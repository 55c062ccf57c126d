"""What make bench says of a cycle: its costs taken apart, from bots that really trade."""

import time

import numpy as np
import pytest

from benchmarks.cycles.lines import against_paper, bars, figures
from benchmarks.cycles.many_symbols import ORDERS, PAPER
from benchmarks.cycles.measured_bot import Costs
from benchmarks.cycles.measuring import Measured, measured
from benchmarks.cycles.wire import order_delays


class Source:
    def page(self):
        pass

    def fetch(self):
        self.page()


class Bot:
    def cycle(self):
        Source().fetch()

    def keep(self):
        pass


def test_what_a_cycle_asks_outside_is_no_cost_of_its_own_and_counts_once(monkeypatch):
    for owner, names in ((Source, ("page", "fetch")), (Bot, ("cycle", "keep"))):
        for name in names:
            monkeypatch.setattr(owner, name, getattr(owner, name))  # put back afterwards
    costs = Costs((Bot, "cycle"), (Bot, "keep"), [(Source, "page"), (Source, "fetch")])
    seconds = iter([0.0, 1.0, 5.0, 10.0, 20.0, 22.0, 30.0, 31.0, 32.0, 34.0, 40.0, 43.0])
    monkeypatch.setattr(time, "thread_time", lambda: next(seconds))
    Source().fetch()  # before the first cycle
    for _ in range(2):
        Bot().cycle()
        Bot().keep()
    assert [cost.own for cost in costs.cycles] == [10.0 - 4.0 + 2.0, 4.0 - 1.0 + 3.0]
    assert [cost.outside for cost in costs.cycles] == [4.0, 1.0]


def measured_as(own: float, megabytes: float) -> Measured:
    costs = np.array([own] * 99 + [3 * own])
    return Measured(own=costs, outside=5 * costs, resident=int(megabytes * 1e6), orders=0)


def test_the_bars_hold_the_most_symbols_against_one_and_memory_against_a_gigabyte():
    by_symbols = {1: measured_as(2, 300), 200: measured_as(2, 310), 1000: measured_as(3, 350)}
    growth, memory, further = bars("paper", by_symbols)
    assert (growth.value, growth.holds) == (1.5, False)
    assert (memory.value, memory.holds) == (350.0, True)
    assert further.value == pytest.approx(0.05)
    values = [line.value for line in figures("paper", by_symbols)]
    assert values[:2] == [2.0, pytest.approx(2.0, abs=0.1)]
    assert values[-1] == 15.0


def test_placing_orders_may_cost_twice_what_paper_costs():
    paper, orders = {1: measured_as(2, 300)}, {1: measured_as(4.2, 300)}
    (line,) = against_paper(paper, orders)
    assert (line.value, line.holds) == (2.1, False)


@pytest.mark.e2e
@pytest.mark.parametrize("mode", [PAPER, ORDERS])
def test_a_measured_bot_decides_on_a_new_candle_in_every_cycle(mode):
    two = measured(2, warm=1, cycles=2, speed=0.0, mode=mode)
    assert len(two.own) == 4
    assert (two.own > 0).all()
    assert (two.outside > 0).all()
    assert two.resident > 50e6
    assert two.orders == (0 if mode is PAPER else 6)  # an entry each, with a stop and a target


@pytest.mark.e2e
def test_an_entry_is_sent_some_seconds_after_the_close_that_it_was_decided_at():
    delays = order_delays(1, closes=1)
    assert len(delays) == 1
    assert 0 < delays[0] < 20
