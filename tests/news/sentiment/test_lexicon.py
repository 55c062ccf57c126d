"""The two word lists are one lexicon, and ours wins."""

from collections import Counter

import pytest

from bot.news.sentiment.entry import Role
from bot.news.sentiment.inflection import forms_of
from bot.news.sentiment.lexicon import finance_entries, lexicon
from bot.news.sentiment.words import START, words_of


def test_no_word_or_phrase_of_ours_is_listed_twice():
    listed = Counter(words for words, _ in finance_entries())
    assert [" ".join(words) for words, times in listed.items() if times > 1] == []


def test_every_word_of_a_phrase_is_what_the_tokenizer_makes_of_it():
    for words, _ in finance_entries():
        spelled = [word for word in words if word != START]
        assert words_of(" ".join(spelled)) == [START, *spelled]


def test_a_word_of_vader_weighs_a_tenth_of_its_valence():
    entry, _ = lexicon()["happy"]
    assert entry is not None
    assert (entry.role, entry.weight) == (Role.FEELING, pytest.approx(0.27))


def test_words_that_are_no_feeling_in_finance_are_set_right():
    for word in ("share", "interest", "united", "security", "trust", "crude", "vice", "gross"):
        entry, _ = lexicon()[word]
        assert entry is not None
        assert entry.role is Role.IDLE


@pytest.mark.parametrize(
    ("marked", "forms"),
    [
        ("gain~", ["gain", "gains", "gained", "gaining"]),
        ("rise", ["rise"]),
        ("surge~", ["surge", "surges", "surged", "surging"]),
        ("slip~p", ["slip", "slips", "slipped", "slipping"]),
        ("worry~", ["worry", "worries", "worried", "worrying"]),
        ("crash~", ["crash", "crashes", "crashed", "crashing"]),
        ("loss~s", ["loss", "losses"]),
        ("penalty~s", ["penalty", "penalties"]),
    ],
)
def test_forms_of_a_word(marked: str, forms: list[str]):
    assert forms_of(marked) == forms
