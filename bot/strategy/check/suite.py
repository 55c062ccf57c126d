"""All checks of one strategy, in an order in which each may rely on those before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.candles import CandleArrays
from bot.strategy.check import activity, determinism, edge_cases, parameters, prefix, window
from bot.strategy.check.answers import CannotBeAsked, Misbehaved, ask
from bot.strategy.check.result import CheckName, CheckOutcome, CheckReport, CheckResult
from bot.strategy.check.samples import KINDS, sample_candles
from bot.strategy.protocol import Strategy

_VARIANTS = 4
Series = Mapping[str, CandleArrays]
Progress = Callable[[float, str], None]


def check_strategy(
    strategy: Strategy,
    series: Series | None = None,
    *,
    count: int = 2_000,
    tries: int = 200,
    seed: int = 0,
    ask_elsewhere: determinism.AskElsewhere | None = None,
    progress: Progress = lambda share, said: None,
) -> CheckReport:
    """Judge a strategy on candles by name (default: default_series with `count`).

    `tries` is how many prefixes and windows of each series are tried beside the first and last.
    `ask_elsewhere` asks the same strategy in a process of its own, without which that part of
    determinism is left out. `progress` hears the share that is done and what is done next. The
    same arguments give the same report.
    """
    run = _Run(progress=progress)
    run.judge(CheckName.ANSWERS, 0.0, lambda: _check_answers(strategy, series))
    if run.results[0].outcome is CheckOutcome.FAILED:
        return CheckReport(results=tuple(run.results))
    warm_up = window.warm_up_of(strategy)
    candles = series or default_series(warm_up, count=count, seed=seed)
    run.judge(
        CheckName.EDGE_CASES,
        0.02,
        lambda: edge_cases.check_edge_cases(strategy, candles, warm_up=warm_up),
    )
    run.judge(
        CheckName.DETERMINISM,
        0.1,
        lambda: determinism.check_determinism(strategy, candles, ask_elsewhere),
    )
    _judge_causality(run, strategy, candles, tries=tries, seed=seed)
    run.judge(CheckName.PARAMETERS, 0.85, lambda: parameters.check_parameters(strategy, seed=seed))
    run.judge(
        CheckName.OTHER_PARAMETERS,
        0.87,
        lambda: _check_other_parameters(strategy, count=count, tries=tries, seed=seed),
        needs=(
            CheckName.DETERMINISM,
            CheckName.LOOK_AHEAD,
            CheckName.WARM_UP,
            CheckName.PARAMETERS,
        ),
    )
    run.judge(CheckName.ACTIVITY, 0.98, lambda: activity.check_activity(strategy, candles))
    return CheckReport(results=tuple(run.results))


def default_series(
    warm_up: int, *, count: int, seed: int, timeframe: str = "1h"
) -> dict[str, CandleArrays]:
    """A series of each kind with `count` candles, or more for a long warm-up, and a long one.

    The long one has ten times `count`: it finds what happens only where there are many candles.
    """
    size = max(count, 2 * warm_up)
    series = {kind: sample_candles(kind, size, seed=seed, timeframe=timeframe) for kind in KINDS}
    longest = max(10 * count, size)
    series["long"] = sample_candles("trending", longest, seed=seed + 1, timeframe=timeframe)
    return series


def _judge_causality(
    run: "_Run", strategy: Strategy, candles: Series, *, tries: int, seed: int
) -> None:
    """What row t reads: nothing later, and of what is earlier only the warm-up."""
    during = run.during(CheckName.LOOK_AHEAD, 0.15, 0.7)
    run.judge(
        CheckName.LOOK_AHEAD,
        0.15,
        lambda: prefix.check_prefixes(strategy, candles, tries=tries, seed=seed, progress=during),
        needs=(CheckName.DETERMINISM,),
    )
    run.judge(
        CheckName.WARM_UP,
        0.7,
        lambda: window.check_windows(strategy, candles, tries=tries, seed=seed),
        needs=(CheckName.DETERMINISM, CheckName.LOOK_AHEAD),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """The results so far; a check that cannot be made is one too."""

    progress: Progress
    results: list[CheckResult] = field(default_factory=list)

    def judge(
        self,
        name: CheckName,
        share: float,
        check: Callable[[], CheckResult],
        needs: tuple[CheckName, ...] = (),
    ) -> None:
        """Append the check's result, or why there is none; `share` of the run is done before."""
        self.progress(share, name)
        missing = [result for result in self._unpassed() if result.name in needs]
        if missing:
            self.results.append(_not_judged(name, f"means nothing before {missing[0].name} holds"))
            return
        try:
            self.results.append(check())
        except Misbehaved as exc:
            self.results.append(self._misbehaved(name, exc))

    def during(self, name: CheckName, start: float, end: float) -> Callable[[float], None]:
        """Turns the share of one check that is done into the share of the whole run."""
        return lambda share: self.progress(start + (end - start) * share, name)

    def _unpassed(self) -> list[CheckResult]:
        return [result for result in self.results if result.outcome is not CheckOutcome.PASSED]

    def _misbehaved(self, name: CheckName, error: Misbehaved) -> CheckResult:
        """A failure, unless the edge cases have shown already that it cannot be asked."""
        in_edge_cases = any(result.name == CheckName.EDGE_CASES for result in self._unpassed())
        if in_edge_cases and isinstance(error, CannotBeAsked):
            return _not_judged(name, f"could not be asked: {error}")
        return CheckResult(
            name=name, outcome=CheckOutcome.FAILED, finding=str(error), advice=error.advice
        )


def _not_judged(name: CheckName, why: str) -> CheckResult:
    return CheckResult(name=name, outcome=CheckOutcome.NOT_JUDGED, finding=why)


def _check_answers(strategy: Strategy, series: Series | None) -> CheckResult:
    """Whether it can be asked at all: on a hundred candles more than its warm-up, or the series."""
    warm_up = window.warm_up_of(strategy)
    asked = series or {"trending": sample_candles("trending", warm_up + 100)}
    for candles in asked.values():
        answers = ask(strategy, candles)
    named = ", ".join(answers.values) or "no named values"
    return CheckResult(
        name=CheckName.ANSWERS,
        outcome=CheckOutcome.PASSED,
        finding=f"a direction and a confidence for each candle, with {named}",
        details={"values": list(answers.values), "warm_up_candles": warm_up},
    )


def _check_other_parameters(
    strategy: Strategy, *, count: int, tries: int, seed: int
) -> CheckResult:
    """Prefix and window invariance again, more briefly, with parameters of the search space."""
    variants = parameters.drawn_parameters(strategy, _VARIANTS, seed=seed)
    for variant in variants:
        warm_up = window.warm_up_of(variant)
        series = {"trending": sample_candles("trending", max(count, 2 * warm_up), seed=seed)}
        for result in (
            prefix.check_prefixes(variant, series, tries=tries // 4, seed=seed),
            window.check_windows(variant, series, tries=tries // 4, seed=seed),
        ):
            if result.outcome is CheckOutcome.FAILED:
                raise Misbehaved(f"with {variant}: {result.finding}", result.advice)
    none = "it has no search space, so there are none to try"
    return CheckResult(
        name=CheckName.OTHER_PARAMETERS,
        outcome=CheckOutcome.PASSED,
        finding=f"neither looks ahead nor needs more warm-up with {len(variants)} other points of"
        " its search space"
        if variants
        else none,
        details={"parameters": [repr(variant) for variant in variants]},
    )
