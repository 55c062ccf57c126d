"""What the macro opinion knows, when, and how much it says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.arrays import nanoseconds
from bot.domain import MacroEvent
from bot.domain.errors import ConfigError
from bot.domain.macro_event import IMPACT_WEIGHT, SENTIMENT_BIAS, Impact, Sentiment
from bot.macro import MacroSentimentEngine, macro_track
from tests.support.drawn_configs import NOON, SYMBOL, macro_events

HOUR = timedelta(hours=1)
NEWS = MacroEvent(title="Rate cut", bias=0.8, published_at=NOON)


def assess(*events: MacroEvent, after: timedelta = timedelta(0), symbol=SYMBOL, **options):
    return MacroSentimentEngine(events, 72.0, **options).assess(symbol, NOON + after)


def test_an_event_is_unknown_before_its_publication_and_counts_in_full_at_it():
    before = assess(NEWS, after=-timedelta(microseconds=1))
    assert (before.bias, before.confidence, before.events) == (0, 0, 0)
    assert before.summary == "Macro: no event counts now"
    at = assess(NEWS)
    assert (at.bias, at.confidence, at.events) == (0.8, 0.5, 1)
    assert at.drivers == ("Rate cut",)


@pytest.mark.parametrize("half_lives", [1, 2, 5])
def test_an_event_halves_every_half_life(half_lives):
    faded = assess(NEWS, after=72 * HOUR * half_lives)
    mass = 0.5**half_lives
    assert faded.bias == pytest.approx(0.8 * mass)
    assert faded.confidence == pytest.approx(mass / (1 + mass))


def test_an_undated_event_counts_in_full_live_and_else_not_at_all_which_is_told():
    undated = replace(NEWS, published_at=None)
    live = assess(undated, count_undated=True)
    assert (live.bias, live.confidence, live.undated) == (0.8, 0.5, 0)
    past = assess(undated)
    assert (past.bias, past.confidence, past.events, past.undated) == (0, 0, 0, 1)


def test_the_symbols_own_bias_goes_before_the_rests_and_that_before_the_events():
    event = replace(NEWS, assets={SYMBOL: -0.5, "*": 0.25}, sentiment=Sentiment.BULLISH)
    assert assess(event).bias == -0.5
    assert assess(event, symbol="NVDA").bias == 0.25
    assert assess(replace(event, assets={SYMBOL: -0.5}), symbol="NVDA").events == 0
    assert assess(replace(event, assets={})).bias == 0.8
    assert assess(replace(event, assets={}, bias=None)).bias == 0.6
    assert assess(replace(event, assets={}, bias=0.0)).bias == 0


def test_impact_weighs_and_sentiment_leans_as_designed():
    assert IMPACT_WEIGHT == {"low": 0.8, "medium": 1.0, "high": 1.5, "critical": 2.0}
    assert SENTIMENT_BIAS == {
        "bullish": 0.6,
        "bearish": -0.6,
        "hawkish": -0.5,
        "dovish": 0.5,
        "neutral": 0.0,
    }
    critical = replace(NEWS, impact=Impact.CRITICAL, bias=1.0)
    low = replace(NEWS, impact=Impact.LOW, bias=-1.0)
    other = replace(low, title="Trade surplus", bias=1.0)
    both = assess(critical, other)
    assert (both.bias, both.confidence) == pytest.approx((1.0, 2.8 / 3.8))


def test_what_weighs_most_drives_first():
    strong = replace(NEWS, title="War", category="geopolitics", impact=Impact.CRITICAL, bias=-1.0)
    weak = replace(NEWS, title="Speech", impact=Impact.LOW, bias=0.1)
    rates = replace(NEWS, interest_rate_expectation="two cuts this year")
    insight = assess(weak, rates, strong)
    assert insight.drivers == ("War", "Rate cut", "Speech")
    assert insight.political_risk == "War"
    assert insight.interest_rate_outlook == "two cuts this year"
    assert insight.summary.startswith("Macro: bearish")


moments = st.integers(-300, 300).map(lambda hours: NOON + hours * HOUR)
any_events = st.lists(macro_events(st.none() | moments), max_size=8)


@given(any_events, st.booleans(), st.sampled_from([1.0, 72.0, 1e4]))
def test_the_track_equals_assess_at_each_moment(events, count_undated, half_life):
    times = [NOON + hours * HOUR for hours in range(-320, 330, 13)]
    as_of = np.array([nanoseconds(moment) for moment in times], np.int64)
    track = macro_track(events, SYMBOL, as_of, half_life, count_undated=count_undated)
    engine = MacroSentimentEngine(events, half_life, count_undated=count_undated)
    for t, moment in enumerate(times):
        insight = engine.assess(SYMBOL, moment)
        assert insight.bias == pytest.approx(track[0][t], abs=1e-12)
        assert insight.confidence == pytest.approx(track[1][t], abs=1e-12)
        alone = macro_track(
            events, SYMBOL, as_of[t : t + 1], half_life, count_undated=count_undated
        )
        assert (insight.bias, insight.confidence) == (alone[0][0], alone[1][0])


@settings(max_examples=100)
@given(st.lists(macro_events(st.none() | moments), max_size=40), st.sampled_from([1.0, 72.0]))
def test_bias_and_confidence_stay_within_their_bounds(events, half_life):
    as_of = np.array([nanoseconds(NOON + h * HOUR) for h in range(-310, 400)], np.int64)
    bias, confidence = macro_track(events, SYMBOL, as_of, half_life, count_undated=True)
    assert (np.abs(bias) <= 1).all()
    assert ((confidence >= 0) & (confidence < 1)).all()


@given(any_events, any_events, st.integers(-300, 300))
def test_what_is_published_later_changes_nothing_now(known, other, hours):
    now = NOON + hours * HOUR
    later = [replace(event, published_at=now + HOUR) for event in other]
    engine, told = MacroSentimentEngine(known), MacroSentimentEngine([*known, *later])
    assert told.assess(SYMBOL, now) == engine.assess(SYMBOL, now)


@pytest.mark.parametrize("year", [1, 1500, 9999])
def test_a_date_no_clock_can_mean_is_refused_with_the_rule(year):
    with pytest.raises(ConfigError, match="published_at"):
        replace(NEWS, published_at=datetime(year, 6, 1, tzinfo=UTC))


def test_equally_agreeing_events_never_push_the_bias_past_theirs():
    events = [replace(NEWS, bias=1.0, published_at=NOON - n * HOUR / 7) for n in range(50)]
    as_of = np.array([nanoseconds(NOON + n * HOUR / 3) for n in range(300)], np.int64)
    bias, _ = macro_track(events, SYMBOL, as_of, 5.0)
    assert bias.max() <= 1


def test_the_events_counted_are_answered_newest_first_and_undated_last():
    later = replace(NEWS, title="Strong payrolls", published_at=NOON + 5 * HOUR)
    undated = replace(NEWS, title="Gold rush", published_at=None)
    faded = replace(NEWS, title="Old war", published_at=NOON - 5000 * HOUR)
    events = (undated, faded, NEWS, later, replace(NEWS, assets={"GC=F": 1.0}))
    engine = MacroSentimentEngine(events, 72.0, count_undated=True)
    assert engine.counted(SYMBOL, NOON + 6 * HOUR) == (later, NEWS, undated)
    assert engine.counted(SYMBOL, NOON + 4 * HOUR) == (NEWS, undated)
    assert MacroSentimentEngine(events, 72.0).counted(SYMBOL, NOON) == (NEWS,)
    assert MacroSentimentEngine(()).counted(SYMBOL, NOON) == ()


@given(any_events, st.integers(-300, 300))
def test_as_many_events_are_answered_as_the_insight_counts(events, hours):
    engine = MacroSentimentEngine(events, 72.0, count_undated=True)
    as_of = NOON + hours * HOUR
    assert len(engine.counted(SYMBOL, as_of)) == engine.assess(SYMBOL, as_of).events
