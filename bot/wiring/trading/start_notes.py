"""What a person is to know of a start: what was mended, until it was seen, and what holds now."""

from collections.abc import Sequence
from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from bot.domain import MendedStore
from bot.domain.errors import StateError


class StartNotes:
    """The sentences that every state of a symbol shows, from its start on.

    What was mended is kept on the volume, and shown until a person has seen it; `holding` is shown
    as long as this run lasts. The primary symbol shows what concerns no symbol, too.
    """

    def __init__(self, mended: MendedStore, symbol: str, *, is_primary: bool) -> None:
        self._mended = mended
        self._symbols = (symbol, None) if is_primary else (symbol,)
        self.holding: list[str] = []

    def __call__(self) -> tuple[str, ...]:
        """The sentences as they are now."""
        try:
            unseen = self._mended.unseen(*self._symbols)
        except StateError as error:
            unseen = (str(error),)
        hint = (self._mended.until_seen,) if unseen else ()
        return *unseen, *hint, *self.holding


def keep_mended(
    mended: MendedStore,
    notes: Sequence[str],
    log: FilteringBoundLogger,
    *,
    symbol: str | None = None,
) -> None:
    """Log what was mended, and keep it until a person has seen it; what refuses that is logged."""
    for note in notes:
        log.warning("state mended", symbol=symbol, note=note)
    try:
        mended.add(notes, datetime.now(UTC), symbol=symbol)
    except StateError as error:
        log.error("not kept, what was mended", error=str(error))
