"""Where the candles of sources are kept."""

from typing import Protocol

from bot.domain.kept import KeptCandles, KeptStretch


class CandleStore(Protocol):
    """The kept candles of one source, symbol and timeframe; StateError as for every store.

    A kill at any instruction leaves what was kept before or after it, never something torn, and
    what is damaged on disk is never handed out.
    """

    def load(self) -> KeptCandles:
        """Everything that is kept."""
        ...

    def keep(self, stretch: KeptStretch) -> None:
        """Add a stretch; where others are kept for the same time, it replaces them."""
        ...

    def forget(self) -> None:
        """Keep nothing of it any more."""
        ...
