"""How often something happened beside how often it must, as a table for people."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reports.formats import share

HEAD = f"{'':<58}{'count':>12}{'share':>8}{'upper':>8}  must be"
"""The line above all promises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """How often something happened in `tries` independent series, and the bar for it.

    `at_most` and `upper_at_most` bound the share and its upper 95 % limit, `at_least` the share.
    """

    what: str
    count: int
    tries: int
    at_most: float | None = None
    upper_at_most: float | None = None
    at_least: float | None = None

    @property
    def share(self) -> float:
        """How often."""
        return self.count / self.tries if self.tries else float("nan")

    @property
    def upper(self) -> float:
        """The one-sided upper 95 % limit of the share (Clopper & Pearson 1934)."""
        low, high = self.share, 1.0
        for _ in range(50):
            middle = (low + high) / 2.0
            enough = chance_of_at_most(self.count, self.tries, middle) > 0.05
            low, high = (middle, high) if enough else (low, middle)
        return high

    @property
    def is_kept(self) -> bool:
        """Whether every bar is met; a promise without one is always kept."""
        return (
            (self.at_most is None or self.share <= self.at_most)
            and (self.upper_at_most is None or self.upper <= self.upper_at_most)
            and (self.at_least is None or self.share >= self.at_least)
        )


def promise_line(promise: Promise) -> str:
    """A line of the table below HEAD."""
    bars = [
        f"{word} {share(bar, 0)}"
        for word, bar in (
            ("at most", promise.at_most),
            ("upper limit at most", promise.upper_at_most),
            ("at least", promise.at_least),
        )
        if bar is not None
    ]
    verdict = f"{', '.join(bars)}: {'ok' if promise.is_kept else 'MISSED'}" if bars else ""
    return (
        f"{promise.what:<58}{promise.count:>5} of {promise.tries:<4}{share(promise.share):>7}"
        f"{share(promise.upper):>8}  {verdict}"
    ).rstrip()


def promises_verdict(promises: Sequence[Promise]) -> str:
    """Whether all of them are kept, in one sentence."""
    missed = sum(not promise.is_kept for promise in promises)
    return f"MISSED: {missed} of {len(promises)} lines" if missed else "every line holds"


def chance_of_at_most(count: int, tries: int, share: float) -> float:
    """The binomial chance of `count` or fewer in `tries`, each with the chance `share`."""
    if share >= 1.0:
        return 1.0 if count >= tries else 0.0
    return math.fsum(
        math.comb(tries, k) * share**k * (1.0 - share) ** (tries - k) for k in range(count + 1)
    )
