"""Real feeds, judged as somebody who read every row of them would want it."""

from collections import Counter

import numpy as np
import pytest

from bot.domain import MacroEvent
from bot.news.classify import Aliases, classify
from tests.news.classify.conftest import StatedScores
from tests.news.classify.real_feeds import real_headlines

TRADED = ["BTC/USDT", "ETH/USDT", "NVDA", "GC=F"]


@pytest.fixture(scope="module")
def bank_failures(real_data) -> tuple[MacroEvent, ...]:
    """The feed of the week in which three American banks failed and a stablecoin lost its peg."""
    return judged(real_data, "coindesk_2023-03-13.xml", "crypto")


@pytest.fixture(scope="module")
def war(real_data) -> tuple[MacroEvent, ...]:
    """The market news of a week of war."""
    return judged(real_data, "google_news_reuters_markets_2026-03.xml", "macro")


def judged(folder, name, category) -> tuple[MacroEvent, ...]:
    headlines = real_headlines(folder, name, category)
    return classify(headlines, StatedScores(0.0), Aliases(TRADED))


def saying(events, *words) -> list[MacroEvent]:
    return [event for event in events if all(word in event.title.lower() for word in words)]


def test_every_item_of_every_feed_becomes_an_event(real_data):
    counts = {
        "coindesk_2023-03-13.xml": 50,
        "cnbc_top_news_2026-03.xml": 30,
        "google_news_reuters_markets_2026-03.xml": 100,
        "fed_press_all_2026-09.xml": 3,
        "cointelegraph_2026-08_excerpt.xml": 2,
    }
    for name, count in counts.items():
        assert len(judged(real_data, name, "general")) == count


def test_failing_banks_weigh_much_and_are_bad_for_bitcoin(bank_failures):
    failed = saying(bank_failures, "bank", "by state regulators")
    assert len(failed) == 2
    for event in failed:
        assert event.impact in ("high", "critical")
        assert event.sentiment == "bearish"
        assert event.bias_for("BTC/USDT") < 0


def test_a_stablecoin_without_its_peg_weighs_much_and_is_bad_for_every_coin(bank_failures):
    lost = saying(bank_failures, "depegs")
    assert len(lost) >= 3
    for event in lost:
        assert (event.category, event.impact, event.sentiment) == ("crypto", "high", "bearish")
        assert event.bias_for("ETH/USDT") < 0


def test_the_week_is_one_of_crypto_and_of_banks(bank_failures):
    counts = Counter(event.category for event in bank_failures)
    assert counts["crypto"] + counts["macro"] >= 45
    assert counts["crypto"] > counts["macro"] > 5


def test_the_week_is_bearish_but_for_the_rescue_and_the_rebound(bank_failures):
    counts = Counter(event.sentiment for event in bank_failures)
    assert counts["bearish"] > 2 * counts["bullish"] > 10


def test_nothing_of_it_concerns_a_symbol_that_it_does_not_name(bank_failures):
    named = [event for event in bank_failures if "*" not in event.assets]
    assert all(event.bias_for("NVDA") is None for event in named)


def test_a_week_of_war_is_good_for_oil_and_bad_for_stocks(war):
    oil = [event.assets["CL=F"] for event in war if "CL=F" in event.assets]
    stocks = [event.assets["^GSPC"] for event in war if "^GSPC" in event.assets]
    assert len(oil) >= 25
    assert np.mean(oil) > 0.15
    assert np.mean(stocks) < -0.15


def test_central_banks_in_war_are_hawkish(war):
    said = [event.sentiment for event in war if event.category == "central_bank"]
    assert said
    assert set(said) == {"hawkish"}
