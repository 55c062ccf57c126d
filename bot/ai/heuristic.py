"""The heuristic AI: four features and the macro lean -> three probabilities."""

import math

import numpy as np

from bot.ai.platt import PlattNumbers, calibrated_at, platt_numbers
from bot.arrays import FloatArray
from bot.compiled import compiled
from bot.domain import Action, AiCalibration, FeatureSnapshot, MacroInsight, PredictionSnapshot

EMA_GAP_WEIGHT, EMA_GAP_SCALE_PCT = 1.0, 1.0
MOMENTUM_WEIGHT, MOMENTUM_SCALE_PCT = 0.8, 2.0
RSI_WEIGHT, RSI_SCALE = 0.6, 20.0
MACRO_MULTIPLIER = 1.2
FLAT_BASE = 0.4
VOLATILITY_WEIGHT, VOLATILITY_SCALE_PCT = 0.8, 3.0
_SLACK = 1e-9
"""More than rounding can move a score."""


@compiled
def damped(value: float, scale: float) -> float:
    """sign(value) x (1 - exp(-|value| / scale)): grows at first, saturates at +-1."""
    return math.copysign(1.0 - math.exp(-abs(value) / scale), value)


@compiled
def prediction_at(
    ema_gap_pct: float,
    momentum_pct: float,
    rsi_distance_from_mid: float,
    volatility_pct: float,
    macro_lean: float,
) -> tuple[int, float, float, float, float]:
    """Direction, its probability, and the probabilities of long, short and flat, of one candle.

    lean = weighted sum of the damped gap, momentum and RSI distance + MACRO_MULTIPLIER x macro_lean
    (bias x confidence, 0 where macro is off); scores are lean, -lean and, for flat, a base that
    grows with the damped volatility; softmax makes them probabilities. Any NaN among the features
    gives (0, 0, 0, 0, 1): too few candles assert nothing.
    """
    total = ema_gap_pct + momentum_pct + rsi_distance_from_mid + volatility_pct
    if total != total:
        return 0, 0.0, 0.0, 0.0, 1.0
    lean = (
        EMA_GAP_WEIGHT * damped(ema_gap_pct, EMA_GAP_SCALE_PCT)
        + MOMENTUM_WEIGHT * damped(momentum_pct, MOMENTUM_SCALE_PCT)
        + RSI_WEIGHT * damped(rsi_distance_from_mid, RSI_SCALE)
        + MACRO_MULTIPLIER * macro_lean
    )
    still = FLAT_BASE + VOLATILITY_WEIGHT * damped(volatility_pct, VOLATILITY_SCALE_PCT)
    up = math.exp(lean)
    down = 1.0 / up
    flat = math.exp(still)
    whole = up + down + flat
    if flat >= up and flat >= down:
        return 0, flat / whole, up / whole, down / whole, flat / whole
    if up >= down:
        return 1, up / whole, up / whole, down / whole, flat / whole
    return -1, down / whole, up / whole, down / whole, flat / whole


def quiet_bounds(probability: float) -> tuple[float, float]:
    """The lean and the volatility (percent) below which no prediction is likelier than that.

    A direction's probability grows with its lean and falls with the score of flat, which is
    FLAT_BASE at least; that of flat is largest where there is no lean. Solved for the two, with
    the damped volatility taken for its upper bound, volatility / scale.
    """
    if not 0.0 < probability < 1.0:
        return (-math.inf, -math.inf) if probability <= 0.0 else (math.inf, math.inf)
    against = 1.0 - probability
    flat = probability * math.exp(FLAT_BASE)
    up = (flat + math.sqrt(flat * flat + 4.0 * probability * against)) / (2.0 * against)
    still = math.log(2.0 * probability / against) - FLAT_BASE
    volatility_pct = still / VOLATILITY_WEIGHT * VOLATILITY_SCALE_PCT
    return math.log(up) - _SLACK, volatility_pct - _SLACK


@compiled
def is_quiet(
    ema_gap_pct: float,
    momentum_pct: float,
    rsi_distance_from_mid: float,
    volatility_pct: float,
    macro_lean: float,
    bounds: tuple[float, float],
) -> bool:
    """Are the features below `quiet_bounds`, whatever the exponentials say?

    Each damped feature is at most |value| / scale, and at most 1.
    """
    lean = (
        EMA_GAP_WEIGHT * min(1.0, abs(ema_gap_pct) / EMA_GAP_SCALE_PCT)
        + MOMENTUM_WEIGHT * min(1.0, abs(momentum_pct) / MOMENTUM_SCALE_PCT)
        + RSI_WEIGHT * min(1.0, abs(rsi_distance_from_mid) / RSI_SCALE)
        + MACRO_MULTIPLIER * abs(macro_lean)
    )
    return lean < bounds[0] and volatility_pct < bounds[1]


@compiled
def opinion_at(
    ema_gap_pct: float,
    momentum_pct: float,
    rsi_distance_from_mid: float,
    volatility_pct: float,
    macro_lean: float,
    calibration: PlattNumbers,
) -> tuple[int, float, float, float, float]:
    """What the AI says of one candle: prediction_at, calibrated where there is a calibration.

    Too few candles assert nothing, calibrated or not.
    """
    direction, probability, up, down, flat = prediction_at(
        ema_gap_pct, momentum_pct, rsi_distance_from_mid, volatility_pct, macro_lean
    )
    if calibration.is_used and probability > 0.0:
        return calibrated_at(up, down, flat, calibration)
    return direction, probability, up, down, flat


@compiled
def opinion_rows(
    ema_gap_pct: FloatArray,
    momentum_pct: FloatArray,
    rsi_distance_from_mid: FloatArray,
    volatility_pct: FloatArray,
    macro_lean: FloatArray,
    calibration: PlattNumbers,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Direction, its probability, and all three (see opinion_at) at every row of five arrays.

    The last of shape (rows, 3): long, short, flat.
    """
    size = macro_lean.size
    direction, probability, all_three = np.zeros(size), np.zeros(size), np.zeros((size, 3))
    for t in range(size):
        direction[t], probability[t], all_three[t, 0], all_three[t, 1], all_three[t, 2] = (
            opinion_at(
                ema_gap_pct[t],
                momentum_pct[t],
                rsi_distance_from_mid[t],
                volatility_pct[t],
                macro_lean[t],
                calibration,
            )
        )
    return direction, probability, all_three


def predict(
    features: FeatureSnapshot,
    macro: MacroInsight | None = None,
    calibration: AiCalibration | None = None,
) -> PredictionSnapshot:
    """The AI's opinion of one candle, with a summary in words; `macro` None = switched off."""
    lean = 0.0 if macro is None else macro.bias * macro.confidence
    sign, confidence, up, down, flat = opinion_at(
        features.ema_gap_pct,
        features.momentum_pct,
        features.rsi_distance_from_mid,
        features.volatility_pct,
        lean,
        platt_numbers(calibration),
    )
    is_warm = confidence > 0.0
    whose = "AI" if calibration is None else "AI, calibrated"
    words = _summary(whose, features, lean, up, down, flat)
    return PredictionSnapshot(
        action=Action.of_sign(sign),
        confidence=confidence,
        probability_long=up,
        probability_short=down,
        probability_flat=flat,
        expected_move_pct=(up - down) * features.volatility_pct if is_warm else 0.0,
        summary=words if is_warm else "AI: not enough candles yet",
        features=features,
    )


def _summary(
    whose: str, features: FeatureSnapshot, lean: float, up: float, down: float, flat: float
) -> str:
    macro = f", macro lean {lean:+.2f}" if lean else ""
    return (
        f"{whose}: long {up:.0%}, short {down:.0%}, flat {flat:.0%} "
        f"(EMA gap {features.ema_gap_pct:+.2f} %, momentum {features.momentum_pct:+.2f} %, "
        f"RSI {features.rsi_distance_from_mid:+.1f} from mid, "
        f"volatility {features.volatility_pct:.2f} %{macro})"
    )
