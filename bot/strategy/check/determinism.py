"""Determinism: the same candles, the same bits; nothing is kept, drawn or left behind."""

import hashlib
import random
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bot.candles import CandleArrays
from bot.strategy.check.answers import Answers, Misbehaved, ask
from bot.strategy.check.compare import differences
from bot.strategy.check.result import CheckName, CheckOutcome, CheckResult
from bot.strategy.protocol import Strategy

AskElsewhere = Callable[[Sequence[CandleArrays]], Sequence[str]]
"""Digests of the answers of the same strategy in a process of its own, see `answers_digest`."""

_STATE = (
    "opinions must depend on its parameters and the candles alone: look for module variables,"
    " class attributes and caches that a call writes to"
)
_CHANCE = (
    "look for random numbers: draw them from np.random.default_rng(SEED) made anew in each call,"
    " SEED being a parameter"
)


def answers_digest(strategy: Strategy, candles: CandleArrays) -> str:
    """Hex digits that differ whenever a bit of the answers does."""
    return hashlib.sha256(ask(strategy, candles).bits()).hexdigest()


def check_determinism(
    strategy: Strategy,
    series: Mapping[str, CandleArrays],
    ask_elsewhere: AskElsewhere | None = None,
) -> CheckResult:
    """Twice the same bits: at once, after other candles, under other global random states.

    With `ask_elsewhere` also in another process that has seen the series in another order and
    hashes otherwise. Raises what `ask` raises, and Misbehaved where
    something differs.
    """
    _refuse_global_chance(strategy, series)
    first = {name: ask(strategy, candles) for name, candles in series.items()}
    for name, candles in reversed(list(series.items())):
        _refuse_other(name, first[name], ask(strategy, candles), "the second time")
    if ask_elsewhere is not None:
        _refuse_other_process(first, series, ask_elsewhere)
    where = "in one process and in a fresh one" if ask_elsewhere else "in one process"
    return CheckResult(
        name=CheckName.DETERMINISM,
        outcome=CheckOutcome.PASSED,
        finding=f"the same bits each time and in any order, {where}",
        details={"fresh_process": ask_elsewhere is not None},
    )


def _refuse_global_chance(strategy: Strategy, series: Mapping[str, CandleArrays]) -> None:
    """Misbehaved where the global random states of numpy or Python are read or moved."""
    kept, kept_python = np.random.get_state(legacy=False), random.getstate()
    try:
        for name, candles in series.items():
            answers = []
            for seed in (1, 2):
                np.random.seed(seed)
                random.seed(seed)
                before = _global_chance()
                answers.append(ask(strategy, candles))
                if before != _global_chance():
                    raise Misbehaved("it draws from a random state that all code shares", _CHANCE)
            _refuse_other(name, answers[0], answers[1], "under another random state")
    finally:
        np.random.set_state(kept)
        random.setstate(kept_python)


def _global_chance() -> tuple[object, ...]:
    state = np.random.get_state(legacy=False)["state"]
    return state["key"].tobytes(), state["pos"], random.getstate()


def _refuse_other(name: str, first: Answers, other: Answers, when: str) -> None:
    if first.bits() != other.bits():
        raise Misbehaved(
            f"the same {name} candles are judged otherwise {when}: "
            f"{_first_difference(first, other)}",
            f"{_STATE}; {_CHANCE}",
        )


def _first_difference(first: Answers, other: Answers) -> str:
    for at in differences(other, first, 0, tolerance=0.0)[:1]:
        was, now = (answers.in_words(at.row, at.column) for answers in (first, other))
        return f"the {at.column} of row {at.row:,} was {was} and is {now}"
    return "the order of its named values"


def _refuse_other_process(
    first: Mapping[str, Answers], series: Mapping[str, CandleArrays], ask_elsewhere: AskElsewhere
) -> None:
    names = list(series)[::-1]
    digests = ask_elsewhere([series[name] for name in names])
    for name, digest in zip(names, digests, strict=True):
        if digest != hashlib.sha256(first[name].bits()).hexdigest():
            raise Misbehaved(
                f"{name} candles are judged otherwise in a fresh process, asked in another order",
                f"{_STATE}, for the order of a set, which differs from process to process, and for"
                " the clock or the environment being read",
            )
