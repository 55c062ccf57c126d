"""Who acts."""

import pytest

ACTORS = [
    ("Fed officials see no hurry", "Federal Reserve"),
    ("The FOMC meets on Wednesday", "Federal Reserve"),
    ("Powell speaks at noon", "Jerome Powell"),
    ("Lagarde speaks at noon", "Christine Lagarde"),
    ("BoE keeps its counsel", "Bank of England"),
    ("BOJ and the yen", "Bank of Japan"),
    ("PBOC adds liquidity", "People's Bank of China"),
    ("SNB sells francs", "Swiss National Bank"),
    ("RBI buys dollars", "Reserve Bank of India"),
    ("Trump wants lower rates from Powell", "Donald Trump"),
    ("White House weighs new rules", "White House"),
    ("OPEC+ meets in Vienna", "OPEC"),
    ("IMF trims its outlook", "International Monetary Fund"),
    ("CFTC fines a trader", "CFTC"),
    ("BlackRock files for another fund", "BlackRock"),
    ("Coinbase adds a token", "Coinbase"),
    ("Nvidia unveils a chip", "Nvidia"),
    ("A walk in the park", None),
]


@pytest.mark.parametrize(("title", "actor"), ACTORS)
def test_the_actor_is_the_first_that_is_named(judge, title, actor):
    assert judge(title).actor == actor


def test_a_name_needs_its_capitals(judge):
    assert judge("He fed the cat").actor is None
    assert judge("Congress voted").actor == "U.S. Congress"
    assert judge("A congress of chess players").actor is None


def test_a_firm_called_like_an_everyday_word_needs_a_word_of_its_trade(judge):
    assert judge("Circle mints more of its stablecoin").actor == "Circle"
    assert judge("Circle of friends opens a cafe").actor is None


def test_the_summary_names_the_actor_where_the_title_does_not(judge):
    assert judge("A speech at noon", "Christine Lagarde will talk").actor == "Christine Lagarde"
