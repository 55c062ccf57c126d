"""Macro events on file, newest first, between two moments."""

from collections.abc import Iterable
from datetime import datetime

from api.events import newest_first
from bot.domain import MacroEvent


def events_between(
    events: Iterable[MacroEvent],
    symbol: str | None,
    since: datetime | None,
    until: datetime | None,
) -> list[MacroEvent]:
    """Those that concern the symbol (None: any), published from `since` on and before `until`.

    What has no date comes last, and only where no moment is asked for.
    """
    chosen = [
        event
        for event in events
        if _is_between(event.published_at, since, until)
        and (symbol is None or event.bias_for(symbol) is not None)
    ]
    return newest_first(chosen)


def _is_between(at: datetime | None, since: datetime | None, until: datetime | None) -> bool:
    if at is None:
        return since is None and until is None
    return (since is None or at >= since) and (until is None or at < until)
