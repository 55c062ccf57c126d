"""Fills in candles in which nobody traded."""

import numpy as np

from bot.arrays import utc_time
from bot.candles import CandleArrays
from bot.domain import rfc3339
from bot.rules import TradeArray, quiet_fill_words


def quiet_fill_notes(candles: CandleArrays, trades: TradeArray) -> list[str]:
    """A sentence where entries or exits lie in candles whose stated volume is 0.

    None where the volume is unknown (NaN), or 0 in every candle: that source states none.
    """
    quiet = candles.volume == 0.0
    if not quiet.any() or quiet.all():
        return []
    entries, exits = trades["entry_row"], trades["exit_row"]
    rows = np.concatenate([entries[quiet[entries]], exits[quiet[exits]]])
    if not len(rows):
        return []
    first = rfc3339(utc_time(int(candles.open_time[rows.min()])))
    entered, left = int(quiet[entries].sum()), int(quiet[exits].sum())
    words = quiet_fill_words(
        f"{_count(entered, 'entry', 'entries')} and {_count(left, 'exit', 'exits')} lie in candles"
        f" without volume, the first at {first}"
    )
    return [f"{words} ({int(quiet.sum())} of {len(quiet)} candles are without volume)"]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
