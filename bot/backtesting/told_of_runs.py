"""What is to be told of a run, whoever ran it."""

from bot.arrays import FloatArray, utc_time
from bot.backtesting.quiet_fills import quiet_fill_notes
from bot.backtesting.ruin import ruin_notes
from bot.candles import CandleArrays
from bot.domain import StrategyConfig, rfc3339
from bot.rules import TradeArray, kelly_of, kelly_words


def run_notes(candles: CandleArrays, trades: TradeArray, equity: FloatArray) -> list[str]:
    """Sentences on fills without volume and on a ruined account; trades have rows of `candles`."""
    return [*quiet_fill_notes(candles, trades), *ruin_notes(candles, equity)]


def kelly_notes(config: StrategyConfig, candles: CandleArrays, trades: TradeArray) -> list[str]:
    """A sentence where a run sized by Kelly ends with nothing to stake any more."""
    returns = trades["pnl"] / (trades["quantity"] * trades["entry_price"]) * 100.0
    if kelly_of(config, returns.tolist()) != 0.0:
        return []
    at = rfc3339(utc_time(int(candles.open_time[trades["exit_row"][-1]])))
    return [f"{kelly_words(config.kelly_trades)} (the last trade closed at {at})"]
