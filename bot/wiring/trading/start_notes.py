"""What a person is to know of a start: what was mended, until it was seen, and what holds now."""

from collections.abc import Sequence

from structlog.typing import FilteringBoundLogger

from bot.domain import MendedStore
from bot.domain.errors import StateError
from bot.wiring.state import keep_mended


class StartNotes:
    """The sentences that every state of a symbol shows, from its start on.

    What was mended is kept on the volume, and shown until a person has seen it; `holding` is shown
    as long as this run lasts. The primary symbol shows what concerns no symbol, too, and what
    concerns the `untraded`, whose states nobody looks at.
    """

    def __init__(
        self,
        mended: MendedStore,
        symbol: str,
        *,
        is_primary: bool,
        untraded: Sequence[str] = (),
    ) -> None:
        self._mended = mended
        self._symbols = (symbol, None) if is_primary else (symbol,)
        self._untraded = untraded if is_primary else ()
        self.holding: list[str] = []

    def __call__(self) -> tuple[str, ...]:
        """The sentences as they are now."""
        try:
            unseen = self._unseen()
        except StateError as error:
            unseen = (str(error),)
        hint = (self._mended.until_seen,) if unseen else ()
        return *unseen, *hint, *self.holding

    def _unseen(self) -> tuple[str, ...]:
        others = (
            f"{symbol}, which is not traded now: {note}"
            for symbol in self._untraded
            for note in self._mended.unseen(symbol)
        )
        return *self._mended.unseen(*self._symbols), *others


def log_mended(
    mended: MendedStore,
    notes: Sequence[str],
    log: FilteringBoundLogger,
    *,
    symbol: str | None = None,
) -> None:
    """Log what was mended, and keep it until a person has seen it."""
    of_symbol = log if symbol is None else log.bind(symbol=symbol)
    keep_mended(
        mended,
        notes,
        lambda note: of_symbol.warning("state mended", note=note),
        symbol=symbol,
    )
