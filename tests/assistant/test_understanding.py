"""What questions are understood as."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.assistant.question import Topic, Why, understood
from bot.assistant.question.period import period_in
from bot.assistant.question.refusals import is_order
from bot.assistant.question.symbols import named_symbols
from bot.assistant.question.words import is_slip, plain_words, stem

NOW = datetime(2025, 3, 1, 12, 30, tzinfo=UTC)
SYMBOLS = ("BTC/USDT", "ETH/USDT", "EURUSD=X", "GC=F", "LINK/USDT", "NVDA", "^GSPC")


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("how was today", (3, 1), (3, 1, 12, 30)),
        ("yesterday", (2, 28), (3, 1)),
        ("the day before yesterday", (2, 27), (2, 28)),
        ("this week", (2, 24), (3, 1, 12, 30)),
        ("last week", (2, 17), (2, 24)),
        ("last month", (2, 1), (3, 1)),
        ("this year", (1, 1), (3, 1, 12, 30)),
        ("past two days", (2, 27, 12, 30), (3, 1, 12, 30)),
        ("last 12 hours", (3, 1, 0, 30), (3, 1, 12, 30)),
        ("on monday", (2, 24), (2, 25)),
        ("since wednesday", (2, 26), (3, 1, 12, 30)),
        ("in january", (1, 1), (2, 1)),
        ("on 2025 02 03", (2, 3), (2, 4)),
    ],
)
def test_a_period_is_whole_utc_days_or_counted_back_from_now(words, start, end):
    period = period_in(words, NOW)
    assert period.start == datetime(2025, *start, tzinfo=UTC)
    assert period.end == datetime(2025, *end, tzinfo=UTC)


def test_a_month_still_to_come_is_that_of_last_year():
    period = period_in("how was it in december", NOW)
    assert (period.start.year, period.end) == (2024, datetime(2025, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "words", ["position", "last 0 days", "2025 13 45", "last 99999 months", "9999 12 31"]
)
def test_what_names_no_period_has_none(words):
    assert period_in(words, NOW) is None


@pytest.mark.parametrize(
    ("question", "there", "missing"),
    [
        ("bitcoin?", ("BTC/USDT",), ()),
        ("btc and ETHUSDT", ("BTC/USDT", "ETH/USDT"), ()),
        ("price of gold", ("GC=F",), ()),
        ("XAU", ("GC=F",), ()),
        ("the s&p 500", ("^GSPC",), ()),
        ("EURUSD", ("EURUSD=X",), ()),
        ("NVDA's rsi", ("NVDA",), ()),
        ("is there a link to it", (), ()),
        ("LINK?", ("LINK/USDT",), ()),
        ("what about solana", (), ("solana",)),
        ("$TSLA", (), ("TSLA",)),
        ("my position in GME", (), ("GME",)),
        ("what does RSI mean, and EMA", (), ()),
        ("WHAT IS THE RISK", (), ()),
        ("what did the FOMC say", (), ()),
    ],
)
def test_symbols_are_found_as_people_name_them(question, there, missing):
    named = named_symbols(question, SYMBOLS)
    assert (named.there, named.missing) == (there, missing)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("why did you buy", Why.ENTRY),
        ("why did you sell", Why.EXIT),
        ("why didn't you buy", Why.NO_TRADE),
        ("why", Why.DECISION),
        ("Why are you holding?", Why.ENTRY),
    ],
)
def test_the_kind_of_why_is_told_apart(question, why):
    inquiry = understood(question, SYMBOLS, NOW)
    assert (inquiry.why, inquiry.topics) == (why, (Topic.WHY,))


@pytest.mark.parametrize(
    "words",
    ["sell", "buy bitcoin", "close the position", "go long now", "pause", "raise the risk to 5"],
)
def test_an_order_is_one(words):
    assert is_order(words) == (words != "sell")


@pytest.mark.parametrize(
    "words",
    [
        *("short or long", "stop and target", "close price", "trade history", "buy or sell"),
        *("sell signal", "open position", "change in the config", "increase in equity", "set up"),
        *("trades today", "stop", "buy conditions", "update on the week", "exit plan"),
    ],
)
def test_a_question_that_begins_like_an_order_is_none(words):
    assert not is_order(words)


@pytest.mark.parametrize(
    ("word", "other", "slips"),
    [
        ("positon", "position", True),
        ("perfromance", "performance", True),
        ("startegy", "strategy", True),
        ("strategyy", "strategy", True),
        ("strategi", "strategy", True),
        ("strategy", "strategy", False),
        ("strangely", "strategy", False),
        ("price", "slice", False),
    ],
)
def test_one_slip_of_the_keyboard_is_forgiven(word, other, slips):
    assert is_slip(word, other) is slips


def test_endings_make_no_difference():
    assert stem("trades") == stem("trading") == stem("traded") == stem("trade")
    assert stem("stopped") == stem("stops") == stem("stop")


def test_contractions_and_pairs_of_words_are_spelled_out():
    assert plain_words("Why didn’t you take-profit, what's the P&L?") == (
        "why did not you target what is the pnl"
    )


@given(question=st.text(max_size=200))
@example("İ ﷽ \ud7ff ｂｕｙ")
@example("0" * 200)
@example("why " * 50)
def test_anything_is_understood_as_something(question):
    inquiry = understood(question, SYMBOLS, NOW)
    assert inquiry.topics
    for name in inquiry.missing:
        assert set(name) <= set(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/=^_-"
        )
