"""Any text has one score in [-1, 1], whatever stands beside it, in bounded time."""

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.news.sentiment import LexiconScorer
from bot.news.sentiment.entry import Role
from bot.news.sentiment.lexicon import finance_entries, lexicon

SCORER = LexiconScorer()
WORDS = [*sorted(lexicon()), "Acme", "12.5", "2009", "mn", "%", "EUR", "the"]
FEELINGS = sorted(
    " ".join(words)
    for words, entry in finance_entries()
    if entry.role is Role.FEELING and "^" not in words
)
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
A_MEGABYTE = 1_000_000


@given(st.text() | SENTENCES)
def test_a_score_is_between_minus_one_and_one(text: str):
    [score] = SCORER.scores([text])
    assert -1.0 <= score <= 1.0


@given(st.sampled_from(FEELINGS))
def test_a_negation_turns_a_feeling_round_and_damps_it(feeling: str):
    assume(not feeling.startswith("buy"))  # who advises not to buy advises against the asset
    plain, negated = SCORER.scores([f"Acme is {feeling}", f"Acme is not {feeling}"])
    assert plain != 0.0
    assert abs(negated) < abs(plain)
    assert plain * negated <= 0.0


@given(st.sampled_from(FEELINGS), st.sampled_from(FEELINGS))
def test_a_question_never_says_more_than_the_sentence(first: str, second: str):
    stated, asked = SCORER.scores([f"Acme is {first} and {second}{end}" for end in (".", "?")])
    assert abs(asked) <= abs(stated)


@given(st.lists(SENTENCES, max_size=5))
def test_a_score_does_not_depend_on_the_texts_beside_it(texts: list[str]):
    alone = [score for text in texts for score in LexiconScorer().scores([text])]
    assert SCORER.scores(texts) == alone


@given(SENTENCES)
def test_capitals_and_blanks_change_nothing(text: str):
    assert SCORER.scores([text.upper().replace(" ", "  ")]) == SCORER.scores([text])


@pytest.mark.parametrize(
    "piece",
    ["profit rises ", "a", "1,", "1", "'", "- ", ".", "compared with 4 mn ", "\ud800", "é\0"],
)
def test_a_megabyte_of_anything_takes_a_moment(piece: str):
    text = piece * (A_MEGABYTE // len(piece))
    began = time.perf_counter()
    [score] = SCORER.scores([text])
    assert -1.0 <= score <= 1.0
    assert time.perf_counter() - began < 5.0
