"""The bar of a question: what the API's process spends on one over a year of hours."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.line import Line
from benchmarks.rounds import best_seconds
from bot.assistant import Assistant, Records
from bot.domain import CurrentMacroEvents
from bot.state import FileVolume
from tests.support.small_volume import write_volume

YEAR_OF_HOURS = 8_760
MOST_MS = 20
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
QUESTIONS = {
    "why did you buy": "Why did you buy?",
    "what would make you sell": "What would make you sell?",
    "what is my risk": "What is my risk?",
    "how did this month go": "How did this month go?",
    "why didn't you trade last week": "Why didn't you trade last week?",
    "macro outlook, price and position": "macro outlook, price and position of bitcoin",
}


class _NoEvents:
    def current(self) -> CurrentMacroEvents:
        return CurrentMacroEvents(events=(), problems=(), problems_are_new=False)


def assistant_lines(folder: Path, rounds: int) -> list[Line]:
    """Each question in milliseconds, and the dearest one against that of a small history."""
    year, month = _assistant(folder / "year", YEAR_OF_HOURS), _assistant(folder / "month", 720)
    asked = {name: lambda text=text: year.ask(text, NOON) for name, text in QUESTIONS.items()}
    took = best_seconds(asked, rounds, time.process_time)
    dearest = max(took, key=lambda name: took[name])
    text = QUESTIONS[dearest]
    both = best_seconds(
        {"year": lambda: year.ask(text, NOON), "month": lambda: month.ask(text, NOON)},
        rounds,
        time.process_time,
    )
    return list(_lines(took, both["year"] / both["month"]))


def _lines(took: dict[str, float], growth: float) -> Iterator[Line]:
    for name, seconds in took.items():
        yield Line(
            what=f"question: {name}", value=1e3 * seconds, unit="ms", bar=MOST_MS, at_most=True
        )
    yield Line(
        what="the dearest question: a year of hours / a month",
        value=growth,
        unit="x",
        bar=1.5,
        at_most=True,
    )


def _assistant(folder: Path, candles: int) -> Assistant:
    """An assistant over a volume of that many hourly candles."""
    write_volume(folder, candles=candles, entry_time=NOON - timedelta(days=10))
    return Assistant(Records(FileVolume(folder), _NoEvents))
