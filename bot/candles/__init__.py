"""Candles: the checked frame and the plain arrays, cleaning, gaps, resampling."""

from bot.candles.arrays import CandleArrays, candle_ns
from bot.candles.checked_frame import COLUMNS, PRICES
from bot.candles.cleaning import clean_candles, without_gap_sentences
from bot.candles.resampling import resampled
from bot.candles.timeframes import drop_unfinished, infer_timeframe, refuse_other_timeframe

__all__ = [
    "COLUMNS",
    "PRICES",
    "CandleArrays",
    "candle_ns",
    "clean_candles",
    "drop_unfinished",
    "infer_timeframe",
    "refuse_other_timeframe",
    "resampled",
    "without_gap_sentences",
]
