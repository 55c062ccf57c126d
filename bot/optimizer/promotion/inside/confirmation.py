"""A gain that was shown, shown once more with exits decided inside the candles."""

from dataclasses import dataclass
from typing import Any

from bot.optimizer.promotion.evidence import Evidence, in_detail
from bot.optimizer.promotion.gate import Examination, examine
from bot.optimizer.promotion.inside.view import InsideView
from bot.optimizer.promotion.verdict import Grounds, Verdict
from bot.optimizer.search import SearchRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What the look `coarse` shows on finer candles: `fine`, by the same tests and thresholds.

    A challenger must pass both, so neither needs a correction for the other. `view` tells which
    candles decided.
    """

    view: InsideView
    coarse: Examination
    fine: Examination

    def verdict(self) -> Verdict:
        """Promoted or refused, in one sentence."""
        decided = (
            f"with {self.view.timeframe} candles deciding inside each, "
            f"{self.fine.return_pct:+.1f} % and {self.fine.champion_return_pct:+.1f} %"
        )
        short = self.fine.failures()
        if short:
            return Verdict(
                grounds=Grounds.INSIDE_THE_CANDLE,
                reason=f"refused: its gain lives inside the candle: {self.coarse.seen}; {decided}; "
                f"not shown then: {'; '.join(short)}",
            )
        return Verdict(
            grounds=Grounds.SHOWN_BETTER,
            reason=f"{self.coarse.verdict().reason}; confirmed {decided}, p = "
            f"{self.fine.p_value:.4f}",
        )

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "timeframe": self.view.timeframe,
            "covered": self.view.covered,
            "likely_overshoot": self.view.overshoot,
            "p_value": self.fine.p_value,
            "difference_p_value": self.fine.difference.p_value,
            "own_p_value": self.fine.own.p_value,
            "max_drawdown_pct": self.fine.drawdown_pct,
            "most_drawdown_pct": self.fine.most_drawdown_pct,
            "return_pct": self.fine.return_pct,
            "champion_return_pct": self.fine.champion_return_pct,
        }


def confirmed(
    evidence: Evidence,
    request: SearchRequest,
    view: InsideView,
    coarse: Examination,
    *,
    seed: int,
) -> Confirmation | None:
    """The look on finer candles; None where there are none, or nothing was shown to confirm."""
    if view.detail is None or coarse.failures():
        return None
    fine = examine(in_detail(evidence, request, view.detail), request.judge, coarse.look, seed=seed)
    return Confirmation(view=view, coarse=coarse, fine=fine)
