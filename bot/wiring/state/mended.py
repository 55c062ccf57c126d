"""What was mended on the volume is told, and kept until a person has seen it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.domain import MendedStore
from bot.domain.errors import StateError


def keep_mended(
    mended: MendedStore,
    notes: Sequence[str],
    tell: Callable[[str], None],
    *,
    symbol: str | None = None,
) -> None:
    """Tell what was mended, and keep it until a person has seen it; what refuses that is told."""
    for note in notes:
        tell(note)
    try:
        mended.add(notes, datetime.now(UTC), symbol=symbol)
    except StateError as error:
        tell(f"what was mended is told this once, since it cannot be kept: {error}")
