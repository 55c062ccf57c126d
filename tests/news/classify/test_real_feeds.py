"""Real feeds, judged as somebody who read every row of them would want it."""

from collections import Counter

import numpy as np
import pytest

from bot.arrays import nanoseconds, utc_time
from bot.backtesting import Backtester
from bot.domain import MacroEvent, StrategyConfig
from bot.macro import MacroSentimentEngine
from bot.news.classify import Aliases, classify
from tests.news.classify.conftest import StatedScores
from tests.news.classify.real_feeds import real_headlines
from tests.support.real_data import read_raw

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


@pytest.fixture(scope="module")
def days_of_march(real_data):
    """Quarters of an hour of bitcoin from the 9th to the 14th of March 2023."""
    minutes = read_raw(
        real_data / "ohlcv" / "crypto" / "binance_BTCUSDT_1m_2023-01_2023-04.parquet"
    )
    days = minutes["2023-03-09":"2023-03-14"]
    how = {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}
    return days.resample("15min").agg(how).dropna()


@pytest.fixture(scope="module")
def history(bank_failures, days_of_march):
    """The decisions of a backtest of those days that knows the news."""
    config = StrategyConfig(symbol="BTC/USDT", timeframe="15m")
    return Backtester(config, events=bank_failures).run(days_of_march).history


def came_at(events, closes) -> set[int]:
    """The rows at whose close an event that concerns bitcoin was known for the first time."""
    concerned = [each for each in events if each.bias_for("BTC/USDT") is not None]
    moments = [nanoseconds(each.published_at) for each in concerned]
    return {int(np.searchsorted(closes, moment)) for moment in moments}


def test_in_a_backtest_no_row_knows_news_from_after_its_close(bank_failures, history):
    bias = history.observations.macro_bias
    for row, close in enumerate(history.candles.close_time):
        moment = utc_time(close)
        known = [event for event in bank_failures if event.published_at <= moment]
        engine = MacroSentimentEngine(known, history.policy.macro_half_life_hours)
        assert bias[row] == pytest.approx(engine.assess("BTC/USDT", moment).bias, abs=1e-12)


def test_in_a_backtest_the_bias_moves_when_the_news_came(bank_failures, history):
    bias, closes = history.observations.macro_bias, history.candles.close_time
    came = came_at(bank_failures, closes)
    first = min(came)
    assert first > 100
    assert not bias[:first].any()
    assert bias[first] != 0
    moved = {row for row in range(1, len(bias)) if abs(bias[row] - bias[row - 1]) > 1e-9}
    assert moved <= came
    assert len(moved) > 20


def test_the_news_turns_decisions_from_then_on(bank_failures, history, days_of_march):
    without = Backtester(history.config).run(days_of_march).history
    first = min(came_at(bank_failures, history.candles.close_time))
    assert (history.action == without.action)[:first].all()
    assert (history.confidence == without.confidence)[:first].all()
    assert (history.action != without.action)[first:].any()
