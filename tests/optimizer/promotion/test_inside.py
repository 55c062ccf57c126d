"""Inside the candles: what is asked before a look, and what finer candles confirm or refuse."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backtesting import Detail
from bot.candles import CandleArrays
from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer import (
    Conditions,
    FinerCandles,
    Grounds,
    LocalSearches,
    LookLedger,
    SearchRequest,
    run_record,
    run_study,
)
from bot.optimizer.promotion import gather, too_shallow, view_of
from bot.optimizer.promotion.evidence import in_detail
from bot.optimizer.promotion.inside import InsideView
from bot.programs.honesty.series import trending
from bot.statistics import likely_overshoot
from tests.support.candles import random_walk
from tests.support.inside import hours_of_jumps, hours_of_trends

FREE = StrategyConfig(fee_pct=0.0, slippage_pct=0.0)
CHEAP = StrategyConfig(fee_pct=0.0002, slippage_pct=0.0005)
JUMPS, MINUTES = hours_of_jumps()
TRENDS, QUARTERS = hours_of_trends()
NOTHING = FinerCandles()
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def asked_of(candles, champion):
    return SearchRequest(
        candles=candles,
        base=champion,
        n_trials=40,
        conditions=Conditions(policy=DecisionPolicy()),
        seed=3,
    )


def studied(candles, champion, finer=NOTHING, **options):
    request = asked_of(candles, champion)
    return run_study(request, searches=LocalSearches(jobs=1), finer=finer, **options)


def kept(downloads=None, **frames):
    by_name = {name.removeprefix("of_"): frame for name, frame in frames.items()}
    return FinerCandles(kept=by_name.get, downloads=downloads)


def test_where_prices_jump_and_nothing_pays_for_it_finer_candles_are_asked_for_and_no_look_spent():
    def never(ledger):
        raise AssertionError("no look may be spent")

    done = studied(JUMPS, FREE, kept(downloads="BTC/USDT"), before_look=never)
    assert done.verdict.grounds is Grounds.NEEDS_FINER_CANDLES
    assert not done.verdict.promoted
    assert done.ledger == LookLedger()
    assert done.examination is None
    reason = done.verdict.reason
    assert reason.startswith("kept: not looked at yet: inside 1h candles prices likely jump 0.2")
    assert " % past a stop of 0." in reason
    assert "fills pay a slippage of 0.000 %" in reason
    assert (
        "run python tools/download_candles.py --symbol BTC/USDT --timeframe 1m --start 2020-01-13, "
        "or set slippage_pct to at least 0.002" in reason
    )


def test_a_source_that_cannot_be_downloaded_is_told_of_the_slippage_alone():
    reason = too_shallow(view_of(asked_of(JUMPS, FREE), NOTHING), FREE, NOTHING)
    assert reason is not None
    assert "download" not in reason
    assert ": set slippage_pct to at least 0.002" in reason


@given(st.floats(1e-7, 0.5), st.floats(0.0, 0.5))
def test_the_slippage_that_is_asked_for_ends_the_question(overshoot, slippage):
    view = InsideView(timeframe="1h", overshoot=overshoot, since=NOW)
    reason = too_shallow(view, StrategyConfig(slippage_pct=slippage), NOTHING)
    assert (reason is None) == (slippage >= overshoot)
    if reason is not None:
        enough = float(reason.rsplit(" ", 1)[1])
        assert overshoot <= enough <= overshoot + 1.001e-4
        assert too_shallow(view, StrategyConfig(slippage_pct=enough), NOTHING) is None


def test_enough_slippage_or_candles_that_do_not_jump_ask_nothing():
    payed = StrategyConfig(fee_pct=0.0, slippage_pct=0.003)
    assert studied(JUMPS, payed).verdict.grounds is not Grounds.NEEDS_FINER_CANDLES
    walk = random_walk(1000, seed=8)
    assert view_of(asked_of(walk, FREE), NOTHING).overshoot == 0.0


def test_a_gain_that_lives_inside_the_candle_is_refused_with_both_returns():
    done = studied(JUMPS, FREE, kept(of_1m=MINUTES))
    assert done.examination.failures() == []
    assert done.verdict.grounds is Grounds.INSIDE_THE_CANDLE
    coarse, fine = done.examination, done.confirmation.fine
    assert coarse.return_pct > 30.0 > 15.0 > fine.return_pct
    assert done.verdict.reason.startswith(
        "refused: its gain lives inside the candle: over 700 candles that its searches had not "
        f"seen the challenger earned {coarse.return_pct:+.1f} %"
    )
    assert f"with 1m candles deciding inside each, {fine.return_pct:+.1f} %" in done.verdict.reason
    assert "; not shown then: that it is better than the champion" in done.verdict.reason
    assert len(done.ledger.looks) == 1


def test_an_edge_that_is_planted_is_promoted_and_confirmed_on_finer_candles():
    done = studied(TRENDS, CHEAP, kept(of_15m=QUARTERS))
    assert done.verdict.grounds is Grounds.SHOWN_BETTER
    assert "; confirmed with 15m candles deciding inside each, +" in done.verdict.reason
    written = run_record(done, NOW)["gate"]
    assert written["inside_candles"]["timeframe"] == "15m"
    assert written["inside_candles"]["covered"] == 1.0
    assert written["inside_candles"]["p_value"] <= written["examination"]["look"]["p_threshold"]
    assert None not in written["inside_candles"].values()


def test_without_finer_candles_a_record_is_what_it_was():
    done = studied(trending(1000, np.random.default_rng(1), 0.35), CHEAP)
    assert done.verdict.promoted
    assert "inside_candles" not in run_record(done, NOW)["gate"]
    assert "confirmed" not in done.verdict.reason


def test_finer_candles_that_jump_themselves_are_asked_about_too():
    finer = kept(downloads="BTC/USDT", of_30m=JUMPS.set_axis(JUMPS.index))
    view = view_of(asked_of(JUMPS, FREE), finer)
    assert (view.timeframe, view.covered) == ("30m", 1.0)
    reason = too_shallow(view, FREE, finer)
    assert reason is not None
    assert reason.startswith("inside 30m candles prices likely jump 0.2")
    assert "--timeframe 1m" in reason
    minute = InsideView(timeframe="1m", overshoot=0.01, since=NOW)
    assert "download" not in too_shallow(minute, FREE, finer)


@pytest.mark.parametrize(
    ("rows", "timeframe"), [(1000, "1m"), (965, "1m"), (960, "5m"), (300, "5m"), (0, "5m")]
)
def test_the_finest_candles_that_cover_what_is_judged_on_are_taken(rows, timeframe):
    fives = MINUTES.iloc[::5]
    view = view_of(asked_of(JUMPS, FREE), kept(of_1m=MINUTES.iloc[: 60 * rows], of_5m=fives))
    assert view.timeframe == timeframe


@pytest.mark.parametrize("scale", [4.0, 1.02])
def test_minutes_of_another_price_scale_cover_nothing_and_confirm_nothing(scale):
    """As where a source adjusts one timeframe for a split or a dividend, and not the other."""
    finer = kept(of_1m=MINUTES * scale)
    view = view_of(asked_of(JUMPS, FREE), finer)
    assert (view.timeframe, view.detail, view.covered) == ("1h", None, 0.0)
    done = studied(JUMPS, FREE, finer)
    assert done.verdict.grounds is Grounds.NEEDS_FINER_CANDLES
    few = MINUTES.copy()
    few.iloc[60 * 980 :] *= scale
    assert view_of(asked_of(JUMPS, FREE), kept(of_1m=few)).covered == pytest.approx(680 / 700)


def test_jumps_are_measured_over_searched_and_unseen_candles_alike():
    calm = MINUTES.copy()
    calm.iloc[: 60 * 300] = 100.0
    overshoots = [view_of(asked_of(JUMPS, FREE), kept(of_1m=m)).overshoot for m in (MINUTES, calm)]
    assert overshoots == [likely_overshoot(CandleArrays.of(m, "1m")) for m in (MINUTES, calm)]


def test_what_is_kept_of_the_searched_candles_covers_nothing():
    view = view_of(asked_of(JUMPS, FREE), kept(of_1m=MINUTES.iloc[: 60 * 300]))
    assert (view.timeframe, view.detail, view.covered) == ("1h", None, 0.0)


def test_only_candles_that_are_whole_parts_are_asked_for():
    asked = []
    list(FinerCandles(kept=asked.append).of_parts("30m"))
    assert asked == ["1m", "3m", "5m", "15m"]
    assert list(FinerCandles(kept=asked.append).of_parts("1m")) == []


@given(st.integers(0, 30))
def test_finer_candles_that_say_the_same_change_nothing(seed):
    request = asked_of(random_walk(400, seed=seed), FREE)
    evidence = gather(request, searches=LocalSearches(jobs=1))
    columns = (np.ascontiguousarray(request.candles[name]) for name in ("open", "high", "low"))
    detail = Detail(*columns, np.arange(401, dtype=np.int64), np.zeros(400, np.bool_))
    again = in_detail(evidence, request, detail)
    np.testing.assert_array_equal(again.challenger, evidence.challenger)
    np.testing.assert_array_equal(again.champion, evidence.champion)
    for mine, theirs in (
        (again.challenger_metrics, evidence.challenger_metrics),
        (again.champion_metrics, evidence.champion_metrics),
    ):
        assert mine == pytest.approx(theirs, rel=0.0, abs=0.0, nan_ok=True)
