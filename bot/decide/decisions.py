"""A decision for each candle, as arrays and in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.ai import (
    FeatureSnapshot,
    opinion_rows,
    platt_numbers,
    predict,
)
from bot.arrays import FloatArray, utc_time
from bot.candles import CandleArrays
from bot.decide.observations import Observations
from bot.decide.reason import StatedOpinion, reason_of
from bot.decide.rule import (
    ActionArray,
    DecisionRows,
    combine_opinion_rows,
    decide_rows,
    decision_rows,
    decision_terms,
)
from bot.domain import (
    EMA_RSI,
    Action,
    Decision,
    DecisionPolicy,
    MacroInsight,
    PredictionSnapshot,
    Signal,
    StrategyConfig,
)
from bot.strategy import (
    NamedStrategy,
    Opinions,
    describe_technical,
    strategy_of,
    technical_reason,
    technical_rows,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """A decision per candle as arrays (action: +1, -1, 0), and in words on demand.

    `strategy` and its `opinions` are None under EMA/RSI, whose opinion is computed on demand.
    """

    candles: CandleArrays
    config: StrategyConfig
    policy: DecisionPolicy
    observations: Observations
    rows: DecisionRows
    action: ActionArray
    confidence: FloatArray
    ai_override_active: NDArray[np.bool_]
    strategy: NamedStrategy | None = None
    opinions: Opinions | None = None

    def part(self, rows: slice) -> "Decisions":
        """The decisions at some of the candles, which know all that they knew."""
        return replace(
            self,
            candles=self.candles.part(rows),
            observations=self.observations.part(rows),
            rows=DecisionRows._make(column[rows] for column in self.rows),
            action=self.action[rows],
            confidence=self.confidence[rows],
            ai_override_active=self.ai_override_active[rows],
            opinions=None if self.opinions is None else self.opinions.part(rows),
        )

    def at(self, t: int) -> Decision:
        """The decision at row t with its reason and the opinions behind it."""
        technical, macro = self._technical(t), self._macro(t)
        ai = self._ai(t, macro)
        action = Action.of_sign(int(self.action[t]))
        confidence = float(self.confidence[t])
        override = bool(self.ai_override_active[t])
        return Decision(
            candle_time=utc_time(int(self.candles.open_time[t])),
            action=action,
            confidence=confidence,
            reason=reason_of(action, confidence, override, technical, ai, macro, self.policy),
            ai_override_active=override,
            technical=technical,
            ai=ai,
            macro=macro,
        )

    def reasons_at(self, rows: NDArray[np.int64]) -> list[str]:
        """The reason of `at(t)` for each t of `rows`, faster: a run asks for thousands."""
        reasons = map(
            reason_of,
            _actions(self.action[rows]),
            self.confidence[rows].tolist(),
            self.ai_override_active[rows].tolist(),
            self._technicals(rows),
            self._predictions(rows),
            self._insights(rows),
            repeat(self.policy),
        )
        return list(reasons)

    def last(self) -> Decision:
        """The decision at the newest candle: what the bot acts on."""
        return self.at(len(self.candles) - 1)

    def values_at(self, t: int) -> dict[str, float]:
        """The numbers that the strategy names behind its opinion at row t; none under EMA/RSI."""
        return {} if self.opinions is None else self.opinions.values_at(t)

    def probabilities(self) -> FloatArray:
        """The AI's, of shape (candles, 3): long, short, flat; NaN where candles are too few."""
        _, chance, all_three = self._opinions(np.arange(len(self.candles)))
        all_three[chance == 0.0] = np.nan
        return all_three

    def volatility_pct(self) -> FloatArray:
        """The AI's volatility at every candle, in percent; NaN where candles are too few."""
        return self.rows.deviation / self.candles.close * 100.0

    def _technical(self, t: int) -> Signal:
        if self.strategy is not None and self.opinions is not None:
            direction = int(self.opinions.direction[t])
            return Signal(
                action=Action.of_sign(direction),
                confidence=float(self.opinions.confidence[t]),
                reason=self.strategy.reason(direction, self.opinions.values_at(t)),
            )
        return describe_technical(
            float(self.rows.ema_fast[t]),
            float(self.rows.ema_slow[t]),
            float(self.rows.rsi[t]),
            float(self.rows.deviation[t]),
            self.config,
        )

    def _technicals(self, rows: NDArray[np.int64]) -> "Iterable[Signal | StatedOpinion]":
        if self.opinions is not None:
            return [self._technical(t) for t in rows.tolist()]
        fast, slow = self.rows.ema_fast[rows], self.rows.ema_slow[rows]
        rsi, deviation = self.rows.rsi[rows], self.rows.deviation[rows]
        signs, confidences = technical_rows(
            fast, slow, rsi, deviation, self.config.rsi_overbought, self.config.rsi_oversold
        )
        reasons = map(
            technical_reason,
            *(signs.tolist(), fast.tolist(), slow.tolist(), rsi.tolist(), deviation.tolist()),
            repeat(self.config),
        )
        return map(StatedOpinion, _actions(signs), confidences.tolist(), reasons)

    def _macro(self, t: int) -> MacroInsight | None:
        if not self.policy.macro_enabled:
            return None
        observed = self.observations
        as_of = utc_time(int(self.candles.open_time[t]) + self.candles.candle_ns)
        bias, confidence = float(observed.macro_bias[t]), float(observed.macro_confidence[t])
        return observed.engine.describe(observed.symbol, as_of, bias, confidence)

    def _insights(self, rows: NDArray[np.int64]) -> list[MacroInsight | None]:
        """The insight at each row; None before the first event, of which no reason speaks."""
        weighs = (self.observations.macro_confidence[rows] > 0.0).tolist()
        return [self._macro(t) if w else None for t, w in zip(rows.tolist(), weighs, strict=True)]

    def _ai(self, t: int, macro: MacroInsight | None) -> PredictionSnapshot | None:
        if not self.policy.ai_enabled:
            return None
        gap_pct, momentum_pct, rsi_distance, volatility_pct = self._features(np.array([t]))
        features = FeatureSnapshot(
            ema_gap_pct=float(gap_pct[0]),
            momentum_pct=float(momentum_pct[0]),
            rsi_distance_from_mid=float(rsi_distance[0]),
            volatility_pct=float(volatility_pct[0]),
        )
        return predict(features, macro, self.policy.ai_calibration)

    def _predictions(self, rows: NDArray[np.int64]) -> "Iterable[StatedOpinion | None]":
        if not self.policy.ai_enabled:
            return [None] * len(rows)
        signs, chances, _ = self._opinions(rows)
        return map(StatedOpinion, _actions(signs), chances.tolist(), repeat(""))

    def _opinions(self, rows: NDArray[np.int64]) -> tuple[FloatArray, FloatArray, FloatArray]:
        lean = self.observations.macro_lean[rows]
        return opinion_rows(*self._features(rows), lean, platt_numbers(self.policy.ai_calibration))

    def _features(
        self, rows: NDArray[np.int64]
    ) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """EMA gap, momentum, RSI's distance from 50, volatility; all but the third in percent."""
        fast, slow = self.rows.ema_fast[rows], self.rows.ema_slow[rows]
        return (
            (fast - slow) / slow * 100.0,
            self.rows.momentum_pct[rows],
            self.rows.rsi[rows] - 50.0,
            self.rows.deviation[rows] / self.candles.close[rows] * 100.0,
        )


def decide(
    candles: CandleArrays,
    config: StrategyConfig,
    policy: DecisionPolicy,
    observations: Observations,
) -> Decisions:
    """Decide at the close of every candle; row t reads rows <= t only.

    ConfigError where the config names a strategy that cannot be used, or that fails on these
    candles.
    """
    rows = decision_rows(candles, config, observations)
    terms = decision_terms(config, policy)
    size = len(candles)
    action, confidence = np.empty(size, np.int8), np.empty(size)
    overridden = np.empty(size, np.bool_)
    strategy = None if config.strategy == EMA_RSI else strategy_of(config)
    opinions = None if strategy is None else strategy.opinions(candles)
    if opinions is None:
        decide_rows(rows, terms, action, confidence, overridden)
    else:
        directions, convictions = opinions.direction, opinions.confidence
        combine_opinion_rows(directions, convictions, rows, terms, action, confidence, overridden)
    return Decisions(
        candles=candles,
        config=config,
        policy=policy,
        observations=observations,
        rows=rows,
        action=action,
        confidence=confidence,
        ai_override_active=overridden,
        strategy=strategy,
        opinions=opinions,
    )


def _actions(signs: NDArray[Any]) -> list[Action]:
    return [Action.of_sign(sign) for sign in signs.tolist()]
