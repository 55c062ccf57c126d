"""One run for one symbol: a search, and whether what it found may replace the champion."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from bot.arrays import FloatArray, nanoseconds, utc_time
from bot.backtesting import (
    LEAST_CANDLES,
    CandleProvenance,
    Conditions,
    Metrics,
    candle_provenance,
    span_metrics,
    span_run,
)
from bot.candles import CandleArrays
from bot.domain import StrategyConfig
from bot.domain.errors import DataError
from bot.optimizer.promotion import gate, held_out
from bot.optimizer.promotion.contender import Contender
from bot.optimizer.promotion.evidence import Evidence, gather, unseen_returns
from bot.optimizer.promotion.gate import Examination
from bot.optimizer.promotion.looks import LookLedger
from bot.optimizer.promotion.verdict import Verdict
from bot.optimizer.search.objective import Judge
from bot.optimizer.search.random_search import SearchInterrupted
from bot.optimizer.search.result import OptimizationResult
from bot.optimizer.search.search_loop import Progress
from bot.optimizer.search.searches import Searches, SearchesHere
from bot.optimizer.validation import regime_table
from bot.optimizer.validation.diagnostics import Diagnostics, diagnose

if TYPE_CHECKING:
    import pandas as pd

PROMOTION_ALPHA = 0.05
"""The chance that a first look promotes luck; a whole year does with at most twice that."""
BeforeLook = Callable[[LookLedger], None]
"""Told the ledger with the look in it before the difference is looked at: a look that is taken and
then forgotten, in a crash, would be taken twice."""


def gate_state(is_on: bool) -> str:
    """As records and logs name it."""
    return "on" if is_on else "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateTerms:
    """How strict the gate is, and which looks were spent before."""

    is_on: bool = True
    alpha: float = PROMOTION_ALPHA
    ledger: LookLedger = field(default_factory=LookLedger)


@dataclass(frozen=True, kw_only=True)
class Study:
    """One search with its judgement. `challenger` is None where no trial was eligible.

    `at` is the close of the newest candle, the time by which looks are counted. `ledger` holds the
    looks after the run, `examination` what the look saw, where one was taken, `next_look` the
    candle time of the next one. `unseen_returns` are those of the challenger, one a candle, in the
    last candles, where they were looked at; `diagnostics` what else is known of the search, where
    it was asked for and a trial was eligible.
    """

    at: datetime
    conditions: Conditions
    candles: CandleProvenance
    searched_candles: int
    held_out_candles: int
    search: OptimizationResult
    champion: Contender
    challenger: Contender | None
    verdict: Verdict
    gate: GateTerms
    ledger: LookLedger
    next_look: datetime
    examination: Examination | None = None
    unseen_returns: FloatArray | None = None
    diagnostics: Diagnostics | None = None


def study(
    candles: "pd.DataFrame",
    champion: StrategyConfig,
    conditions: Conditions,
    judge: Judge,
    *,
    n_trials: int,
    seed: int | None = None,
    jobs: int | None = None,
    searches: Searches | None = None,
    progress: Progress | None = None,
    terms: GateTerms | None = None,
    before_look: BeforeLook = lambda ledger: None,
    with_diagnostics: bool = False,
) -> Study:
    """Search a checked candles frame and judge what was found against the champion.

    With the gate on, all candles are searched; where a look is due and there is enough to look at,
    the search is walked forward and its unseen returns are held against the champion's. With the
    gate off, the first 80 % are searched and the rest decides. `searches` (None: random ones here,
    on `jobs` threads) runs every search; `with_diagnostics` describes the first one. Raises
    ConfigError as random_search_optimize, DataError for fewer than 100 candles, and what
    `before_look` raises.
    """
    terms = terms or GateTerms()
    count = len(candles)
    if count < LEAST_CANDLES:
        raise DataError(
            f"need at least {LEAST_CANDLES} candles to search and to judge on, were {count}"
        )
    searched = count if terms.is_on else held_out.searched_candles(count)
    searches = searches or SearchesHere(jobs=jobs)
    found = searches.start(
        candles.iloc[:searched],
        champion,
        n_trials,
        objective=judge.objective,
        mdd_weight=judge.mdd_weight,
        min_trades=judge.min_trades,
        seed=seed,
        progress=progress,
        **conditions.search_arguments(),
    )()
    run = _Run(candles, champion, conditions, judge, found, searches, terms)
    try:  # what takes a while comes before the look: an interrupt of it spends none
        known = run.diagnostics(searched) if with_diagnostics else None
        done = run.gated(before_look) if terms.is_on else run.ungated(searched)
    except KeyboardInterrupt as interrupt:  # what is interesting is the search that is done
        raise SearchInterrupted(found, found.n_trials) from interrupt
    return done if known is None else replace(done, diagnostics=run.with_regimes(known, done))


@dataclass(frozen=True)
class _Run:
    """A search that is done and not judged yet."""

    candles: "pd.DataFrame"
    config: StrategyConfig
    conditions: Conditions
    judge: Judge
    found: OptimizationResult
    searches: Searches
    terms: GateTerms

    def ungated(self, split: int) -> Study:
        """Judged on the candles from row `split` on."""
        judge = held_out.judge_of_held_out(self.judge, split, len(self.candles))
        champion = self._held_out(self.config, split, judge)
        best = self.found.best_config
        challenger = None if best is None else self._held_out(best, split, judge)
        verdict = held_out.judged(champion, challenger, judge, self.found.why_nothing)
        unseen = len(self.candles) - split
        return self._study(champion, challenger, verdict, searched=split, unseen=unseen)

    def gated(self, before_look: BeforeLook) -> Study:
        """Judged by what the search is worth on candles that it had not seen."""
        champion, best = self._searched(self.config), self.found.best_config
        if best is None:
            return self._study(champion, None, _kept(f"kept: {self.found.why_nothing}"))
        challenger = self._searched(best)
        if best == self.config:
            why = "kept: the best trial is the config in use"
            return self._study(champion, challenger, _kept(why))
        look = self.terms.ledger.due(self.at, self.terms.alpha)
        if look is None:
            due = self.terms.ledger.next_due(self.at)
            why = gate.waits_until(due, self._candles_until(due))
            return self._study(champion, challenger, _kept(why))
        why_not = gate.too_few_candles(len(self.candles))
        evidence = None if why_not else self._evidence()
        if evidence is not None:
            why_not = gate.too_few_trades(evidence, self.judge)
        if evidence is None or why_not is not None:
            why = f"kept: not looked at yet: {why_not}"
            return self._study(champion, challenger, _kept(why))
        ledger = self.terms.ledger.spent(look)
        before_look(ledger)
        seen = gate.examine(evidence, self.judge, look, seed=self.found.seed)
        return self._study(
            self._searched(self.config, evidence.champion_metrics),
            self._searched(best, evidence.challenger_metrics),
            seen.verdict(),
            unseen=seen.unseen_candles,
            ledger=ledger,
            examination=seen,
            unseen_returns=evidence.challenger,
        )

    def diagnostics(self, searched: int) -> Diagnostics | None:
        """What is known of the search over the first candles without looking at unseen returns."""
        return diagnose(self.found, self.candles.iloc[:searched], self.conditions)

    def with_regimes(self, known: Diagnostics, done: Study) -> Diagnostics:
        """With the markets of unseen candles: those that the verdict has seen as well."""
        unseen, best, split = done.unseen_returns, self.found.best_config, done.searched_candles
        if not self.terms.is_on and best is not None:
            held_out = span_run(self.candles, best, self.conditions, split, len(self.candles))
            unseen = unseen_returns(held_out.equity, self.conditions.initial_balance)
        if unseen is None:
            return known
        periods = self.conditions.periods_per_year(self.config)
        return replace(known, regimes=regime_table(self._arrays().close, unseen, periods))

    @property
    def at(self) -> datetime:
        """The close of the newest candle."""
        return utc_time(int(self._arrays().close_time[-1]))

    def _evidence(self) -> Evidence:
        return gather(
            self.candles,
            self.config,
            self.conditions,
            self.judge,
            n_trials=self.found.n_trials,
            seed=self.found.seed,
            searches=self.searches,
        )

    def _searched(self, config: StrategyConfig, unseen: Metrics | None = None) -> Contender:
        metrics = span_metrics(self.candles, config, self.conditions, 0, len(self.candles))
        return Contender(
            config=config,
            searched=metrics,
            searched_score=self.judge.score(metrics),
            held_out=unseen,
            held_out_score=None if unseen is None else self.judge.score(unseen),
        )

    def _held_out(self, config: StrategyConfig, split: int, judge: Judge) -> Contender:
        count = len(self.candles)
        searched = span_metrics(self.candles, config, self.conditions, 0, split)
        metrics = span_metrics(self.candles, config, self.conditions, split, count)
        return Contender(
            config=config,
            searched=searched,
            searched_score=self.judge.score(searched),
            held_out=metrics,
            held_out_score=judge.score(metrics),
        )

    def _study(
        self,
        champion: Contender,
        challenger: Contender | None,
        verdict: Verdict,
        *,
        searched: int | None = None,
        unseen: int = 0,
        ledger: LookLedger | None = None,
        examination: Examination | None = None,
        unseen_returns: FloatArray | None = None,
    ) -> Study:
        ledger = ledger or self.terms.ledger
        symbol, timeframe = self.config.symbol, self.config.timeframe
        return Study(
            at=self.at,
            conditions=self.conditions,
            candles=candle_provenance(self.candles, self._arrays(), symbol, timeframe),
            searched_candles=len(self.candles) if searched is None else searched,
            held_out_candles=unseen,
            search=self.found,
            champion=champion,
            challenger=challenger,
            verdict=verdict,
            gate=self.terms,
            ledger=ledger,
            next_look=ledger.next_due(self.at),
            examination=examination,
            unseen_returns=unseen_returns,
        )

    def _candles_until(self, due: datetime) -> int:
        left = nanoseconds(due) - nanoseconds(self.at)
        return int(np.ceil(left / self._arrays().candle_ns))

    def _arrays(self) -> CandleArrays:
        return CandleArrays.of(self.candles, self.config.timeframe)


def _kept(reason: str) -> Verdict:
    return Verdict(promoted=False, reason=reason)
