"""What else speaks for the best trial or against it. The gate decides; this is shown beside it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.backtesting import Conditions, run_notes, span_run
from bot.candles import CandleArrays
from bot.optimizer.search import OptimizationResult
from bot.optimizer.validation.backtest_length import minimum_backtest_length
from bot.optimizer.validation.effective_trials import effective_number_of_trials
from bot.optimizer.validation.luck import Luck, luck_of
from bot.optimizer.validation.overfitting import (
    BacktestOverfitting,
    probability_of_backtest_overfitting,
)
from bot.optimizer.validation.regimes import RegimeTable
from bot.optimizer.validation.stability import Stability, parameter_stability
from bot.optimizer.validation.trial_returns import compared_trials, trial_returns
from bot.optimizer.validation.words import (
    backtest_length_words,
    luck_words,
    overfitting_words,
    regime_words,
    stability_words,
    track_record_words,
)
from bot.statistics import moments_of, none_if_undefined, record_needed, returns_of

if TYPE_CHECKING:
    import pandas as pd

NO_REGIMES = (
    "Which markets it earns in is shown with a look at candles that its searches had not seen."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics:
    """Figures of the best of `trials` configs over `candles` candles that it was searched on.

    Ratios are annualized. `compared` trials were run again to see how alike they are; `luck.tries`
    is how many independent ones all of them amount to, `None` among the figures what is undefined.
    `regimes` are those of candles that no search had seen; None where none were looked at. `notes`
    are what a backtest of the best one tells of its fills and its account.
    """

    trials: int
    compared: int
    candles: int
    years: float
    sharpe_ratio: float | None
    luck: Luck
    deflated_sharpe_ratio: float | None
    overfitting: BacktestOverfitting | None
    track_record_candles: float | None
    stability: Stability | None
    regimes: RegimeTable | None = None
    notes: tuple[str, ...] = ()

    @property
    def minimum_backtest_years(self) -> float | None:
        """How long the candles must span for so many tries, see minimum_backtest_length."""
        if self.sharpe_ratio is None:
            return None
        return minimum_backtest_length(self.luck.tries, self.sharpe_ratio)

    @property
    def sentences(self) -> tuple[str, ...]:
        """For a trader, one for each question."""
        return (
            luck_words(
                sharpe=self.sharpe_ratio,
                luck=self.luck.expected_maximum_sharpe,
                deflated=self.deflated_sharpe_ratio,
                n_trials=self.trials,
                effective_trials=self.luck.tries,
            ),
            overfitting_words(self.overfitting),
            backtest_length_words(
                years=self.years,
                sharpe=self.sharpe_ratio,
                deflated=self.deflated_sharpe_ratio,
                n_trials=self.trials,
                effective_trials=self.luck.tries,
            ),
            track_record_words(
                candles=self.candles,
                needed=self.track_record_candles,
                deflated=self.deflated_sharpe_ratio,
            ),
            stability_words(self.stability),
            NO_REGIMES if self.regimes is None else regime_words(self.regimes),
            *(f"Of the best one: {note}." for note in self.notes),
        )

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON: the sentences, and every figure behind them."""
        return {
            "in_words": list(self.sentences),
            "sharpe_ratio": self.sharpe_ratio,
            "sharpe_ratio_by_luck": self.luck.expected_maximum_sharpe,
            "deflated_sharpe_ratio": self.deflated_sharpe_ratio,
            "effective_trials": self.luck.tries,
            "compared_trials": self.compared,
            "overfitting": None if self.overfitting is None else _overfitting(self.overfitting),
            "backtest_years": self.years,
            "minimum_backtest_years": self.minimum_backtest_years,
            "minimum_track_record_candles": self.track_record_candles,
            "stability": None if self.stability is None else _stability(self.stability),
            "regimes": None if self.regimes is None else _regimes(self.regimes),
        }


def diagnose(
    search: OptimizationResult,
    candles: "pd.DataFrame",
    conditions: Conditions,
    warm_up: int = 0,
    *,
    progress: Callable[[float], None] | None = None,
) -> Diagnostics | None:
    """What speaks for and against the best trial of a search over these candles, without regimes.

    None where no trial is eligible. The first `warm_up` candles were read and not searched.

    Takes about as long as backtesting each of the compared trials; `progress` is told the share of
    them that is done.
    """
    best = search.best_trial
    if best is None:
        return None
    table, base = search.trials, search.trials.base
    periods = conditions.periods_per_year(base)
    trials = compared_trials(len(table), best)
    returns = trial_returns(candles, table, trials, conditions, warm_up=warm_up, progress=progress)
    run = span_run(candles, table.config_at(best), conditions, warm_up, len(candles))
    own = returns_of(run.equity, conditions.initial_balance)
    traded = CandleArrays.of(candles.iloc[warm_up:], base.timeframe)
    alike = effective_number_of_trials(returns, seed=search.seed) or 1.0
    luck = luck_of(table.metric("sharpe_ratio"), alike * len(table) / len(trials), periods)
    return Diagnostics(
        trials=len(table),
        compared=len(trials),
        candles=len(own),
        years=len(own) / periods,
        sharpe_ratio=none_if_undefined(table.metrics_at(best).sharpe_ratio),
        luck=luck,
        deflated_sharpe_ratio=luck.deflated(own),
        overfitting=probability_of_backtest_overfitting(returns),
        track_record_candles=record_needed(moments_of(own)),
        stability=parameter_stability(table.configs.points, table.scores),
        notes=tuple(run_notes(traded, run.trades, run.equity)),
    )


def _overfitting(overfitting: BacktestOverfitting) -> dict[str, Any]:
    """Without the figures of each of thousands of splits."""
    return {
        "probability": overfitting.probability,
        "loss_probability": overfitting.loss_probability,
        "degradation_slope": overfitting.degradation_slope,
        "blocks": overfitting.blocks,
        "splits": len(overfitting.logits),
        "trials": overfitting.trials,
        "trials_left_out": overfitting.trials_left_out,
    }


def _stability(stability: Stability) -> dict[str, Any]:
    return {**asdict(stability), "rings": [asdict(ring) for ring in stability.rings]}


def _regimes(regimes: RegimeTable) -> dict[str, Any]:
    return {"definition": regimes.definition, "rows": [asdict(row) for row in regimes.rows]}
