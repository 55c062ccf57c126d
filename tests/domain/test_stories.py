"""Which headlines tell one story."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.stories.telling import Stories, is_same_story, title_words

REWORDED = [
    ("Fed raises rates 25 bps", "Federal Reserve hikes rates by a quarter point - Reuters"),
    ("Fed raises rates 25 bps", "FED LIFTS INTEREST RATES BY 25 BASIS POINTS"),
    ("Bitcoin surges past $24,000 on bank fears", "Bank fears: bitcoin jumps above $24K"),
    ("Regulators shut Harbour Valley Bank", "Harbour Valley Bank closed by regulators | Wire"),
    ("Nvidia's shares slide 4% after outlook", "Nvidia stock falls 4 percent on outlook"),
    ("U.S. payrolls rise 311,000 in February", "US payrolls rose by 311,000 in February"),
    ("UPDATE 2-Gold climbs to one-month high", "Gold climbs to one-month high"),
    ("Acme buys Binford for $1.2 billion in cash", "Acme buys Binford for $1.2bn cash"),
]
OTHERS = [
    ("Fed raises rates 25 bps", "Fed raises rates 50 bps"),
    ("Fed raises rates 25 bps", "Fed cuts rates 25 bps"),
    ("Fed raises rates 25 bps", "Fed does not raise rates 25 bps"),
    ("Stocks fall as Fed raises rates", "Stocks rise as Fed cuts rates"),
    (
        "Regulator sues Alpha over unregistered tokens",
        "Regulator sues Beta over unregistered tokens",
    ),
    ("Commission approves spot bitcoin fund", "Commission rejects spot bitcoin fund"),
    ("Bitcoin tops $25,000", "Bitcoin tops $26,000"),
    ("Bank A cuts Acme price target", "Goldfield Brothers cuts Acme price target"),
    ("US inflation slows to 6.4% in January", "UK inflation slows to 6.4% in January"),
    ("Gold climbs", "Oil climbs"),
]
WORDS = (
    "fed",
    "bitcoin",
    "raises",
    "raised",
    "cuts",
    "rates",
    "25",
    "50",
    "bps",
    "not",
    "the",
    "-",
)
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


def is_same(one: str, other: str) -> bool:
    return is_same_story(title_words(one), title_words(other))


@pytest.mark.parametrize(("one", "other"), REWORDED)
def test_a_headline_reworded_by_another_outlet_tells_the_same_story(one: str, other: str):
    assert is_same(one, other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_number_way_or_name_is_another_story(one: str, other: str):
    assert not is_same(one, other)


def test_words_are_casefolded_spelled_one_way_and_freed_of_the_publisher():
    words = title_words("The Fed's officials HIKED rates by 75bps to 4.00% \u2013 Financial Post")
    assert words == {"fed", "official", "raise", "rate", "75", "bps", "4"}


def test_what_follows_a_dash_is_kept_where_it_tells_something():
    assert "500" in title_words("Dow slides at the open - Index down 500 points")
    assert title_words("Gold rises - Silver") == {"gold", "rise", "silver"}


def test_a_title_of_stop_words_alone_keeps_them():
    assert title_words("Now what?") == {"now", "what"}


@given(st.text(max_size=60))
def test_any_text_has_words_and_is_the_same_story_as_itself(title: str):
    assert is_same(title, title)


@given(titles, titles)
def test_the_rule_is_symmetric(one: str, other: str):
    assert is_same(one, other) == is_same(other, one)


def told_slowly(words: list[frozenset[str]], at: list[int], lasting: float) -> list[int]:
    """The stories, every title held against every first one."""
    first: list[tuple[int, frozenset[str]]] = []
    out = []
    for own, now in zip(words, at, strict=True):
        lasts = [n for n, (since, _) in enumerate(first) if since >= now - lasting]
        equal = [n for n in lasts if first[n][1] == own]
        alike = equal or [n for n in lasts if is_same_story(own, first[n][1])]
        if not alike:
            first.append((now, own))
        out.append(alike[-1] if alike else len(first) - 1)
    return out


@given(st.lists(st.tuples(titles, st.integers(0, 20)), max_size=25), st.sampled_from([0, 5, 99]))
def test_the_index_finds_what_holding_all_against_all_finds(told, lasting: int):
    told = sorted(told, key=lambda pair: pair[1])
    words, at = [title_words(title) for title, _ in told], [moment for _, moment in told]
    stories = Stories(lasting)
    assert [stories.tell(own, now) for own, now in zip(words, at, strict=True)] == told_slowly(
        words, at, lasting
    )


@given(st.lists(titles, max_size=12), st.lists(titles, max_size=6))
def test_a_later_title_changes_no_earlier_story(known: list[str], later: list[str]):
    before, after = Stories(), Stories()
    short = [before.tell(title_words(title)) for title in known]
    assert [after.tell(title_words(title)) for title in [*known, *later]][: len(known)] == short


@pytest.mark.parametrize("form", ["Company {} reports third quarter earnings", "{} {} {} news"])
def test_ten_thousand_titles_are_grouped_in_no_time(form: str):
    told = [form.format(f"n{'abcdefghij'[n % 10]}x{n}", n % 97, n % 13) for n in range(10_000)]
    began = time.process_time()
    stories = Stories()
    for title in told:
        stories.tell(title_words(title))
    assert time.process_time() - began < 3.0  # all pairs would take minutes
