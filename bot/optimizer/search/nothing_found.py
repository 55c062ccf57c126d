"""Why no trial of a search is eligible."""

from dataclasses import dataclass
from enum import StrEnum

from bot.optimizer.search.objective import Judge
from bot.optimizer.trials import MetricColumns, lost_all, metric


class NoneEligible(StrEnum):
    """What all trials have in common that leaves none to choose."""

    NO_TRADE = "no trade"
    TOO_FEW_TRADES = "too few trades"
    LOST_ALL = "lost all"
    UNDEFINED_SCORE = "undefined score"


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingFound:
    """A search without an eligible trial: the cause, and the sentence that tells it."""

    cause: NoneEligible
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def why_none_is_eligible(metrics: MetricColumns, judge: Judge, candles: int) -> NothingFound:
    """From the metrics of all trials, none of which has a score."""
    count, most = len(metrics), int(metric(metrics, "total_trades").max())
    if most == 0:
        return NothingFound(
            cause=NoneEligible.NO_TRADE,
            sentence=f"none of {count} trials traded on these {candles} candles",
        )
    if most < judge.min_trades:
        return NothingFound(
            cause=NoneEligible.TOO_FEW_TRADES,
            sentence=f"none of {count} trials made {judge.min_trades} trades, the most were "
            f"{most}: take more candles or a lower min_trades",
        )
    ruined = int(lost_all(metrics).sum())
    if ruined:
        return NothingFound(
            cause=NoneEligible.LOST_ALL,
            sentence=f"{ruined} of {count} trials lost all, and no other one has a score",
        )
    return NothingFound(
        cause=NoneEligible.UNDEFINED_SCORE,
        sentence=f"{judge.objective} is undefined for all of {count} trials",
    )
