"""How headlines were judged: a row for each event."""

from collections.abc import Iterable, Mapping

from bot.domain import MacroEvent
from bot.reports.formats import HYPHEN, minute, number

_COLUMNS = (
    ("published (UTC)", 16),
    ("category", 12),
    ("impact", 8),
    ("sentiment", 9),
    ("actor", 20),
    ("rates", 20),
    ("assets", 32),
    ("title", 80),
)
_MOST_ASSETS = 4


def events_table(events: Iterable[MacroEvent]) -> str:
    """A line for each event below the names of the columns; texts too long for theirs are cut."""
    heads = [name for name, _ in _COLUMNS]
    lines = [_line(heads), _line([HYPHEN * width for _, width in _COLUMNS])]
    return "\n".join([*lines, *(_line(_cells(event)) for event in events)]) + "\n"


def _cells(event: MacroEvent) -> list[str]:
    return [
        minute(event.published_at) if event.published_at else HYPHEN,
        event.category,
        event.impact,
        event.sentiment,
        event.actor or HYPHEN,
        event.interest_rate_expectation or HYPHEN,
        _assets(event.assets),
        event.title,
    ]


def _assets(assets: Mapping[str, float]) -> str:
    shown = [f"{symbol} {number(bias, sign='+')}" for symbol, bias in assets.items()]
    more = ["…"] if len(shown) > _MOST_ASSETS else []
    return ", ".join(shown[:_MOST_ASSETS] + more) or HYPHEN


def _line(cells: list[str]) -> str:
    widths = [width for _, width in _COLUMNS]
    padded = (_cut(cell, width).ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _cut(text: str, width: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
