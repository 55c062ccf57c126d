"""One run for one symbol: a search, and whether its best trial may replace the champion."""

from dataclasses import replace

from bot.backtesting import LEAST_CANDLES
from bot.domain.errors import DataError
from bot.optimizer.promotion import ungated_rule
from bot.optimizer.promotion.contest import Contest
from bot.optimizer.promotion.evidence import FOLDS, unseen_returns
from bot.optimizer.promotion.gate_terms import GateTerms
from bot.optimizer.promotion.gated_study import BeforeLook, judged_at_the_gate
from bot.optimizer.promotion.inside import FinerCandles
from bot.optimizer.promotion.study import Study
from bot.optimizer.promotion.study_progress import StudyProgress
from bot.optimizer.search import (
    LocalSearches,
    SearchInterrupted,
    SearchRequest,
    SearchRunner,
)
from bot.optimizer.validation import Diagnostics, diagnose, regime_table


def run_study(
    request: SearchRequest,
    *,
    searches: SearchRunner | None = None,
    progress: StudyProgress | None = None,
    terms: GateTerms | None = None,
    before_look: BeforeLook = lambda ledger: None,
    finer: FinerCandles | None = None,
    with_diagnostics: bool = False,
) -> Study:
    """Search for a config better than the request's base, the champion, and judge what is best.

    With the gate on, all candles are searched; where a look is due and there is enough to look at,
    the search is walked forward and its unseen returns are held against the champion's, once more
    with what `finer` (None: nothing) has of the inside of the candles. With the gate off, the first
    80 % are searched and the rest decides. `searches` (None: here, on all cores) runs every search;
    `with_diagnostics` describes the first one, and `progress` is told how far all is. Raises
    DataError for fewer than 100 candles, what a search raises, and what `before_look` raises.
    """
    terms, searches = terms or GateTerms(), searches or LocalSearches()
    progress = progress or StudyProgress()
    count = len(request.traded)
    if count < LEAST_CANDLES:
        raise DataError(
            f"need at least {LEAST_CANDLES} candles to search and to judge on, were {count}"
        )
    split = count if terms.is_on else ungated_rule.searched_candles(count)
    seen = request.until(split)
    search = searches.start(seen, progress.search)()
    contest = Contest(request, search, terms, finer or FinerCandles())
    try:  # diagnostics come first: an interrupt of them, or of the walk, spends no look
        described = None
        if with_diagnostics:
            described = diagnose(
                contest.search,
                seen.candles,
                request.conditions,
                request.warm_up,
                progress=progress.described,
            )
        study = (
            judged_at_the_gate(contest, progress.look(searches, FOLDS), before_look)
            if terms.is_on
            else _ungated(contest, split)
        )
    except KeyboardInterrupt as interrupt:  # what is interesting is the search that is done
        raise SearchInterrupted(contest.search, contest.search.n_trials) from interrupt
    if described is None:
        return study
    return replace(study, diagnostics=_with_regimes(described, contest, study))


def _ungated(contest: Contest, split: int) -> Study:
    """Judged on the candles from row `split` on."""
    count, best = len(contest.candles), contest.search.best_config
    judge = ungated_rule.judge_of_held_out(contest.request.judge, split, count)
    champion = contest.held_out(contest.champion, split, judge)
    challenger = None if best is None else contest.held_out(best, split, judge)
    verdict = ungated_rule.judged(champion, challenger, judge, contest.search.nothing_found)
    return contest.study(champion, challenger, verdict, searched=split, unseen=count - split)


def _with_regimes(described: Diagnostics, contest: Contest, study: Study) -> Diagnostics:
    """The diagnostics with the markets of those unseen candles that the verdict has seen."""
    unseen, best = study.unseen_returns, contest.search.best_config
    conditions = contest.request.conditions
    if not contest.terms.is_on and best is not None:
        start, end = study.searched_candles, len(contest.candles)
        run = contest.run(best, start, end)
        unseen = unseen_returns(run.equity, conditions.initial_balance)
    if unseen is None:
        return described
    periods = conditions.periods_per_year(contest.champion)
    return replace(described, regimes=regime_table(contest.arrays.close, unseen, periods))
