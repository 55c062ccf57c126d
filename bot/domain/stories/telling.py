"""When two headlines tell one story: by their significant words, in whatever order.

News ingestion merges what several feeds carry by this rule, and the macro engine damps what is told
again, so both mean the same by it. It errs towards two stories: one told twice weighs a little too
much, two taken for one lose the second. It knows no order of words: "stocks fall, bonds rise" and
"bonds fall, stocks rise" are the same to it.
"""

import math
import re
from functools import lru_cache

from bot.domain.stories.spelling import NO_WORDS, NOT, PHRASES, SCALES, SPELLINGS, WAYS

LEAST_COMMON = 3
"""Fewer common words are too few to tell a story by, unless the titles have no others."""
LEAST_OVERLAP = 0.7
"""What a title and one that says more have in common at least, by Dice (1945): twice the common
words over the words of both. Five words and the same five with four more reach it."""
LEAST_OF_REWORDED = 0.8
"""The same where each has words of its own: six common ones beside one and two of its own."""
_HELD_AGAINST = 50
"""Of the stories with one word in common, so many of the latest are looked at: a bound on time."""

_PUBLISHER = re.compile(r"^(.+\S)\s+[-|\u2013\u2014\u00b7]\s+[A-Z][^\d|\u2013\u2014\u00b7]{1,40}$")
_LEAST_BEFORE_A_PUBLISHER = 3
_RUNNING_NUMBER = re.compile(r"^\s*(?:update|wrapup|refile|corrected)\s*\d*\s*[-:]")
_DROPPED = re.compile(r"['\u2019](?:s\b)?|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)|(?<=\d),(?=\d{3})")
_PHRASE = re.compile(r"\b(?:" + "|".join(PHRASES) + r")\b")
_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
_ENDINGS = ("ing", "ed", "es", "s", "e")
_LEAST_STEM = 4


def title_words(title: str) -> frozenset[str]:
    """The significant words of a title, casefolded, in one spelling, numbers as digits.

    A publisher at the end (" - Reuters") and stop words are dropped, endings are cut, words for one
    move (hikes, raises, lifts) become one, and so do 24K and 24,000. A title that has nothing but
    stop words keeps them.
    """
    text = _RUNNING_NUMBER.sub("", _without_publisher(title).casefold())
    text = _PHRASE.sub(lambda phrase: PHRASES[phrase[0]], _DROPPED.sub("", text))
    words: list[str] = []
    for word in _WORD.findall(text):
        if word[0].isdecimal():
            words.append(_number(float(word)))
        elif word in SCALES and words and words[-1][0].isdecimal():
            words[-1] = _number(float(words[-1]) * SCALES[word])
        else:
            words.append(word)
    significant = frozenset(_spelling(word) for word in words if word not in NO_WORDS)
    return significant or frozenset(words)


def is_same_story(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles, by their `title_words`, tell one story; symmetric, and true of equals.

    They do where at least LEAST_COMMON words are common, and LEAST_OVERLAP of all, or
    LEAST_OF_REWORDED where each has words of its own; where the numbers of one are among those of
    the other, and so are its words for a move (a rise is no fall, 25 no 50 basis points); and where
    both deny something or neither does. Titles that differ by one word put in another's place are
    one sentence about two things ("A is sued", "B is sued").
    """
    if one == other:
        return True
    common = one & other
    count = len(common)
    if count < LEAST_COMMON or len(one) == len(other) == count + 1:
        return False
    here, there = one - common, other - common
    least = LEAST_OF_REWORDED if here and there else LEAST_OVERLAP
    if 2 * count < least * (len(one) + len(other)) or NOT in here | there:
        return False
    return not (_counts(here) and _counts(there)) and not (here & WAYS and there & WAYS)


class Stories:
    """Stories as they are told, title by title; each title is held against the first of a story.

    A story takes in what is told at most `lasting` after its first title, in the unit of `at`.
    """

    def __init__(self, lasting: float = math.inf) -> None:
        self._lasting = lasting
        self._first: list[frozenset[str]] = []
        self._since: list[float] = []
        self._with_word: dict[str, list[int]] = {}
        self._exact: dict[frozenset[str], int] = {}

    def tell(self, words: frozenset[str], at: float = 0.0) -> int:
        """The number of the story that a title tells, counted from 0: an earlier one's, or a new
        one's. `at` never falls from one call to the next.
        """
        story = self._earlier(words, at - self._lasting)
        return self._begin(words, at) if story is None else story

    def _earlier(self, words: frozenset[str], since: float) -> int | None:
        exact = self._exact.get(words)
        if exact is not None and self._since[exact] >= since:
            return exact
        latest = -1
        for word in self._telling(words):
            for story in reversed(self._with_word.get(word, ())[-_HELD_AGAINST:]):
                if story <= latest or self._since[story] < since:
                    break
                if is_same_story(words, self._first[story]):
                    latest = story
                    break
        return latest if latest >= 0 else None

    def _telling(self, words: frozenset[str]) -> list[str]:
        """The rarest words, so many that a title of the same story has one of them at least."""
        least = LEAST_OVERLAP / (2.0 - LEAST_OVERLAP) * len(words)  # of common words
        needed = min(len(words), max(LEAST_COMMON, math.ceil(least - 1e-9)))
        rarest = sorted(words, key=lambda word: (len(self._with_word.get(word, ())), word))
        return rarest[: len(words) - needed + 1]

    def _begin(self, words: frozenset[str], at: float) -> int:
        story = len(self._first)
        self._first.append(words)
        self._since.append(at)
        self._exact[words] = story
        for word in words:
            self._with_word.setdefault(word, []).append(story)
        return story


def _without_publisher(title: str) -> str:
    found = _PUBLISHER.match(title)
    if found is None or len(found[1].split()) < _LEAST_BEFORE_A_PUBLISHER:
        return title
    return found[1]


def _number(value: float) -> str:
    return f"{value:.12g}"


def _counts(words: frozenset[str]) -> bool:
    """Whether a number is among the words."""
    return any(word[0].isdecimal() for word in words)


@lru_cache(maxsize=50_000)
def _spelling(word: str) -> str:
    """One spelling for the forms of a word."""
    if word in SPELLINGS or word[0].isdecimal():
        return SPELLINGS.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= _LEAST_STEM + len(ending):
            if not word.endswith("ss"):
                word = word.removesuffix(ending)
            break
    return word.removesuffix("e") if len(word) > _LEAST_STEM else word
