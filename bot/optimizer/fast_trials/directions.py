"""The decisions of a trial as two sets of rows, many rows side by side.

Everything here is a shortcut to the direction of decide_row, and tests hold it equal, row by row.
Where an estimate of the AI's lean is too near to a threshold to be sure, decide_row is asked.
"""

import math
from typing import NamedTuple

import numpy as np

from bot.ai import (
    EMA_GAP_SCALE_PCT,
    EMA_GAP_WEIGHT,
    FLAT_BASE,
    MACRO_MULTIPLIER,
    MOMENTUM_SCALE_PCT,
    MOMENTUM_WEIGHT,
    RSI_SCALE,
    RSI_WEIGHT,
    VOLATILITY_SCALE_PCT,
    VOLATILITY_WEIGHT,
    damped,
)
from bot.arrays import FloatArray
from bot.backtesting import Directions
from bot.compiled import ROWS_A_WORD, RowSet, compiled, lowest_bit
from bot.decide import DecisionRows, DecisionTerms, decide_row, technical_after_macro
from bot.strategy import have_values

NEAR = 1e-6
"""Leans nearer than this to a threshold are decided by decide_row: a hundred times the estimate's
error, and far more than what rounding moves."""
_WORD = np.uint64(ROWS_A_WORD)
_ONE = np.uint64(1)
_LAST_SCALE = 32.0
_PART = 1.0 / 64.0


class Screen(NamedTuple):
    """What the AI's opinion of a row needs that no trial changes, one row per candle.

    `lean`: momentum's and macro's part of it. The AI overrides with a direction where its lean is
    beyond +-`loud`, with flat where it is within +-`quiet`, and not at all between the two.
    """

    lean: FloatArray
    loud: FloatArray
    quiet: FloatArray


@compiled
def screen_of(rows: DecisionRows, terms: DecisionTerms) -> Screen:
    """The thresholds that the softmax puts on the lean, for the policy's override confidence p.

    With u = exp(lean) and f = exp(score of flat): u / (u + 1/u + f) > p is
    (1 - p) u^2 - p f u - p > 0, and f / (u + 1/u + f) > p is 2 cosh(lean) < f (1 - p) / p; the one
    that overrides has the highest score besides. Calibrated probabilities obey other thresholds:
    there they are NaN, so that no row is sure and decide_row is asked of every one.
    """
    size = rows.close.size if terms.ai_enabled else 0
    lean, loud, quiet = np.empty(size), np.empty(size), np.empty(size)
    p = terms.ai_override_confidence
    for t in range(size):
        lean[t] = (
            MOMENTUM_WEIGHT * damped(rows.momentum_pct[t], MOMENTUM_SCALE_PCT)
            + MACRO_MULTIPLIER * rows.macro_lean[t]
        )
        volatility_pct = rows.deviation[t] / rows.close[t] * 100.0
        still = FLAT_BASE + VOLATILITY_WEIGHT * damped(volatility_pct, VOLATILITY_SCALE_PCT)
        flat = math.exp(still)
        root = math.sqrt((p * flat) ** 2 + 4.0 * p * (1.0 - p))
        loud[t] = max(still, math.log((p * flat + root) / (2.0 * (1.0 - p))))
        quiet[t] = min(still, math.acosh(max(1.0, 0.5 * flat * (1.0 - p) / p)))
    if terms.calibration.is_used:
        loud[:] = math.nan
        quiet[:] = math.nan
    return Screen(lean, loud, quiet)


@compiled
def _fading(x: float) -> float:
    """exp(-x) for x >= 0, at most 1.1e-8 off; arithmetic alone, so that many rows go at once.

    exp(-x / 64) by its first five terms, squared six times.
    """
    y = (x if x < _LAST_SCALE else _LAST_SCALE) * _PART
    power = 1.0 - y * (1.0 - y * (0.5 - y * (1.0 / 6.0 - y * (1.0 / 24.0))))
    power *= power
    power *= power
    power *= power
    power *= power
    power *= power
    return power * power


@compiled
def _damped_nearly(value: float, scale: float) -> float:
    size = 1.0 - _fading(abs(value) * (1.0 / scale))
    return size if value > 0.0 else -size


@compiled
def _goes(
    fast: float,
    slow: float,
    rsi: float,
    deviation: float,
    lean: float,
    terms: DecisionTerms,
    wanted: int,
) -> bool:
    """Whether the decision of a row without AI is `wanted` (+1 or -1)."""
    direction, confidence = technical_after_macro(fast, slow, rsi, deviation, lean, terms)
    return (direction == wanted) & (not confidence < terms.min_confidence)


@compiled
def technical_rows(
    fast: FloatArray,
    slow: FloatArray,
    rsi: FloatArray,
    rows: DecisionRows,
    terms: DecisionTerms,
    wanted: int,
    out: RowSet,
) -> None:
    """The rows where the decision without AI is `wanted` (+1 or -1), into `out`."""
    deviation, lean = rows.deviation, rows.macro_lean
    whole = np.uint64(fast.size) // _WORD
    for n in range(whole):
        word = np.uint64(0)
        for k in range(_WORD):
            t = n * _WORD + k
            goes = _goes(fast[t], slow[t], rsi[t], deviation[t], lean[t], terms, wanted)
            word |= np.uint64(goes) << k
        out[n] = word
    word = np.uint64(0)
    for k in range(np.uint64(fast.size) % _WORD):
        t = whole * _WORD + k
        goes = _goes(fast[t], slow[t], rsi[t], deviation[t], lean[t], terms, wanted)
        word |= np.uint64(goes) << k
    out[whole] = word


@compiled
def whole_rows(
    fast: FloatArray,
    slow: FloatArray,
    rsi: FloatArray,
    rows: DecisionRows,
    screen: Screen,
    terms: DecisionTerms,
    out: Directions,
) -> None:
    """The rows of +1 and of -1 of the whole decision, into `out`."""
    trusted = terms.ai_override_confidence >= terms.min_confidence
    size = np.uint64(fast.size)
    for first in range(np.uint64(0), size, _WORD):
        longs = shorts = unsure = np.uint64(0)
        for k in range(min(_WORD, size - first)):
            t = first + k
            defined = have_values(fast[t], slow[t], rsi[t], rows.deviation[t])
            direction, confidence = technical_after_macro(
                fast[t], slow[t], rsi[t], rows.deviation[t], rows.macro_lean[t], terms
            )
            stands = not confidence < terms.min_confidence
            gap_pct = (fast[t] - slow[t]) / slow[t] * 100.0
            lean = (
                screen.lean[t]
                + EMA_GAP_WEIGHT * _damped_nearly(gap_pct, EMA_GAP_SCALE_PCT)
                + RSI_WEIGHT * _damped_nearly(rsi[t] - 50.0, RSI_SCALE)
            )
            far = abs(lean)
            loud = trusted & (far > screen.loud[t] + NEAR)
            quiet = trusted & (far < screen.quiet[t] - NEAR)
            between = (far > screen.quiet[t] + NEAR) & (far < screen.loud[t] - NEAR)
            sure = (loud | quiet | between) & (gap_pct == gap_pct)
            goes_long = (loud & (lean > 0.0)) | (between & stands & (direction > 0))
            goes_short = (loud & (lean < 0.0)) | (between & stands & (direction < 0))
            longs |= np.uint64(defined & sure & goes_long) << k
            shorts |= np.uint64(defined & sure & goes_short) << k
            unsure |= np.uint64(defined & (not sure)) << k
        while unsure != 0:
            k = lowest_bit(unsure)
            unsure &= unsure - _ONE
            t = first + k
            direction, _, _ = decide_row(
                rows.close[t],
                fast[t],
                slow[t],
                rsi[t],
                rows.deviation[t],
                rows.momentum_pct[t],
                rows.macro_lean[t],
                terms,
            )
            longs |= np.uint64(direction > 0) << k
            shorts |= np.uint64(direction < 0) << k
        out.longs[first // _WORD], out.shorts[first // _WORD] = longs, shorts
