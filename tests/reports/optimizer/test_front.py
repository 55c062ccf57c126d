"""The front as text."""

from bot.reports.optimizer.front import MOST_LINES, front_lines


def front(count, chosen):
    return [
        {
            "total_pnl_pct": float(count - n),
            "max_drawdown_pct": float(count - n) / 2,
            "score": 1.0 + n,
            "chosen": n == chosen,
        }
        for n in range(count)
    ]


def test_a_line_for_each_config_and_a_mark_before_the_chosen_one():
    assert front_lines(front(2, chosen=1)) == [
        "    return %  drawdown %     score   (no config beats one of these in both)",
        "        2.00        1.00         1",
        "  >     1.00        0.50         2",
    ]


def test_many_are_left_out_evenly_but_never_the_chosen_one():
    lines = front_lines(front(100, chosen=50))
    assert len(lines) <= MOST_LINES + 3
    assert [line for line in lines if line.startswith("  >")] == [
        "  >    50.00       25.00        51"
    ]
    assert lines[-1] == f"    and {100 - (len(lines) - 2)} between them (--json has all)"


def test_without_a_front_there_is_no_line():
    assert front_lines([]) == []
