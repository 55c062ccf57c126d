"""The limits of an account as rules: what each withholds, and what none ever does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Action, RiskLimits, RiskMemory, RiskRule
from bot.domain.errors import ConfigError
from bot.trading.risk.facts import AccountFacts, ClosedTrade, EntryAsk
from bot.trading.risk.guard import RiskGuard
from bot.trading.risk.limit_uses import limit_uses

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
MIDNIGHT = datetime(2024, 3, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
FACTS = AccountFacts(
    now=NOON, capital=10_000, equity=10_000, exposures={}, entry_times=(), closed=()
)
MEMORY = RiskMemory(capital=10_000, day=MIDNIGHT, day_start_equity=10_000, peak_equity=10_000)
ASK = EntryAsk(symbol="BTC/USDT", direction=Action.LONG, notional=4_000)


def entry(limits, ask=ASK, memory=MEMORY, facts=FACTS):
    return RiskGuard(limits).entry(ask, memory, facts)


def rules(verdict):
    return [reason.rule for reason in verdict.reasons]


def losses(count, last=NOON - HOUR):
    return tuple(
        ClosedTrade(
            symbol="BTC/USDT",
            entered_at=last - (count - number) * HOUR,
            closed_at=last - (count - number - 1) * HOUR,
            has_lost=True,
        )
        for number in range(count)
    )


def test_without_limits_every_entry_is_whole():
    ruined = replace(FACTS, equity=-5.0)
    for facts in (FACTS, ruined):
        verdict = entry(RiskLimits(), facts=facts)
        assert (verdict.scale, verdict.reasons) == (1.0, ())


def test_a_position_is_cut_to_its_part_of_the_equity():
    verdict = entry(RiskLimits(max_position_pct=10))
    assert (verdict.scale, rules(verdict)) == (0.25, [RiskRule.MAX_POSITION])
    assert verdict.words == (
        "a position may be 10 % of the equity of 10000: 4000 were planned beside the 0 held"
    )
    assert entry(RiskLimits(max_position_pct=40)).scale == 1.0


def test_an_entry_is_cut_to_what_the_exposure_of_all_symbols_leaves():
    beside = replace(ASK, others=7_000)
    verdict = entry(RiskLimits(max_exposure_pct=80), beside)
    assert (verdict.scale, rules(verdict)) == (0.25, [RiskRule.MAX_EXPOSURE])
    full = entry(RiskLimits(max_exposure_pct=80), replace(ASK, others=8_000))
    assert not full.is_allowed


def test_an_entry_is_cut_to_what_symbols_that_move_with_it_leave():
    limits = RiskLimits(max_correlated_exposure_pct=50)
    verdict = entry(limits, replace(ASK, others=9_000, correlated=4_000))
    assert (verdict.scale, rules(verdict)) == (0.25, [RiskRule.MAX_CORRELATED_EXPOSURE])
    assert entry(limits, replace(ASK, others=9_000)).scale == 1.0


def test_after_so_many_entries_of_a_utc_day_none_is_taken():
    limits = RiskLimits(max_trades_per_day=3)
    closed = (*losses(1, MIDNIGHT), *losses(2))  # the first was entered yesterday
    facts = replace(FACTS, closed=closed, entry_times=(NOON - HOUR,))
    assert rules(entry(limits, facts=facts)) == [RiskRule.MAX_TRADES_PER_DAY]
    assert entry(limits, facts=replace(facts, entry_times=())).scale == 1.0


def test_a_lost_day_takes_no_entry_until_the_next_utc_day():
    guard = RiskGuard(RiskLimits(daily_loss_limit_pct=3))
    lost = replace(FACTS, equity=9_700)
    breach = guard.breach(MEMORY, lost)
    assert (breach.rule, breach.until) == (RiskRule.DAILY_LOSS_LIMIT, MIDNIGHT + 24 * HOUR)
    assert breach.reason == (
        "the UTC day 2024-03-05 has lost 3.00 % of the 10000 that it began with, the limit is 3 %"
    )
    assert not guard.entry(ASK, MEMORY, lost).is_allowed
    tomorrow = replace(lost, now=NOON + 12 * HOUR)
    memory = guard.remembered(MEMORY, tomorrow)
    assert (memory.day, memory.day_start_equity) == (MIDNIGHT + 24 * HOUR, 9_700)
    assert guard.breach(memory, tomorrow) is None


def test_sizes_shrink_linearly_from_a_drawdown_on_to_nothing_at_the_limit():
    limits = RiskLimits(max_drawdown_pct=20, drawdown_reduce_from_pct=10)
    scales = [
        entry(limits, facts=replace(FACTS, equity=equity)).scale
        for equity in (9_500, 9_000, 8_750, 8_500, 8_250, 8_000, 7_000)
    ]
    assert scales == pytest.approx([1, 1, 0.75, 0.5, 0.25, 0, 0])


def test_a_drawdown_at_its_limit_stops_entries_until_a_person_resumes():
    guard = RiskGuard(RiskLimits(max_drawdown_pct=20))
    fallen = replace(FACTS, equity=8_000)
    breach = guard.breach(MEMORY, fallen)
    assert (breach.rule, breach.until) == (RiskRule.MAX_DRAWDOWN, None)
    resumed = guard.resumed(MEMORY, fallen)
    assert guard.breach(resumed, fallen) is None
    assert guard.breach(resumed, replace(fallen, equity=6_400)).rule is RiskRule.MAX_DRAWDOWN


def test_losing_trades_in_a_row_rest_entries_for_the_cooldown_and_each_further_one_anew():
    guard = RiskGuard(RiskLimits(max_consecutive_losses=3, cooldown_minutes=90))
    facts = replace(FACTS, closed=losses(3))
    assert guard.breach(MEMORY, facts).until == NOON + HOUR / 2
    assert guard.breach(MEMORY, replace(facts, now=NOON + HOUR / 2)) is None
    again = replace(facts, now=NOON + HOUR, closed=losses(4, NOON + HOUR))
    assert guard.breach(MEMORY, again).until == NOON + 2.5 * HOUR


def test_a_winning_trade_or_a_person_ends_the_row_of_losses():
    guard = RiskGuard(RiskLimits(max_consecutive_losses=3))
    won = (*losses(2), replace(losses(1)[0], has_lost=False), *losses(2))
    assert guard.breach(MEMORY, replace(FACTS, closed=won)) is None
    row = replace(FACTS, closed=losses(3))
    assert guard.breach(guard.resumed(MEMORY, row), row) is None


@pytest.mark.parametrize(
    ("limits", "over", "within", "rule"),
    [
        (RiskLimits(max_spread_pct=0.1), {"spread_pct": 0.11}, {"spread_pct": 0.1}, "max_spread"),
        (
            RiskLimits(max_spread_pct=0.1),
            {"spread_pct": float("nan")},
            {"spread_pct": None},
            "max_spread",
        ),
        (
            RiskLimits(max_price_age_seconds=60),
            {"price_age": timedelta(seconds=61)},
            {"price_age": timedelta(seconds=60)},
            "max_price_age",
        ),
        (
            RiskLimits(max_orders_per_minute=2),
            {"orders_last_minute": 2},
            {"orders_last_minute": 1},
            "max_orders_per_minute",
        ),
    ],
)
def test_a_wide_or_unknown_spread_a_stale_price_and_a_burst_of_orders_enter_nothing(
    limits, over, within, rule
):
    verdict = entry(limits, replace(ASK, **over))
    assert (verdict.scale, rules(verdict)) == (0.0, [RiskRule(rule)])
    assert entry(limits, replace(ASK, **within)).scale == 1.0


def test_the_limit_that_stops_longest_is_the_one_that_is_told():
    guard = RiskGuard(RiskLimits(daily_loss_limit_pct=3, max_drawdown_pct=20))
    assert guard.breach(MEMORY, replace(FACTS, equity=8_000)).rule is RiskRule.MAX_DRAWDOWN
    assert guard.breach(MEMORY, replace(FACTS, equity=9_500)).rule is RiskRule.DAILY_LOSS_LIMIT


def test_less_than_a_hundredth_of_the_size_is_not_entered():
    assert entry(RiskLimits(max_position_pct=0.39)).scale == 0.0
    assert entry(RiskLimits(max_position_pct=0.41)).scale > 0.0


def test_another_capital_begins_a_new_memory():
    other = replace(FACTS, capital=5_000, equity=5_000)
    memory = RiskGuard(RiskLimits()).remembered(MEMORY, other)
    assert (memory.peak_equity, memory.day_start_equity) == (5_000, 5_000)


@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf")])
def test_a_limit_that_is_none_is_refused(value):
    with pytest.raises(ConfigError):
        RiskLimits(max_position_pct=value)
    with pytest.raises(ConfigError, match="drawdown_reduce_from_pct <= max_drawdown_pct"):
        RiskLimits(max_drawdown_pct=5, drawdown_reduce_from_pct=6)


percents = st.floats(0.5, 300)
amounts = st.floats(0, 50_000)
some_limits = st.builds(
    RiskLimits,
    max_position_pct=st.none() | percents,
    max_exposure_pct=st.none() | percents,
    max_correlated_exposure_pct=st.none() | percents,
    max_trades_per_day=st.none() | st.integers(1, 5),
    daily_loss_limit_pct=st.none() | st.floats(0.5, 50),
    max_drawdown_pct=st.none() | st.floats(20, 60),
    drawdown_reduce_from_pct=st.none() | st.floats(0.5, 20),
    max_consecutive_losses=st.none() | st.integers(1, 5),
)
asks = st.builds(
    lambda notional, others, share: replace(
        ASK, notional=notional, others=others, correlated=others * share
    ),
    st.floats(1, 50_000),
    amounts,
    st.floats(0, 1),
)
accounts = st.builds(
    lambda equity, count: replace(FACTS, equity=equity, closed=losses(count)),
    st.floats(-1_000, 20_000),
    st.integers(0, 6),
)


@given(some_limits, asks, accounts)
def test_an_entry_never_goes_beyond_a_limit(limits, ask, facts):
    guard = RiskGuard(limits)
    memory = guard.remembered(MEMORY, facts)
    scale = guard.entry(ask, memory, facts).scale
    assert 0 <= scale <= 1
    if scale == 0:
        return
    entered, nearly = scale * ask.notional, 1e-6
    for limit, beside in (
        (limits.max_position_pct, 0.0),
        (limits.max_exposure_pct, ask.others),
        (limits.max_correlated_exposure_pct, ask.correlated),
    ):
        assert limit is None or beside + entered <= limit / 100 * facts.equity + nearly
    for use in guard_uses(limits, memory, facts):
        assert not use.is_reached


def guard_uses(limits, memory, facts):
    stops = (RiskRule.DAILY_LOSS_LIMIT, RiskRule.MAX_DRAWDOWN, RiskRule.MAX_TRADES_PER_DAY)
    return [use for use in limit_uses(limits, memory, facts) if use.rule in stops]


@given(some_limits, asks, accounts, st.floats(1, 1_000))
def test_more_equity_room_or_less_held_never_makes_an_entry_smaller(limits, ask, facts, less):
    guard = RiskGuard(limits)
    scale = guard.entry(ask, MEMORY, facts).scale
    lighter = replace(ask, others=max(ask.others - less, 0), correlated=0.0)
    richer = replace(facts, equity=facts.equity + less)
    assert guard.entry(lighter, MEMORY, facts).scale >= scale
    assert guard.entry(ask, MEMORY, richer).scale >= scale - 1e-12


@given(st.lists(st.tuples(st.integers(-10_000, 10_000), st.floats(1, 20_000)), min_size=1))
def test_the_day_never_runs_backwards_and_the_peak_never_falls_whatever_the_clock_does(steps):
    guard, memory = RiskGuard(RiskLimits()), None
    for minutes, equity in steps:
        now = NOON + timedelta(minutes=minutes)
        after = guard.remembered(memory, replace(FACTS, now=now, equity=equity))
        if memory is not None:
            assert after.day >= memory.day
            assert after.peak_equity >= memory.peak_equity
            assert after.day > memory.day or after.day_start_equity == memory.day_start_equity
        memory = after


def test_a_clock_set_back_does_not_forget_the_entries_of_its_day():
    guard = RiskGuard(RiskLimits(max_trades_per_day=1))
    tomorrow = guard.remembered(MEMORY, replace(FACTS, now=NOON + 24 * HOUR))
    facts = replace(FACTS, entry_times=(NOON - HOUR,))
    assert not guard.entry(ASK, tomorrow, facts).is_allowed
