"""Candles: the checked frame and the plain arrays, cleaning, gaps, resampling."""

from bot.candles.arrays import CandleArrays, candle_ns
from bot.candles.frame import (
    COLUMNS,
    PRICES,
    clean_candles,
    drop_unfinished,
    infer_timeframe,
    refuse_other_timeframe,
    without_gap_sentences,
)
from bot.candles.resampling import resampled

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
