"""Which way a headline leans."""

import pytest

LEANS = [
    ("Fed raises rates by half a point", "hawkish"),
    ("ECB hikes its key rate again", "hawkish"),
    ("Officials say rates must stay higher for longer", "hawkish"),
    ("Inflation quickens in the U.S.", "hawkish"),
    ("Hot CPI print surprises everybody", "hawkish"),
    ("Payrolls surge past every forecast", "hawkish"),
    ("US payrolls surprise to upside", "hawkish"),
    ("US payrolls surprise to the downside", "bearish"),
    ("Fed hikes 75bp", "hawkish"),
    ("Fed hikes by 50 basis points", "hawkish"),
    ("ECB cuts 25 bps", "dovish"),
    ("Bond yields climb", "hawkish"),
    ("Fed cuts rates", "dovish"),
    ("Traders expect rate cuts by summer", "dovish"),
    ("Inflation cools for a third month", "dovish"),
    ("A dovish tone from the governor", "dovish"),
    ("Central bank pauses rate hikes", "dovish"),
    ("Fed keeps rates unchanged", "neutral"),
    ("War hits rate-cut hopes", "bearish"),
    ("Rate cuts less likely, governor warns", "hawkish"),
    ("Bitcoin soars", "bullish"),
    ("Ether tumbles below support", "bearish"),
    ("Stocks erase gains", "bearish"),
    ("Stocks pare losses", "bullish"),
    ("Bitcoin fails to rally", "bearish"),
    ("Gold steady", "neutral"),
    ("Big lender collapses overnight", "bearish"),
    ("Exchange hacked for $40M", "bearish"),
    ("Both sides sign a ceasefire", "bullish"),
    ("New tariffs on steel announced", "bearish"),
    ("Unemployment rises sharply", "bearish"),
]


@pytest.mark.parametrize(("title", "sentiment"), LEANS)
def test_a_lean_is_what_the_title_says_first(judge, title, sentiment):
    assert judge(title).sentiment == sentiment


@pytest.mark.parametrize(
    ("scored", "sentiment"), [(0.6, "bullish"), (-0.6, "bearish"), (0.0, "neutral")]
)
def test_the_scorer_decides_where_no_phrase_of_ours_does(judge, scored, sentiment):
    assert judge("Solana wallets get a new look", scored=scored).sentiment == sentiment


def test_a_phrase_of_ours_holds_over_the_scorer(judge):
    assert judge("Bitcoin plunges", scored=0.9).sentiment == "bearish"


def test_what_the_summary_says_counts_half_where_all_else_is_silent(judge):
    event = judge("About Solana", "The coin plunged overnight as solana tumbles")
    assert event.assets["SOL/USDT"] < 0
    assert event.sentiment == "bearish"
