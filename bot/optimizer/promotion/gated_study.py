"""The steps of a contest with the gate on: when a look is taken, and when it is put off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import numpy as np

from bot.arrays import nanoseconds
from bot.optimizer.promotion.contender import Contender
from bot.optimizer.promotion.contest import Contest
from bot.optimizer.promotion.evidence import Evidence, gather
from bot.optimizer.promotion.gate import examine
from bot.optimizer.promotion.gate_terms import too_few_candles, too_few_trades, waits_until
from bot.optimizer.promotion.inside import InsideView, confirmed, too_shallow, view_of
from bot.optimizer.promotion.looks import Look, LookLedger
from bot.optimizer.promotion.study import Study
from bot.optimizer.promotion.verdict import Grounds
from bot.optimizer.search import SearchRunner

BeforeLook = Callable[[LookLedger], None]
"""Told the ledger with the look in it before the difference is looked at: a look that is taken and
then forgotten, in a crash, would be taken twice."""


def judged_at_the_gate(contest: Contest, searches: SearchRunner, before_look: BeforeLook) -> Study:
    """Take a look at the evidence where one is due and there is enough to look at."""
    champion, best = contest.searched(contest.champion), contest.search.best_config
    if best is None:
        reason = str(contest.search.nothing_found)
        return contest.kept(Grounds.NOTHING_FOUND, reason, champion, None)
    challenger = contest.searched(best)
    if best == contest.champion:
        reason = "the best trial is the config in use"
        return contest.kept(Grounds.SAME_CONFIG, reason, champion, challenger)
    ledger = contest.terms.ledger
    look = ledger.due(contest.at, contest.terms.alpha)
    if look is None:
        due = ledger.next_due(contest.at)
        reason = waits_until(due, _candles_until(contest, due))
        return contest.kept(Grounds.NO_LOOK_DUE, reason, champion, challenger)
    return _at_a_look(contest, searches, before_look, look, (champion, challenger))


def _at_a_look(
    contest: Contest,
    searches: SearchRunner,
    before_look: BeforeLook,
    look: Look,
    contenders: tuple[Contender, Contender],
) -> Study:
    if (reason := too_few_candles(len(contest.candles))) is not None:
        return _put_off(contest, Grounds.TOO_FEW_CANDLES, reason, contenders)
    view = view_of(contest.request, contest.finer)
    if (reason := too_shallow(view, contenders[1].config, contest.finer)) is not None:
        return _put_off(contest, Grounds.NEEDS_FINER_CANDLES, reason, contenders)
    asked = replace(contest.request, n_trials=contest.search.n_trials)  # as many as there were
    evidence = gather(asked, searches=searches)
    if (reason := too_few_trades(evidence, contest.request.judge)) is not None:
        return _put_off(contest, Grounds.TOO_FEW_TRADES, reason, contenders)
    ledger = contest.terms.ledger.spent(look)
    before_look(ledger)
    return _looked_at(contest, evidence, view, look, ledger, contenders[1])


def _put_off(
    contest: Contest, grounds: Grounds, reason: str, contenders: tuple[Contender, Contender]
) -> Study:
    return contest.kept(grounds, f"not looked at yet: {reason}", *contenders)


def _looked_at(
    contest: Contest,
    evidence: Evidence,
    view: InsideView,
    look: Look,
    ledger: LookLedger,
    challenger: Contender,
) -> Study:
    seed = contest.search.seed
    seen = examine(evidence, contest.request.judge, look, seed=seed)
    inside = confirmed(evidence, contest.request, view, seen, seed=seed)
    return contest.study(
        contest.searched(contest.champion, evidence.champion_metrics),
        contest.searched(challenger.config, evidence.challenger_metrics),
        (inside or seen).verdict(),
        unseen=seen.unseen_candles,
        ledger=ledger,
        examination=seen,
        confirmation=inside,
        unseen_returns=evidence.challenger,
    )


def _candles_until(contest: Contest, due: datetime) -> int:
    left = nanoseconds(due) - nanoseconds(contest.at)
    return int(np.ceil(left / contest.arrays.candle_ns))
