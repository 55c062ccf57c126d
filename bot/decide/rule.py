"""The rule: three opinions about one candle become an action, compiled for one row and for many."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.ai import (
    UNCALIBRATED,
    PlattNumbers,
    is_quiet,
    opinion_at,
    platt_numbers,
    quiet_bounds,
)
from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.compiled import compiled
from bot.decide.observations import Observations
from bot.domain import (
    DecisionPolicy,
    StrategyConfig,
)
from bot.strategy import (
    ema,
    rsi,
    technical_at,
)

ActionArray = NDArray[np.int8]
NEVER_QUIET = (-math.inf, -math.inf)


class DecisionTerms(NamedTuple):
    """The numbers of config and policy that a decision reads, for compiled code.

    `quiet`: the bounds of features below which the AI does not reach its threshold; by default
    there are none, and so with a calibration, which may raise what the heuristic finds unlikely.
    """

    rsi_overbought: float
    rsi_oversold: float
    ai_enabled: bool
    min_confidence: float
    ai_override_confidence: float
    quiet: tuple[float, float] = NEVER_QUIET
    calibration: PlattNumbers = UNCALIBRATED


def decision_terms(config: StrategyConfig, policy: DecisionPolicy) -> DecisionTerms:
    """The numbers of a config and a policy that a decision reads."""
    is_calibrated = policy.ai_calibration is not None
    return DecisionTerms(
        config.rsi_overbought,
        config.rsi_oversold,
        policy.ai_enabled,
        policy.min_confidence,
        policy.ai_override_confidence,
        NEVER_QUIET if is_calibrated else quiet_bounds(policy.ai_override_confidence),
        platt_numbers(policy.ai_calibration),
    )


class DecisionRows(NamedTuple):
    """What a decision reads, one row per candle; `macro_lean` is bias x confidence."""

    close: FloatArray
    ema_fast: FloatArray
    ema_slow: FloatArray
    rsi: FloatArray
    deviation: FloatArray
    momentum_pct: FloatArray
    macro_lean: FloatArray


@compiled
def technical_after_macro(
    fast: float, slow: float, rsi: float, deviation: float, lean: float, terms: DecisionTerms
) -> tuple[int, float]:
    """EMA/RSI's opinion with the confidence that macro leaves it."""
    direction, confidence = technical_at(
        fast, slow, rsi, deviation, terms.rsi_overbought, terms.rsi_oversold
    )
    return direction, confidence_after_macro(direction, confidence, lean)


@compiled
def confidence_after_macro(direction: int, confidence: float, lean: float) -> float:
    """The confidence that macro leaves a technical opinion.

    confidence x (1 + direction x lean), at most 1, where lean is macro's bias x its confidence:
    news against a signal weakens it.
    """
    moved = confidence * (1.0 + direction * lean)
    return 1.0 if moved > 1.0 else moved


@compiled
def decide_row(
    close: float,
    fast: float,
    slow: float,
    rsi: float,
    deviation: float,
    momentum_pct: float,
    lean: float,
    terms: DecisionTerms,
) -> tuple[int, float, bool]:
    """The decision at a row under EMA/RSI: its opinion after macro, combined with the AI's.

    Direction, confidence in [0, 1], and whether the AI overrode the technical action.
    """
    technical, confidence = technical_after_macro(fast, slow, rsi, deviation, lean, terms)
    return combine_opinions(
        technical, confidence, close, fast, slow, rsi, deviation, momentum_pct, lean, terms
    )


@compiled
def combine_opinions(
    technical: int,
    confidence: float,
    close: float,
    fast: float,
    slow: float,
    rsi: float,
    deviation: float,
    momentum_pct: float,
    lean: float,
    terms: DecisionTerms,
) -> tuple[int, float, bool]:
    """Direction, confidence in [0, 1], and whether the AI overrode the technical action.

    `technical` is any strategy's direction, `confidence` what macro leaves of its confidence. An AI
    prediction above its own threshold stands instead of a technical action that differs, and lends
    its confidence to one that agrees. What is left below min_confidence is flat.
    """
    action = technical
    gap_pct, volatility_pct = (fast - slow) / slow * 100.0, deviation / close * 100.0
    if terms.ai_enabled and not is_quiet(
        gap_pct, momentum_pct, rsi - 50.0, volatility_pct, lean, terms.quiet
    ):
        predicted, probability, _, _, _ = opinion_at(
            gap_pct, momentum_pct, rsi - 50.0, volatility_pct, lean, terms.calibration
        )
        if probability > terms.ai_override_confidence:
            confidence = probability if predicted != action else max(confidence, probability)
            action = predicted
    if confidence < terms.min_confidence:
        return 0, confidence, False
    return action, confidence, action != technical


@compiled
def decide_rows(
    rows: DecisionRows,
    terms: DecisionTerms,
    action: ActionArray,
    confidence: FloatArray,
    overridden: NDArray[np.bool_],
) -> None:
    """The decision under EMA/RSI at every candle, into the last three arrays."""
    close, fast, slow, rsi, deviation, momentum_pct, lean = rows
    for t in range(close.size):
        action[t], confidence[t], overridden[t] = decide_row(
            close[t], fast[t], slow[t], rsi[t], deviation[t], momentum_pct[t], lean[t], terms
        )


@compiled
def combine_opinion_rows(
    direction: ActionArray,
    conviction: FloatArray,
    rows: DecisionRows,
    terms: DecisionTerms,
    action: ActionArray,
    confidence: FloatArray,
    overridden: NDArray[np.bool_],
) -> None:
    """The decision under any strategy's opinions at every candle, into the last three arrays."""
    close, fast, slow, rsi, deviation, momentum_pct, lean = rows
    for t in range(close.size):
        technical = int(direction[t])
        action[t], confidence[t], overridden[t] = combine_opinions(
            technical,
            confidence_after_macro(technical, conviction[t], lean[t]),
            close[t],
            fast[t],
            slow[t],
            rsi[t],
            deviation[t],
            momentum_pct[t],
            lean[t],
            terms,
        )


def decision_rows(
    candles: CandleArrays, config: StrategyConfig, observations: Observations
) -> DecisionRows:
    """What the decisions of a config read, one row per candle."""
    return DecisionRows(
        close=candles.close,
        ema_fast=ema(candles.close, config.ema_fast),
        ema_slow=ema(candles.close, config.ema_slow),
        rsi=rsi(candles.close, config.rsi_period),
        deviation=observations.deviation,
        momentum_pct=observations.momentum_pct,
        macro_lean=observations.macro_lean,
    )
