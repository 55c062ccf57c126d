"""Candles: the checked frame and the plain arrays, cleaning, gaps, resampling."""

from bot.candles.arrays import CandleArrays, candle_ns
from bot.candles.checked_frame import COLUMNS, PRICES, SAME_PRICE, utc_index
from bot.candles.cleaning import clean_candles, with_gaps_told, without_gap_sentences
from bot.candles.repairs import encloses
from bot.candles.resampling import resampled
from bot.candles.saturdays import saturdays_of
from bot.candles.timeframes import drop_unfinished, infer_timeframe, refuse_other_timeframe
from bot.candles.window import CandleWindow

__all__ = [
    "COLUMNS",
    "PRICES",
    "SAME_PRICE",
    "CandleArrays",
    "CandleWindow",
    "candle_ns",
    "clean_candles",
    "drop_unfinished",
    "encloses",
    "infer_timeframe",
    "refuse_other_timeframe",
    "resampled",
    "saturdays_of",
    "utc_index",
    "with_gaps_told",
    "without_gap_sentences",
]
