"""The front of return against drawdown as text."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.reports.formats import number, significant

MOST_LINES = 12


def front_lines(front: Sequence[Mapping[str, Any]]) -> list[str]:
    """A line for each config of the front, by falling return, evenly left out where there are many;
    the chosen one is marked and never left out. [] without a front.
    """
    if not front:
        return []
    step = max(1, -(-len(front) // MOST_LINES))
    shown = [
        config for number, config in enumerate(front) if config["chosen"] or number % step == 0
    ]
    left_out = len(front) - len(shown)
    lines = ["    return %  drawdown %     score   (no config beats one of these in both)"]
    lines += [
        f"  {'>' if config['chosen'] else ' '} {_two_decimals(config['total_pnl_pct']):>8}"
        f"{_two_decimals(config['max_drawdown_pct']):>12}{significant(config['score']):>10}"
        for config in shown
    ]
    if left_out:
        lines.append(f"    and {left_out} between them (--json has all)")
    return lines


def _two_decimals(value: float) -> str:
    return number(value, 2, grouped=False)
