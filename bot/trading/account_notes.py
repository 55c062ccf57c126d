"""What is told of the account and of its fills, as a backtest tells it."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain import Candle, rfc3339
from bot.rules import quiet_fill_words, ruin_words
from bot.trading.books import Ledger, plain
from bot.trading.settlement import Settlement


def ruin_at_close(ledger: Ledger, price: float, at: datetime) -> list[str]:
    """A sentence where nothing is left at the close `at`, whose price is given."""
    equity = plain(ledger.equity(price))
    return [] if equity > 0.0 else [ruin_words(equity, at)]


def quiet_settlement_notes(
    candles: Sequence[Candle], settlements: Sequence[Settlement], *, are_stated: bool
) -> list[str]:
    """A sentence for each candle with fills in it and a volume of 0, where volumes are stated."""
    return [
        quiet_fill_words(f"filled in a candle without volume at {rfc3339(candle.open_time)}")
        for candle, settlement in zip(candles, settlements, strict=True)
        if are_stated and candle.volume == 0.0 and (settlement.entry or settlement.trades)
    ]
