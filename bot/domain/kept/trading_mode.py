"""What a bot trades with."""

from enum import StrEnum


class TradingMode(StrEnum):
    """Fills on paper (REPLAY: on past candles fed as if live), a testnet's money, or real money."""

    PAPER = "PAPER"
    REPLAY = "REPLAY"
    TESTNET = "TESTNET"
    LIVE = "LIVE"

    @property
    def is_on_paper(self) -> bool:
        """Whether no order leaves the machine."""
        return self in (TradingMode.PAPER, TradingMode.REPLAY)
