"""A judge of headlines with a scorer whose score is stated."""

from collections.abc import Callable, Sequence

import pytest

from bot.domain import Headline, MacroEvent
from bot.news.classify import Aliases, classify

Judge = Callable[..., MacroEvent]


class StatedScores:
    """The same score for every text."""

    def __init__(self, score: float) -> None:
        self._score = score

    def scores(self, texts: Sequence[str]) -> Sequence[float]:
        return [self._score for _ in texts]


@pytest.fixture
def judge() -> Judge:
    """The event of one title; `symbols` are traded, `scored` is the scorer's score."""

    def judged(
        title: str,
        summary: str = "",
        *,
        symbols: Sequence[str] = (),
        aliases: dict[str, str | list[str]] | None = None,
        scored: float = 0.0,
        **stated: object,
    ) -> MacroEvent:
        headline = Headline(title=title, summary=summary, source="a feed", **stated)
        (event,) = classify([headline], StatedScores(scored), Aliases(symbols, aliases))
        return event

    return judged
