"""The numbers between indicators and opinions, drawn out of the functions that decide."""

import math
from dataclasses import replace

from bot.decide import Decisions, confidence_after_macro, decide_row, decision_terms
from bot.strategy import technical_at

Named = tuple[str, str, float]


def opinion_numbers(decisions: Decisions) -> list[Named]:
    """(part, name, number) of the newest candle: what the opinions are made of and held against.

    Nothing is computed by a second formula. `room` is the technical confidence at a deviation
    without bound, where no gap counts, doubled, and `trend` is the rest; the AI's scores are the
    logarithms that its softmax turned into its probabilities, before any calibration.
    """
    return [*_technical(decisions), *_ai(decisions), *_thresholds(decisions)]


def _technical(decisions: Decisions) -> list[Named]:
    if decisions.opinions is not None:
        return [("technical", "confidence after macro", _leaned(decisions))]
    rows, config = decisions.rows, decisions.config
    fast, slow, rsi = (float(row[-1]) for row in (rows.ema_fast, rows.ema_slow, rows.rsi))
    levels = (config.rsi_overbought, config.rsi_oversold)
    direction, confidence = technical_at(fast, slow, rsi, float(rows.deviation[-1]), *levels)
    room = 2.0 * technical_at(fast, slow, rsi, math.inf, *levels)[1]
    numbers = [("technical", "gap (fast - slow)", fast - slow)]
    if direction:
        numbers.append(("technical", "trend", 2.0 * confidence - room))
        numbers.append(("technical", "room", room))
    return [*numbers, ("technical", "confidence after macro", _leaned(decisions))]


def _leaned(decisions: Decisions) -> float:
    """The technical confidence that macro leaves: the decision with the AI off, no minimum."""
    terms = decision_terms(decisions.config, decisions.policy)
    alone = terms._replace(ai_enabled=False, min_confidence=0.0)
    rows = decisions.rows
    if decisions.opinions is not None:
        direction = int(decisions.opinions.direction[-1])
        conviction = float(decisions.opinions.confidence[-1])
        return confidence_after_macro(direction, conviction, float(rows.macro_lean[-1]))
    _, confidence, _ = decide_row(
        float(rows.close[-1]),
        float(rows.ema_fast[-1]),
        float(rows.ema_slow[-1]),
        float(rows.rsi[-1]),
        float(rows.deviation[-1]),
        float(rows.momentum_pct[-1]),
        float(rows.macro_lean[-1]),
        alone,
    )
    return confidence


def _ai(decisions: Decisions) -> list[Named]:
    policy = replace(decisions.policy, ai_calibration=None)
    ai = replace(decisions, policy=policy).last().ai
    if ai is None or not ai.probability_long or not ai.probability_short:
        return []
    score = 0.5 * math.log(ai.probability_long / ai.probability_short)
    still = score + math.log(ai.probability_flat / ai.probability_long)
    return [
        ("AI", "score_long", score),
        ("AI", "score_short", -score),
        ("AI", "score_flat", still),
    ]


def _thresholds(decisions: Decisions) -> list[Named]:
    policy, config = decisions.policy, decisions.config
    of_rsi = [
        ("thresholds", "rsi_overbought", config.rsi_overbought),
        ("thresholds", "rsi_oversold", config.rsi_oversold),
    ]
    return [
        *(of_rsi if decisions.opinions is None else ()),
        ("thresholds", "min_confidence", policy.min_confidence),
        ("thresholds", "ai_override_confidence", policy.ai_override_confidence),
    ]
