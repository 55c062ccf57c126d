"""Phrases found in texts: one pass over the words, one look-up for each."""

import re
from typing import NamedTuple

from bot.news.classify.meaning import Meaning, Phrases, phrases_of

_WORD = re.compile(r"[^\W_]+")
MOST_CHARACTERS = 300
"""So much of a text is read: what a headline is about stands at its beginning."""

COMPANY_WORDS = frozenset(
    phrases_of("""
        shares, share, stock, earnings, profit, profits, results, revenue, revenues, sales, ceo,
        cfo, inc, corp, plc, ltd, co, company, quarter, quarterly, guidance, outlook, dividend,
        analyst, analysts, upgrade, downgrade, investors, layoffs, q1, q2, q3, q4
    """)
)
COIN_WORDS = frozenset(
    phrases_of("""
        crypto, cryptocurrency, cryptocurrencies, token, tokens, coin, coins, altcoin, altcoins,
        blockchain, defi, network, bitcoin, ether, ethereum, stablecoin, stablecoins, usdc, usdt
    """)
)


class Found(NamedTuple):
    """A phrase at the words from `start` on, `end` excluded."""

    start: int
    end: int
    meaning: Meaning


class _Entry(NamedTuple):
    """A phrase; `beginnings` are what each of its words as written has to begin with: nothing, its
    capital, or all of a word in capitals. `is_plain` where two words at most are to be compared."""

    is_plain: bool
    words: tuple[str, ...]
    beginnings: tuple[str, ...]
    is_in_capitals: bool
    context: frozenset[str] | None
    meaning: Meaning


class _Begun(NamedTuple):
    """The phrases that begin with a word, the longest first: by the word behind it, or by none."""

    by_second: dict[str, list[_Entry]]
    alone: list[_Entry]


class Vocabulary:
    """Meanings by phrase.

    A phrase in small letters is found in any spelling, a word of it with a capital only with one
    (Apple), a word in capitals only so (NEAR). A phrase of `common` is a word of everyday language
    too (Target): beside its spelling it needs a word of its context in the same text.
    """

    def __init__(self, phrases: Phrases, common: dict[str, frozenset[str]]) -> None:
        self._begun: dict[str, _Begun] = {}
        for phrase, meaning in phrases.items():
            spelling = tuple(_WORD.findall(phrase))
            if spelling:
                self._add(spelling, common.get(phrase), meaning)
        for begun in self._begun.values():
            for second, entries in begun.by_second.items():
                longest = sorted(entries, key=lambda entry: -len(entry.words))
                begun.by_second[second] = longest + begun.alone

    def read(self, text: str) -> list[Found]:
        """The phrases in the order of the text, the longest where several begin with a word.

        Phrases do not overlap. In a text all in capitals no word counts as spelled in capitals.
        """
        spelled = _WORD.findall(text[:MOST_CHARACTERS])
        words = [*map(str.lower, spelled), ""]
        begun = self._begun
        found: list[Found] = []
        reached = 0
        for start in [at for at, word in enumerate(words) if word in begun]:
            if start < reached:
                continue
            by_second, alone = begun[words[start]]
            for entry in by_second.get(words[start + 1], alone):
                if entry.is_plain or _fits(entry, spelled, words, start):
                    reached = start + len(entry.words)
                    found.append(Found(start, reached, entry.meaning))
                    break
        return found

    def _add(
        self, spelling: tuple[str, ...], context: frozenset[str] | None, meaning: Meaning
    ) -> None:
        words = tuple(word.lower() for word in spelling)
        is_any = context is None and words == spelling
        entry = _Entry(
            is_any and len(words) <= 2,
            words,
            () if is_any else tuple(map(_beginning, spelling)),
            any(_is_in_capitals(word) for word in spelling),
            context,
            meaning,
        )
        begun = self._begun.setdefault(words[0], _Begun({}, []))
        if len(words) == 1:
            begun.alone.append(entry)
        else:
            begun.by_second.setdefault(words[1], []).append(entry)


def _beginning(word: str) -> str:
    if word.islower():
        return ""
    return word if _is_in_capitals(word) else word[0]


def _is_in_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _fits(entry: _Entry, spelled: list[str], words: list[str], start: int) -> bool:
    end = start + len(entry.words)
    if len(entry.words) > 2 and tuple(words[start:end]) != entry.words:
        return False
    if not all(map(str.startswith, spelled[start:end], entry.beginnings)):
        return False
    if entry.is_in_capitals and len(spelled) > 2 and " ".join(spelled).isupper():
        return False
    return entry.context is None or not entry.context.isdisjoint(words)
