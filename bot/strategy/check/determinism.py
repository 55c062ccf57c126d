"""Determinism: the same candles, the same bits; nothing is kept, drawn or left behind."""

import hashlib
import random
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bot.candles import CandleArrays
from bot.strategy.check.answers import Answers, Misbehaved, ask
from bot.strategy.check.compare import differences
from bot.strategy.check.result import CheckResult, Outcome
from bot.strategy.protocol import Strategy

NAME = "determinism"
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
    hashes otherwise. Misbehaved as `ask`, and where something differs.
    """
    _refuse_global_chance(strategy, series)
    first = {name: ask(strategy, candles) for name, candles in series.items()}
    for name, candles in reversed(list(series.items())):
        _refuse_other(name, first[name], ask(strategy, candles), "the second time")
    if ask_elsewhere is not None:
        _refuse_other_process(first, series, ask_elsewhere)
    where = "in one process and in a fresh one" if ask_elsewhere else "in one process"
    return CheckResult(
        name=NAME,
        outcome=Outcome.PASSED,
        found=f"the same bits each time and in any order, {where}",
        details={"fresh_process": ask_elsewhere is not None},
    )


def _refuse_global_chance(strategy: Strategy, series: Mapping[str, CandleArrays]) -> None:
    """Misbehaved where the global random states of numpy or Python are read or moved."""
    kept, kept_python = np.random.get_state(legacy=False), random.getstate()
    try:
        for name, candles in series.items():
            told = []
            for seed in (1, 2):
                np.random.seed(seed)
                random.seed(seed)
                before = _global_chance()
                told.append(ask(strategy, candles))
                if before != _global_chance():
                    raise Misbehaved("it draws from a random state that all code shares", _CHANCE)
            _refuse_other(name, told[0], told[1], "under another random state")
    finally:
        np.random.set_state(kept)
        random.setstate(kept_python)


def _global_chance() -> tuple[object, ...]:
    state = np.random.get_state(legacy=False)["state"]
    return state["key"].tobytes(), state["pos"], random.getstate()


def _refuse_other(name: str, one: Answers, other: Answers, when: str) -> None:
    if one.bits() != other.bits():
        raise Misbehaved(
            f"the same {name} candles are judged otherwise {when}: {_first_difference(one, other)}",
            f"{_STATE}; {_CHANCE}",
        )


def _first_difference(one: Answers, other: Answers) -> str:
    for found in differences(other, one, 0, tolerance=0.0)[:1]:
        was, now = (answers.in_words(found.row, found.column) for answers in (one, other))
        return f"the {found.column} of row {found.row:,} was {was} and is {now}"
    return "the order of its named values"


def _refuse_other_process(
    first: Mapping[str, Answers], series: Mapping[str, CandleArrays], ask_elsewhere: AskElsewhere
) -> None:
    names = list(series)[::-1]
    found = ask_elsewhere([series[name] for name in names])
    for name, digest in zip(names, found, strict=True):
        if digest != hashlib.sha256(first[name].bits()).hexdigest():
            raise Misbehaved(
                f"{name} candles are judged otherwise in a fresh process, asked in another order",
                f"{_STATE}, for the order of a set, which differs from process to process, and for"
                " the clock or the environment being read",
            )
