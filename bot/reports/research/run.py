"""What the reports of a research run are made of."""

from dataclasses import dataclass

from bot.backtesting import CandleProvenance, Conditions
from bot.optimizer.grid import GridFindings


@dataclass(frozen=True, kw_only=True)
class ResearchRun:
    """The findings, and all that a reader needs to judge them.

    `searched` and `held_out` say which candles they hold for, `data` both together; `warm_up` is
    how many candles before them every decision knew; `warnings` are sentences.
    """

    conditions: Conditions
    data: CandleProvenance
    searched: CandleProvenance
    held_out: CandleProvenance
    warm_up: int
    periods_per_year: float
    findings: GridFindings
    warnings: tuple[str, ...]
