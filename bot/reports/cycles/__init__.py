"""Cycles of a bot as lines for a terminal."""

from bot.reports.cycles.lines import CYCLE_HEADER, cycle_line, ending_line, held_words

__all__ = [
    "CYCLE_HEADER",
    "cycle_line",
    "ending_line",
    "held_words",
]
