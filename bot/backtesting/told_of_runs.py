"""What is to be told of a run, whoever ran it."""

from bot.arrays import FloatArray
from bot.backtesting.quiet_fills import quiet_fill_notes
from bot.backtesting.ruin import ruin_notes
from bot.candles import CandleArrays
from bot.rules import TradeArray


def run_notes(candles: CandleArrays, trades: TradeArray, equity: FloatArray) -> list[str]:
    """Sentences on fills without volume and on a ruined account; trades have rows of `candles`."""
    return [*quiet_fill_notes(candles, trades), *ruin_notes(candles, equity)]
