"""The gate itself: what one look at the evidence saw, its thresholds, and the verdict."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.domain import rfc3339
from bot.optimizer.promotion.evidence import FOLDS, SEARCHED_SHARE, Evidence
from bot.optimizer.promotion.gate_terms import LEAST_UNSEEN_CANDLES, least_trades
from bot.optimizer.promotion.looks import Look
from bot.optimizer.promotion.verdict import Grounds, Verdict
from bot.optimizer.search import Judge
from bot.statistics import MeanTest, mean_above_zero, resamples_for

DRAWDOWN_FACTOR = 1.5
"""How many times the champion's maximum drawdown the challenger may have ..."""
DRAWDOWN_FLOOR_PCT = 15.0
"""... and what it may have in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Every figure that one look saw, beside what each had to be.

    `difference` tests that the challenger is better than the champion, `own` that it is better than
    doing nothing: a smaller loser is no champion. Both must be shown, so that neither threshold
    needs a correction for the other (an intersection-union test, Berger 1982). `losing` tests that
    the champion is worse than nothing, even where each candle that touched stop and target is read
    in its favour: it decides nothing about the challenger, and whether the champion is disproven.
    """

    look: Look
    unseen_candles: int
    trades: int
    champion_trades: int
    least_trades: int
    difference: MeanTest
    own: MeanTest
    losing: MeanTest
    drawdown_pct: float
    most_drawdown_pct: float
    return_pct: float
    champion_return_pct: float

    @property
    def p_value(self) -> float:
        """The larger p of both tests: the one that decides."""
        return max(self.difference.p_value, self.own.p_value)

    @property
    def disproves_champion(self) -> bool:
        """Whether the champion loses beyond chance, on as many trades as a challenger needs."""
        is_enough = self.champion_trades >= self.least_trades
        return is_enough and self.losing.p_value <= self.look.threshold

    def failures(self) -> list[str]:
        """What was not shown, each as a part of a sentence; [] where the gate is passed."""
        short = [
            f"that it {what} ({self.beside_threshold(test.p_value)})"
            for what, test in (
                ("is better than the champion", self.difference),
                ("earns anything by itself", self.own),
            )
            if test.p_value > self.look.threshold
        ]
        if self.drawdown_pct > self.most_drawdown_pct:
            short.append(
                f"a bearable drawdown ({self.drawdown_pct:.1f} %, at most "
                f"{self.most_drawdown_pct:.1f} %)"
            )
        return short

    @property
    def seen(self) -> str:
        """What both earned, as a part of a sentence."""
        return (
            f"over {self.unseen_candles:,} candles that its searches had not seen the challenger "
            f"earned {self.return_pct:+.1f} %, the champion {self.champion_return_pct:+.1f} %"
        )

    def verdict(self) -> Verdict:
        """Promoted or refused, in one sentence."""
        short = self.failures()
        if short:
            reason = f"refused: {self.seen}; not shown: {'; '.join(short)}{self._losing_champion()}"
            return Verdict(grounds=Grounds.NOT_SHOWN_BETTER, reason=reason)
        return Verdict(
            grounds=Grounds.SHOWN_BETTER,
            reason=f"promoted: {self.seen}; {self.beside_threshold(self.p_value)}",
        )

    def _losing_champion(self) -> str:
        if not self.disproves_champion:
            return ""
        return (
            f"; the champion itself loses beyond chance (p = {self.losing.p_value:.4f}): better "
            "not to trade it"
        )

    def beside_threshold(self, p_value: float) -> str:
        """A p with the threshold of the look, as a part of a sentence."""
        return (
            f"p = {p_value:.4f}, at most {self.look.threshold:g} at look {self.look.number} of the "
            "year"
        )

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON: every figure with its threshold."""
        return {
            "look": {
                "at": rfc3339(self.look.at),
                "number": self.look.number,
                "p_threshold": self.look.threshold,
            },
            "folds": FOLDS,
            "searched_share": SEARCHED_SHARE,
            "unseen_candles": self.unseen_candles,
            "least_unseen_candles": LEAST_UNSEEN_CANDLES,
            "trades": self.trades,
            "champion_trades": self.champion_trades,
            "least_trades": self.least_trades,
            "p_value": self.p_value,
            "difference_p_value": self.difference.p_value,
            "mean_difference": self.difference.mean,
            "difference_standard_errors": self.difference.standard_errors,
            "block_candles": self.difference.block,
            "own_p_value": self.own.p_value,
            "own_standard_errors": self.own.standard_errors,
            "champion_loses_p_value": self.losing.p_value,
            "max_drawdown_pct": self.drawdown_pct,
            "most_drawdown_pct": self.most_drawdown_pct,
            "return_pct": self.return_pct,
            "champion_return_pct": self.champion_return_pct,
        }


def examine(evidence: Evidence, judge: Judge, look: Look, *, seed: int) -> Examination:
    """Look at the difference; the look must have been spent before."""
    mine, others = evidence.challenger_metrics, evidence.champion_metrics
    test = partial(mean_above_zero, seed=seed, resamples=resamples_for(look.threshold))
    return Examination(
        look=look,
        unseen_candles=len(evidence.challenger),
        trades=mine.total_trades,
        champion_trades=others.total_trades,
        least_trades=least_trades(evidence, judge),
        difference=test(evidence.challenger - evidence.champion),
        own=test(evidence.challenger),
        losing=test(-evidence.kind_champion),
        drawdown_pct=mine.max_drawdown_pct,
        most_drawdown_pct=max(DRAWDOWN_FACTOR * others.max_drawdown_pct, DRAWDOWN_FLOOR_PCT),
        return_pct=mine.total_pnl_pct,
        champion_return_pct=others.total_pnl_pct,
    )
