"""The rule without a gate: the best trial goes live where it is better on the last candles."""

import math

from bot.optimizer.promotion.contender import Contender
from bot.optimizer.promotion.verdict import Verdict
from bot.optimizer.search.objective import Judge

SEARCHED_SHARE = 0.8
GATE_OFF = "PROMOTION_GATE is off: nothing was held against chance"


def searched_candles(candles: int) -> int:
    """How many of the candles are searched; the rest is held out."""
    return math.floor(candles * SEARCHED_SHARE)


def judge_of_held_out(judge: Judge, split: int, count: int) -> Judge:
    """The same objective, with as many trades asked as the shorter span can be expected to have."""
    least = round(judge.min_trades * (count - split) / split)
    return Judge(
        objective=judge.objective,
        mdd_weight=judge.mdd_weight,
        min_trades=max(least, min(judge.min_trades, 1)),
    )


def judged(
    champion: Contender, challenger: Contender | None, judge: Judge, why_nothing: str | None
) -> Verdict:
    """Better on the held-out candles, or nothing changes.

    A champion without a score is held to be money at rest: a score of 0.
    """
    if challenger is None:
        return Verdict(promoted=False, reason=f"kept: {why_nothing}")
    if challenger.config == champion.config:
        return Verdict(promoted=False, reason="kept: the best trial is the config in use")
    name = str(judge.objective)
    if challenger.held_out_score is None:
        return Verdict(
            promoted=False,
            reason=f"refused: the challenger has no {name} on the held-out candles, where it "
            f"{_why_no_score(challenger, judge)}; {GATE_OFF}",
        )
    bar = champion.held_out_score
    told = f"the champion's {bar:.4g}" if bar is not None else "0, as the champion has none"
    is_better = challenger.held_out_score > (0.0 if bar is None else bar)
    outcome = "promoted" if is_better else "refused"
    word = "above" if is_better else "not above"
    return Verdict(
        promoted=is_better,
        reason=f"{outcome}: on the held-out candles the challenger's {name} of "
        f"{challenger.held_out_score:.4g} is {word} {told}; {GATE_OFF}",
    )


def _why_no_score(challenger: Contender, judge: Judge) -> str:
    trades = challenger.trades_held_out
    if challenger.lost_all_held_out:
        return f"lost all in {trades} trades"
    if trades < judge.min_trades:
        return f"made {trades} trades and {judge.min_trades} are needed"
    return f"made {trades} trades, which define none"
