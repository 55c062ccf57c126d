"""One run for one symbol as a value: a search with its judgement."""

from dataclasses import dataclass
from datetime import datetime

from bot.arrays import FloatArray
from bot.backtesting import CandleProvenance, Conditions
from bot.optimizer.promotion.contender import Contender
from bot.optimizer.promotion.gate import Examination
from bot.optimizer.promotion.gate_terms import GateTerms
from bot.optimizer.promotion.inside import Confirmation
from bot.optimizer.promotion.looks import LookLedger
from bot.optimizer.promotion.verdict import Verdict
from bot.optimizer.search import OptimizationResult
from bot.optimizer.validation import Diagnostics


@dataclass(frozen=True, kw_only=True)
class Study:
    """One search with its judgement. `challenger` is None where no trial was eligible.

    `at` is the close of the newest candle, the time by which looks are counted. `ledger` holds the
    looks after the run, `examination` what the look saw, where one was taken, `confirmation` what
    it saw inside the candles, where that was asked, `next_look` the candle time of the next one.
    `unseen_returns` are those of the challenger, one a candle, in the last candles, where they were
    looked at; `diagnostics` what else is known of the search, where it was asked for and a trial
    was eligible. `warm_up` candles before `candles` were only read.
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
    confirmation: Confirmation | None = None
    unseen_returns: FloatArray | None = None
    diagnostics: Diagnostics | None = None
    warm_up: int = 0
