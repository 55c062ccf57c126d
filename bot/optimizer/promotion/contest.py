"""A search that is done and not judged yet: who stands against whom, on which candles."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.arrays import FloatArray, utc_time
from bot.backtesting import Metrics, SpanRun, candle_provenance, span_run
from bot.candles import CandleArrays
from bot.domain import StrategyConfig
from bot.optimizer.promotion.contender import Contender
from bot.optimizer.promotion.gate import Examination
from bot.optimizer.promotion.gate_terms import GateTerms
from bot.optimizer.promotion.inside import Confirmation, FinerCandles
from bot.optimizer.promotion.looks import LookLedger
from bot.optimizer.promotion.study import Study
from bot.optimizer.promotion.verdict import Grounds, Verdict
from bot.optimizer.search import Judge, OptimizationResult, SearchRequest

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Contest:
    """The request's base, the champion, against the best trial of its search.

    `finer` are the candles that are kept of what happens inside the request's.
    """

    request: SearchRequest
    search: OptimizationResult
    terms: GateTerms
    finer: FinerCandles

    @property
    def candles(self) -> "pd.DataFrame":
        """All candles that are traded, those that were not searched included."""
        return self.request.traded

    @property
    def champion(self) -> StrategyConfig:
        """The config in use."""
        return self.request.base

    @property
    def arrays(self) -> CandleArrays:
        """The candles as arrays."""
        return CandleArrays.of(self.candles, self.champion.timeframe)

    @property
    def at(self) -> datetime:
        """The close of the newest candle."""
        return utc_time(int(self.arrays.close_time[-1]))

    def searched(self, config: StrategyConfig, unseen: Metrics | None = None) -> Contender:
        """A config on all candles; `unseen` is what it did on those of a walk forward."""
        judge, metrics = self.request.judge, self._metrics(config, 0, len(self.candles))
        return Contender(
            config=config,
            searched=metrics,
            searched_score=judge.score(metrics),
            held_out=unseen,
            held_out_score=None if unseen is None else judge.score(unseen),
        )

    def held_out(self, config: StrategyConfig, split: int, judge: Judge) -> Contender:
        """A config on the rows before `split`, and on those from there on by `judge`."""
        searched = self._metrics(config, 0, split)
        metrics = self._metrics(config, split, len(self.candles))
        return Contender(
            config=config,
            searched=searched,
            searched_score=self.request.judge.score(searched),
            held_out=metrics,
            held_out_score=judge.score(metrics),
        )

    def run(self, config: StrategyConfig, start: int, end: int) -> SpanRun:
        """A config over some of the candles, flat at the first."""
        request = self.request
        rows = request.warm_up + start, request.warm_up + end
        return span_run(request.candles, config, request.conditions, *rows)

    def kept(
        self, grounds: Grounds, reason: str, champion: Contender, challenger: Contender | None
    ) -> Study:
        """The study of a run that took no look."""
        return self.study(champion, challenger, Verdict(grounds=grounds, reason=f"kept: {reason}"))

    def study(
        self,
        champion: Contender,
        challenger: Contender | None,
        verdict: Verdict,
        *,
        searched: int | None = None,
        unseen: int = 0,
        ledger: LookLedger | None = None,
        examination: Examination | None = None,
        confirmation: Confirmation | None = None,
        unseen_returns: FloatArray | None = None,
    ) -> Study:
        """The study with this verdict; `searched` None: all candles were."""
        ledger = ledger or self.terms.ledger
        symbol, timeframe = self.champion.symbol, self.champion.timeframe
        return Study(
            at=self.at,
            conditions=self.request.conditions,
            candles=candle_provenance(self.candles, self.arrays, symbol, timeframe),
            searched_candles=len(self.candles) if searched is None else searched,
            held_out_candles=unseen,
            search=self.search,
            champion=champion,
            challenger=challenger,
            verdict=verdict,
            gate=self.terms,
            ledger=ledger,
            next_look=ledger.next_due(self.at),
            examination=examination,
            confirmation=confirmation,
            unseen_returns=unseen_returns,
            warm_up=self.request.warm_up,
        )

    def _metrics(self, config: StrategyConfig, start: int, end: int) -> Metrics:
        return self.run(config, start, end).metrics
