"""What is told again weighs less, and what contradicts each other is believed less."""

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrays import nanoseconds
from bot.domain import IMPACT_WEIGHT, Impact, MacroEvent
from bot.macro import MacroSentimentEngine, macro_track
from tests.support.drawn_configs import NOON, SYMBOL, macro_events

HOUR = timedelta(hours=1)
NEWS = MacroEvent(title="Fed raises rates by 25 basis points", bias=-0.8, published_at=NOON)
OUTLETS = ("Reuters", "The Wire", "CoinPress", "Daily Ledger", "Market Post")
HEADLINES = (
    "Fed raises rates by 25 basis points - {}",
    "Federal Reserve hikes rates a quarter point | {}",
)


def assess(*events: MacroEvent, after: timedelta = timedelta(0), **options):
    return MacroSentimentEngine(events, 72.0, **options).assess(SYMBOL, NOON + after)


def ten_headlines() -> list[MacroEvent]:
    """One story by ten outlets, a minute after each other."""
    titles = [headline.format(outlet) for outlet in OUTLETS for headline in HEADLINES]
    return [
        replace(NEWS, title=title, published_at=NOON + n * timedelta(minutes=1))
        for n, title in enumerate(titles)
    ]


def test_ten_headlines_of_one_story_weigh_less_than_two_of_different_stories():
    alone, ten = assess(NEWS), assess(*ten_headlines(), after=HOUR)
    two = assess(NEWS, replace(NEWS, title="Unemployment surges", bias=-0.8), after=HOUR)
    assert alone.confidence < ten.confidence < two.confidence
    assert ten.confidence == pytest.approx(2 / 3, abs=0.01)
    assert ten.bias == pytest.approx(-0.8)
    assert len(ten.drivers) == 1


def test_each_telling_weighs_half_of_the_one_before():
    told = [replace(NEWS, bias=0.5 * n) for n in range(3)]
    track = assess(*told, count_undated=True)
    assert track.confidence == pytest.approx(1.75 / 2.75)
    assert track.bias == pytest.approx((0 + 0.5 * 0.5 + 0.25 * 1.0) / 1.75)


def test_a_story_told_again_after_three_days_counts_anew():
    late = replace(NEWS, published_at=NOON + 73 * HOUR)
    soon = replace(NEWS, published_at=NOON + 71 * HOUR)
    engine = MacroSentimentEngine([NEWS, late], 1.0)
    assert engine.assess(SYMBOL, NOON + 73 * HOUR).confidence == pytest.approx(0.5)
    engine = MacroSentimentEngine([NEWS, soon], 1.0)
    assert engine.assess(SYMBOL, NOON + 71 * HOUR).confidence == pytest.approx(1 / 3)


def test_headlines_without_a_date_are_damped_among_themselves():
    undated = [replace(event, published_at=None) for event in ten_headlines()]
    assert assess(*undated, count_undated=True).confidence == pytest.approx(2 / 3, abs=0.01)
    assert assess(*undated).confidence == 0


def test_a_telling_that_says_nothing_of_the_symbol_damps_nothing():
    elsewhere = replace(NEWS, assets={"NVDA": -0.8}, published_at=NOON - HOUR)
    assert assess(elsewhere, NEWS) == assess(NEWS)


def test_the_strongest_of_one_moment_counts_in_full_in_whatever_order_it_is_kept():
    critical = replace(NEWS, impact=Impact.CRITICAL)
    one, other = assess(critical, NEWS), assess(NEWS, critical)
    assert one.confidence == other.confidence == pytest.approx(2.5 / 3.5)


def test_news_that_contradicts_itself_is_believed_half():
    against = replace(NEWS, title="Inflation falls sharply", bias=0.8)
    both = assess(NEWS, against)
    assert both.bias == 0
    assert both.confidence == pytest.approx(2 / 3 / 2)


def test_confidence_falls_the_more_events_disagree():
    against = replace(NEWS, title="Inflation falls sharply")
    seen = [assess(NEWS, replace(against, bias=bias)).confidence for bias in (-0.8, 0.0, 0.2, 0.8)]
    assert seen[0] == seen[1] == 2 / 3  # neutral news takes no side
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 3


moments = st.integers(-300, 300).map(lambda hours: NOON + hours * HOUR)
dated_events = st.lists(macro_events(moments), max_size=8)
some_events = st.lists(macro_events(st.none() | moments), max_size=8)


@given(dated_events, dated_events, st.integers(-300, 300))
def test_later_events_change_no_earlier_row_of_the_track(known, other, hours):
    now = NOON + hours * HOUR
    times = np.array([nanoseconds(now - n * HOUR) for n in range(400, -1, -1)], np.int64)
    later = [replace(event, published_at=now + HOUR / 60) for event in other]
    before, after = (
        macro_track(known, SYMBOL, times, 72.0),
        macro_track([*later, *known], SYMBOL, times, 72.0),
    )
    for own, with_later in zip(before, after, strict=True):
        np.testing.assert_array_equal(own, with_later)


NAMES = ("Jobs", "Hack", "Tariffs", "Payrolls", "Merger", "Drought", "Strike", "Ceasefire")


@given(some_events, st.booleans(), st.integers(-310, 400))
def test_the_shares_of_the_drivers_and_of_the_rest_sum_to_the_bias(events, count_undated, hours):
    now = NOON + hours * HOUR
    events = [replace(e, title=name) for e, name in zip(events, NAMES, strict=False)]
    insight = MacroSentimentEngine(events, 72.0, count_undated=count_undated).assess(SYMBOL, now)
    weights = {event.title: weight_of(event, now, count_undated) for event in events}
    whole = max(sum(weights.values()), 1.0)
    shares = {e.title: weights[e.title] * (e.bias_for(SYMBOL) or 0.0) / whole for e in events}
    assert sum(shares.values()) == pytest.approx(insight.bias, abs=1e-12)
    assert insight.driver_shares == pytest.approx([shares[name] for name in insight.drivers])
    sizes = [abs(share) for share in insight.driver_shares]
    assert sizes == sorted(sizes, reverse=True)


def weight_of(event: MacroEvent, now: datetime, count_undated: bool) -> float:
    """What an event weighs for SYMBOL."""
    if event.bias_for(SYMBOL) is None:
        return 0.0
    if event.published_at is None:
        return IMPACT_WEIGHT[event.impact] if count_undated else 0.0
    age = (now - event.published_at) / HOUR
    return 0.0 if age < 0 else IMPACT_WEIGHT[event.impact] * 0.5 ** (age / 72.0)


def test_a_driver_is_a_story_with_all_that_its_tellings_have_of_the_bias():
    others = [
        replace(NEWS, title="Exchange halts withdrawals", bias=-0.3),
        replace(NEWS, title="Tariffs on chips announced", bias=-0.2),
        replace(NEWS, title="Oil output grows", bias=-0.1),
    ]
    insight = assess(*ten_headlines(), *others, after=HOUR)
    assert insight.drivers == (ten_headlines()[0].title, others[0].title, others[1].title)
    shares = np.array(insight.driver_shares)
    assert shares[0] == pytest.approx(insight.bias - shares[1:].sum() - shares[2] / 2)
    assert (np.diff(shares) > 0).all()
    assert insight.events == 7 + 3  # tellings that weigh 1/128 and less are not spoken of
