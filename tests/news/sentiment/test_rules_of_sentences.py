"""What the lexicon scorer makes of sentences, rule by rule; all of them were made up for this."""

import pytest

from bot.domain.ports import Polarity, polarity
from bot.news.sentiment import LexiconScorer

SCORER = LexiconScorer()


def score(text: str) -> float:
    [answer] = SCORER.scores([text])
    return answer


@pytest.mark.parametrize(
    "text",
    [
        # a quantity that is good to have more of
        "Acme profit rises 12%",
        "Operating profit of the group rose to EUR 9.1 mn from EUR 7.4 mn",
        "Acme lifts its full-year dividend",
        "Demand for copper is growing",
        # a quantity that is bad to have more of
        "Acme's net loss narrows in second quarter",
        "Unit costs fell by 3 percent",
        "Net debt decreased to USD 120 million",
        "US unemployment falls to 3.4 percent",
        "Inflation slows for a third month",
        "Falling input costs at Acme",
        # a reversal
        "Acme shares pare losses",
        "Index snaps four-day losing streak",
        "Markets recover from early losses",
        "Recession fears ease",
        "Jobless rate: unemployment falls to its lowest since 1990",
        # against what was expected
        "Acme beats estimates",
        "Quarterly revenue comes in above expectations",
        # figures without a verb of direction
        "Net sales totaled EUR 13.1 mn, compared with EUR 8.7 mn a year earlier",
        "Earnings per share were USD 0.42 vs USD 0.31",
        # an earlier loss
        "Operating profit was EUR 2.1 mn, compared to a loss of EUR 1.4 mn",
        "Acme swings to profit",
        # ratings and recommendations
        "Broker upgrades Acme",
        "Buy Acme with a target of 300",
        "Analysts bullish on cement makers",
        # records, crypto, rates
        "Bitcoin hits all-time high",
        "Spot bitcoin ETF inflows hit record high",
        "Central bank cuts rates by 25 bps",
        # contracts and mergers
        "Acme wins $40 million order",
        "Acme has signed a contract to supply pumps",
        # the clause that counts
        "Acme profit rises despite slump in orders",
        "Subsidy bill is a burden for Acme; stock up",
        "Acme falls at first but ends higher",
    ],
)
def test_good_news_is_positive(text: str):
    assert polarity(score(text)) is Polarity.POSITIVE


@pytest.mark.parametrize(
    "text",
    [
        "Acme profit drops 12%",
        "Sales of the division decreased by 4 %",
        "Acme cuts guidance",
        "Acme slashes its quarterly dividend",
        "Acme's net loss widens in second quarter",
        "Acme posts a net loss of USD 3.4 million",
        "Raw material costs rise sharply",
        "Unemployment rises to 6 percent",
        "Inflation accelerates to 9.1 percent",
        "Treasury yields jump to 15-year high",
        "Recession fears grow",
        "Acme reports record loss",
        "Acme shares pare gains",
        "Index trims gains before close",
        "Acme misses estimates",
        "Net sales totaled EUR 8.7 mn, compared with EUR 13.1 mn a year earlier",
        "Operating loss was EUR 1.4 mn, compared to a profit of EUR 2.1 mn",
        "Acme swings to loss",
        "Broker downgrades Acme",
        "Sell Acme with a target of 300",
        "Acme issues profit warning",
        "Acme to lay off 400 staff",
        "Acme files for bankruptcy",
        "Lender defaults on its bonds",
        "Hackers drain crypto exchange",
        "Spot bitcoin ETF outflows for a fifth day",
        "Central bank raises rates by 50 bps",
        "Stock falls to 52-week low",
        "Acme shares slide despite record profit",
        "Acme production up; stock down",
        "Regulator opens probe into Acme",
    ],
)
def test_bad_news_is_negative(text: str):
    assert polarity(score(text)) is Polarity.NEGATIVE


@pytest.mark.parametrize(
    "text",
    [
        "Acme appoints Jane Doe as chief financial officer",
        "The company is headquartered in Lyon and employs 340 people",
        "Acme posts Rs 79 crore net profit in December quarter",
        "Acme shares trade flat",
        "Through the offering the share capital grows by 40,000 shares",
        "The annual general meeting is held on 4 May 2021",
        "Should you buy Acme?",
        "What to expect from Acme results",
        "The plant produces up to 300 tonnes a day",
        "Interest in the united security trust is 20 percent",
        "Crude tanker and share register of the vice chairman",
        "Acme plans IPO",
        "Weather in Paris is mild",
        "Bitcoin halving in April",
        "",
    ],
)
def test_a_neutral_fact_scores_nothing(text: str):
    assert score(text) == 0.0


@pytest.mark.parametrize(
    ("plain", "negated"),
    [
        ("Acme profit to rise this year", "Acme profit not expected to rise this year"),
        ("Acme reports a loss", "Acme reports no loss"),
        ("Acme will default", "Acme will never default"),
        ("Acme cuts jobs", "Acme denies it cuts jobs"),
    ],
)
def test_a_negation_turns_a_statement_round(plain: str, negated: str):
    assert score(plain) * score(negated) < 0.0


def test_what_may_be_says_less_than_what_is():
    assert 0.0 < score("Acme profit may rise") < score("Acme profit rises")


def test_a_cause_says_less_than_what_it_caused():
    assert polarity(score("Gold gains as shares fall")) is not Polarity.NEGATIVE


def test_typographic_signs_change_nothing():
    assert score("Acme profit didn’t rise") == score("Acme profit didn't rise")


def test_a_phrase_is_the_same_with_hyphens():
    assert score("Acme at all-time high") == score("Acme at all time high")
