"""Our words of finance over VADER's words of everyday."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.news.sentiment.entry import Entry, Role
from bot.news.sentiment.inflection import forms_of

_OURS = Path(__file__).with_name("lexicon.toml")
_VADER_SHARE = 0.1
"""VADER's 4 is 0.4 here: one everyday word says nothing of an asset, several do."""

Phrase = tuple[list[str], Entry]
"""The words that follow a first one, and what all of them mean."""
Word = tuple[Entry | None, Mapping[str, Sequence[Phrase]]]
"""What a word means alone, and by their second word the phrases that it begins, longest first."""


@cache
def lexicon() -> Mapping[str, Word]:
    """Every word that means something or begins a phrase; read once, never changed."""
    meanings = {words: entry for words, entry in _everyday()} | dict(finance_entries())
    words: dict[str, tuple[Entry | None, dict[str, list[Phrase]]]] = {}
    for (first, *rest), entry in sorted(meanings.items(), key=lambda each: -len(each[0])):
        alone, phrases = words.get(first, (None, {}))
        if rest:
            phrases.setdefault(rest[0], []).append((rest, entry))
        words[first] = (alone if rest else entry, phrases)
    return MappingProxyType(words)


def finance_entries() -> Iterator[tuple[tuple[str, ...], Entry]]:
    """What lexicon.toml says, group by group: the words of a phrase, and what it means."""
    for role, groups in tomllib.loads(_OURS.read_text("utf-8")).items():
        for group in groups:
            entry = _entry(role, group)
            for marked in group["words"].split():
                for form in forms_of(marked):
                    yield tuple(form.split("_")), entry


def _entry(role: str, group: Mapping[str, Any]) -> Entry:
    kind = Role[role.upper()]
    return Entry(kind, group.get("weight", 0.0), group.get("alone", 0.0), group.get("reach", 0))


def _everyday() -> Iterator[tuple[tuple[str, ...], Entry]]:
    """VADER's words; its signs and emoticons are no words of headlines."""
    text = (files("vaderSentiment") / "vader_lexicon.txt").read_text("utf-8")
    for line in text.splitlines():
        word, valence, *_ = line.split("\t")
        if word.isalpha() and len(word) > 2:
            yield (word,), Entry(Role.FEELING, _VADER_SHARE * float(valence))
