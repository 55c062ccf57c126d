"""run_portfolio_optimize.py from its arguments to its exit code."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.command_line import (
    Meter,
    Parser,
    as_argument,
    as_json,
    count,
    one_of,
    real_number,
    tell,
    write_out,
)
from bot.domain.errors import ConfigError
from bot.programs.optimize.after import Afterwards, compute_afterwards

if TYPE_CHECKING:
    import argparse

    from bot.portfolio import Outcome, SearchPlan
    from bot.portfolio.allocation.terms import AllocationTerms
    from bot.settings import Settings

SAMPLERS = ("random", "grid", "tpe", "nsga2")
OBJECTIVES = ("sharpe", "pnl", "win_rate", "composite", "sortino", "calmar")


def main(arguments: Sequence[str]) -> int:
    """Optimize every asset of the portfolio once; 0 unless none could be optimized."""
    given = parser().parse_args(arguments)
    from bot import wiring  # numba and pandas load here, so that --help is quick
    from bot.portfolio import RunInterrupted

    settings = _with_portfolio(wiring.load_settings(), given.config)
    log = wiring.logger(replace(settings.logs, log_level="ERROR"), settings.unknown_names)
    plan, terms = _plan(settings, given), _terms(settings, given)
    told = (lambda note: None) if given.quiet else tell
    _tell_before(settings, plan, given, told)
    with (
        wiring.only_optimizer(settings, told, dry_run=plan.dry_run),
        _searching(settings, plan, given) as plan,
    ):
        optimizer = wiring.portfolio_optimizer(settings, log)
        meter = None if given.quiet else SearchProgress()
        try:
            outcomes = optimizer.run(plan, meter)
        except RunInterrupted as interrupt:
            _show(interrupt.outcomes, plan, given)
            raise
        then = compute_afterwards(settings, optimizer, terms, log, dry_run=plan.dry_run)
    _show(outcomes, plan, given, then)
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    return errors[0].exit_code if len(errors) == len(outcomes) else 0


def parser() -> Parser:
    """The flags; what is not given comes from the environment and .env."""
    flags = Parser(
        prog="run_portfolio_optimize.py",
        description="Search for a better config of every asset of the portfolio, and write it "
        "where candles that the search has not seen show that it is better than the one in use.",
    )
    flags.add_argument(
        "--config", type=Path, metavar="FILE", help="the portfolio (default: DATA_DIR's)"
    )
    flags.add_argument(
        "--trials", type=as_argument(count(1)), metavar="N", help="configs tried for each asset"
    )
    flags.add_argument(
        "--objective",
        type=as_argument(one_of(*OBJECTIVES)),
        metavar="{" + ",".join(OBJECTIVES) + "}",
        help="what a config is judged by",
    )
    flags.add_argument(
        "--sampler",
        type=as_argument(one_of(*SAMPLERS)),
        metavar="{" + ",".join(SAMPLERS) + "}",
        help="how configs are chosen; nsga2 shows the front of return against drawdown",
    )
    flags.add_argument(
        "--mdd-weight",
        type=as_argument(real_number),
        metavar="N",
        help="what drawdown costs in composite",
    )
    flags.add_argument(
        "--min-trades", type=as_argument(count()), metavar="N", help="trades that a config needs"
    )
    flags.add_argument(
        "--jobs", type=as_argument(count(1)), metavar="N", help="threads (default: all cores)"
    )
    flags.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="search on the workers of this Dask scheduler, tcp://HOST:PORT",
    )
    flags.add_argument(
        "--seed", type=as_argument(count()), metavar="N", help="the same seed, the same result"
    )
    for name, words in (
        ("--min-weight", "the least that the compared allocations give an asset (0.1 = 10 %%)"),
        ("--max-weight", "the most that they give one"),
        ("--volatility-target", "the yearly volatility that one of them aims at (0.1 = 10 %%)"),
    ):
        flags.add_argument(name, type=as_argument(real_number), metavar="N", help=words)
    flags.add_argument("--dry-run", action="store_true", help="write nothing")
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags


def _tell_before(
    settings: "Settings",
    plan: "SearchPlan",
    given: "argparse.Namespace",
    told: Callable[[str], None],
) -> None:
    """What a flag does not do, which events are missing, how much memory the searches take."""
    from bot.wiring.known_events import load_events

    if plan.judge.objective != "composite" and given.mdd_weight is not None:
        told(f"--mdd-weight counts for composite only, not for {plan.judge.objective}")
    if given.cluster is not None and given.jobs is not None:
        told("--jobs counts on this machine only, not with --cluster")
    for problem in load_events(settings, None, invented=False).problems:
        told(problem)
    told(_memory_told(settings, plan))


@contextmanager
def _searching(
    settings: "Settings", plan: "SearchPlan", given: "argparse.Namespace"
) -> "Iterator[SearchPlan]":
    """The plan, with the cluster's searches where there is one, until the end."""
    if given.cluster is None:
        yield plan
        return
    from bot import wiring

    with wiring.cluster_searches(settings, given.cluster) as searches:
        yield replace(plan, searches=searches)


def _memory_told(settings: "Settings", plan: "SearchPlan") -> str:
    from bot.optimizer import SearchSpace
    from bot.optimizer.search import memory_of

    needs = memory_of(
        settings.strategy_base,
        SearchSpace(),
        settings.optimizer.optimize_lookback,
        plan.n_trials,
        sampler=plan.sampler,
        jobs=plan.jobs,
    )
    return f"{needs} for each asset"


def _show(
    outcomes: "Sequence[Outcome]",
    plan: "SearchPlan",
    given: "argparse.Namespace",
    then: Afterwards | None = None,
) -> None:
    from bot.reports.optimizer import run_document, run_text

    if given.json:
        further = {} if then is None else then.to_dict()
        write_out(as_json({**run_document(outcomes, plan, datetime.now(UTC)), **further}))
    else:
        write_out(run_text(outcomes, plan) + ("" if then is None else then.text))


class SearchProgress:
    """Tells how far the search of each asset is."""

    def __init__(self) -> None:
        self._meter = Meter()

    def __call__(self, done: int, total: int, best: float | None) -> None:
        """Progress of the asset that is searched now; `done` of `total` trials."""
        score = "none yet" if best is None else f"{best:.4g}"
        said = f"{done} of {total} trials, best {score}"
        self._meter.show(done / total, said, from_start=True)
        if done == total:
            tell("all tried; describing them, and a look at unseen candles if due, can take longer")
            self._meter = Meter()


def _with_portfolio(settings: "Settings", file: Path | None) -> "Settings":
    if file is None:
        return settings
    if not file.is_file():
        raise ConfigError(f"need a portfolio file for --config, {file} is missing")
    return replace(settings, trading=replace(settings.trading, portfolio_path=file))


def _terms(settings: "Settings", given: "argparse.Namespace") -> "AllocationTerms":
    """The portfolio's terms of allocation, the flags over them; ConfigError where none can hold."""
    from bot import wiring

    portfolio = wiring.portfolio_of(settings)
    terms = portfolio.allocation_terms
    limits = {"min_weight": given.min_weight, "max_weight": given.max_weight}
    chosen = replace(terms.limits, **{k: v for k, v in limits.items() if v is not None})
    chosen.refuse_infeasible(len(portfolio.assets))
    if given.volatility_target is not None:
        terms = replace(terms, volatility_target=given.volatility_target)
    return replace(terms, limits=chosen)


def _plan(settings: "Settings", given: "argparse.Namespace") -> "SearchPlan":
    from bot import wiring
    from bot.portfolio import SearchPlan

    flags = {
        "auto_optimize_objective": given.objective,
        "auto_optimize_sampler": given.sampler,
        "auto_optimize_mdd_weight": given.mdd_weight,
        "auto_optimize_min_trades": given.min_trades,
        "auto_optimize_trials": given.trials,
    }
    chosen = replace(settings.optimizer, **{k: v for k, v in flags.items() if v is not None})
    return SearchPlan(
        judge=wiring.judge_of(chosen),
        n_trials=chosen.auto_optimize_trials,
        sampler=chosen.auto_optimize_sampler,
        seed=given.seed,
        jobs=given.jobs,
        dry_run=given.dry_run,
        gate=chosen.is_gated,
        alpha=chosen.promotion_alpha,
    )
