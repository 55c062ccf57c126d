"""The rule without a gate: the best trial goes live where it is better on the last candles."""

import math

from bot.optimizer.promotion.contender import Contender
from bot.optimizer.promotion.verdict import Grounds, Verdict
from bot.optimizer.search import Judge, NothingFound

SEARCHED_SHARE = 0.8
GATE_OFF = "PROMOTION_GATE is off: nothing was held against chance"


def searched_candles(candles: int) -> int:
    """How many of the candles are searched; the rest is held out."""
    return math.floor(candles * SEARCHED_SHARE)


def judge_of_held_out(judge: Judge, split: int, count: int) -> Judge:
    """A judge of the held-out span: it asks for as many trades as that can be expected to have."""
    least = round(judge.min_trades * (count - split) / split)
    return Judge(
        objective=judge.objective,
        mdd_weight=judge.mdd_weight,
        min_trades=max(least, min(judge.min_trades, 1)),
    )


def judged(
    champion: Contender,
    challenger: Contender | None,
    judge: Judge,
    nothing_found: NothingFound | None,
) -> Verdict:
    """Better on the held-out candles, or nothing changes.

    A champion without a score is held to be money at rest: a score of 0.
    """
    if challenger is None:
        return Verdict(grounds=Grounds.NOTHING_FOUND, reason=f"kept: {nothing_found}")
    if challenger.config == champion.config:
        reason = "kept: the best trial is the config in use"
        return Verdict(grounds=Grounds.SAME_CONFIG, reason=reason)
    if challenger.held_out_score is None:
        return Verdict(
            grounds=Grounds.NO_SCORE_HELD_OUT,
            reason=f"refused: the challenger has no {judge.objective} on the held-out candles, "
            f"where it {_why_no_score(challenger, judge)}; {GATE_OFF}",
        )
    return _compared(challenger.held_out_score, champion.held_out_score, judge)


def _compared(score: float, bar: float | None, judge: Judge) -> Verdict:
    against = f"the champion's {bar:.4g}" if bar is not None else "0, as the champion has none"
    is_better = score > (0.0 if bar is None else bar)
    grounds = Grounds.BETTER_HELD_OUT if is_better else Grounds.NOT_BETTER_HELD_OUT
    word = "above" if is_better else "not above"
    return Verdict(
        grounds=grounds,
        reason=f"{grounds.conclusion}: on the held-out candles the challenger's {judge.objective} "
        f"of {score:.4g} is {word} {against}; {GATE_OFF}",
    )


def _why_no_score(challenger: Contender, judge: Judge) -> str:
    trades = challenger.trades_held_out
    if challenger.lost_all_held_out:
        return f"lost all in {trades} trades"
    if trades < judge.min_trades:
        return f"made {trades} trades and {judge.min_trades} are needed"
    return f"made {trades} trades, which define none"
