"""The scorer that is always there: a lexicon of finance and rules of its sentences."""

from collections.abc import Mapping, Sequence
from math import sqrt

from bot.news.sentiment.entry import Role
from bot.news.sentiment.lexicon import Phrase, Word, lexicon
from bot.news.sentiment.reading import Hit, Reading
from bot.news.sentiment.words import words_of

_STATES_SOMETHING = 0.5  # less is the tone of a neutral fact
_HALF_SURE = 2.0  # a total of its root scores 1 / sqrt(2)


class LexiconScorer:
    """Adapter of `SentimentScorer`: no model, no file but two word lists, the same answer always.

    A text scores 0 unless it states a direction: most sentences about companies are neutral facts.
    """

    def __init__(self) -> None:
        self._lexicon = dict(lexicon())  # a view of it is slower to look up in

    def scores(self, texts: Sequence[str]) -> Sequence[float]:
        """One score in [-1, 1] for each text, in that order."""
        return [self._score(text) for text in texts]

    def _score(self, text: str) -> float:
        words = words_of(text)
        total = Reading(words, hits_of(words, self._lexicon)).read()
        if -_STATES_SOMETHING < total < _STATES_SOMETHING:
            return 0.0
        return total / sqrt(total * total + _HALF_SURE)


def hits_of(words: Sequence[str], meanings: Mapping[str, Word]) -> list[Hit]:
    """Words and phrases of the lexicon with their places; of phrases that overlap the first."""
    hits: list[Hit] = []
    free = 0
    for place, word in enumerate(words):
        meaning = meanings.get(word)
        if meaning is None or place < free:
            continue
        entry, phrases = meaning
        if phrases and (phrase := _phrase(words, place + 1, phrases)):
            rest, entry = phrase
            free = place + 1 + len(rest)
        if entry is not None and entry.role is not Role.IDLE:
            hits.append((place, entry))
    return hits


def _phrase(
    words: Sequence[str], place: int, phrases: Mapping[str, Sequence[Phrase]]
) -> Phrase | None:
    """The longest phrase whose further words begin at `place`."""
    if place < len(words):
        for phrase in phrases.get(words[place], ()):
            rest = phrase[0]
            if words[place : place + len(rest)] == rest:
                return phrase
    return None
