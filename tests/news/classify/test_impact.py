"""How much a headline weighs."""

import pytest

IMPACTS = [
    ("Fed announces emergency rate cut", "critical"),
    ("Flash crash sets off circuit breakers", "critical"),
    ("Bridge hacked, $1.4 billion gone", "critical"),
    ("Big lender collapses overnight", "high"),
    ("Invasion begins at dawn", "high"),
    ("Fed raises rates by half a point", "high"),
    ("US inflation quickens", "high"),
    ("Stablecoin depegs", "high"),
    ("Exchange hacked for $220M", "high"),
    ("Bitcoin crashes 17% in an hour", "high"),
    ("Exchange hacked for $2M", "medium"),
    ("Exchange hacked for $1,400 million", "critical"),
    ("Bitcoin slips", "medium"),
    ("Nvidia shares jump 14%", "medium"),
    ("Why bitcoin slips", "low"),
    ("Is bitcoin about to slip?", "low"),
    ("Ten soups for a cold evening", "low"),
    ("Record heat at the beach", "low"),
]


@pytest.mark.parametrize(("title", "impact"), IMPACTS)
def test_the_gravest_words_of_a_title_weigh(judge, title, impact):
    assert judge(title).impact == impact


@pytest.mark.parametrize(
    ("stated", "impact"),
    [
        ({"sources": 2}, "medium"),
        ({"sources": 3}, "high"),
        ({"weight": 2.0}, "high"),
        ({"weight": 0.4}, "low"),
    ],
)
def test_many_sources_and_a_weighty_feed_weigh_more(judge, stated, impact):
    assert judge("Bitcoin slips", **stated).impact == impact


def test_a_small_economy_is_medium_at_most(judge):
    assert judge("Inflation surges to a record in Hungary").impact == "medium"
