"""The bench of /stream holds its bars, and the exit code follows them."""

import pytest

from benchmarks.line import Line
from benchmarks.stream import __main__ as command
from benchmarks.stream.memory import MOST_GROWN_MB, Plan, Seen, stream_lines


def test_memory_that_grows_with_every_event_misses_the_bar():
    leaking = Seen(megabytes=[100.0 + 0.05 * cycle for cycle in range(1200)], share_told=1.0)
    flat = Seen(megabytes=[60.0] * 100 + [100.0, 101.0] * 550, share_told=1.0)
    assert leaking.grown > MOST_GROWN_MB
    assert flat.grown < 1.0


@pytest.mark.e2e
def test_who_reads_is_told_every_decision_while_others_take_nothing():
    plan = Plan(clients=4, stuck=1, seconds=2.0, cycle_seconds=0.1)
    memory, grown, told = stream_lines(plan)
    assert memory.value > 10
    assert (grown.bar, grown.at_most) == (MOST_GROWN_MB, True)
    assert (told.value, told.bar) == (1.0, 1.0)


@pytest.mark.parametrize("value", [MOST_GROWN_MB, MOST_GROWN_MB + 1])
def test_the_exit_code_says_whether_every_bar_holds(monkeypatch, value):
    line = Line(what="grown by", value=value, unit="MB", bar=MOST_GROWN_MB, at_most=True)
    monkeypatch.setattr(command, "stream_lines", lambda plan: [line])
    monkeypatch.setattr("sys.argv", ["stream"])
    assert command.main() == (0 if line.holds else 1)
