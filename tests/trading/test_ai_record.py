"""The AI's calls held against later candles: counted as a plain count does, and over restarts."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.ai import USUAL_HORIZON
from bot.domain import Action, Candle, CandleRecord, CycleRecord, DecisionPolicy, StrategyConfig
from bot.state import FileVolume
from bot.trading.ai_calls.record import LOOKED_AT, AiRecord
from tests.support.candles import random_walk
from tests.support.drawn_configs import LOUD
from tests.support.memory import MemoryVolume
from tests.support.recorded_run import SYMBOL, record_run
from tests.support.records import HOUR, START, bot_state, signal

CONFIG = StrategyConfig(symbol=SYMBOL, fee_pct=0.001, slippage_pct=0.0005)
"""A round trip costs 0.3 %."""


def cycle(number: int, close: float, call: Action | None):
    """The record of a candle with what the AI called on it."""
    ai = None if call is None else {"action": call, "confidence": 0.5}
    opened = START + number * HOUR
    candle = Candle(open_time=opened, open=close, high=close, low=close, close=close, volume=1.0)
    return CycleRecord(
        state=bot_state(number),
        signals=(replace(signal(number), candle_time=opened, ai=ai),),
        candles=(CandleRecord(symbol=SYMBOL, timeframe="1h", candle=candle),),
    )


def after(closes: Sequence[float], calls: Sequence[Action | None]) -> AiRecord:
    record = AiRecord()
    for number, (close, call) in enumerate(zip(closes, calls, strict=True)):
        record.add(cycle(number, close, call))
    return record


def test_nothing_is_told_before_the_first_outcome():
    record = after([100.0] * USUAL_HORIZON, [Action.FLAT] * USUAL_HORIZON)
    assert record.score(CONFIG) is None


def test_three_calls_by_eye():
    """Up 1 %, down 1 %, and 0.2 %, which pays for no trade: long, short and flat."""
    closes = [100.0, 100.0, 100.0, *[100.0] * 9, 101.0, 99.0, 100.2]
    calls = [Action.LONG, Action.LONG, Action.FLAT, *[None] * 12]
    score = after(closes, calls).score(CONFIG)
    assert score is not None
    assert (score.scored, score.hits, score.hit_rate) == (3, 2, pytest.approx(2 / 3))
    assert score.base_rate == pytest.approx(1 / 3)


def test_a_call_of_nothing_is_none():
    closes, calls = [100.0] * 20, [None] * 20
    assert after(closes, calls).score(CONFIG) is None


def test_other_costs_judge_the_same_calls_anew():
    closes = [100.0, *[100.0] * 11, 100.2]
    record = after(closes, [Action.FLAT, *[None] * 12])
    assert record.score(CONFIG).hits == 1
    assert record.score(replace(CONFIG, fee_pct=0.0, slippage_pct=0.0)).hits == 0
    assert record.score(CONFIG).hits == 1


def plain_count(closes, calls):
    """Over the newest candles, as a second look at the whole history has it."""
    kept = LOOKED_AT + USUAL_HORIZON
    closes, calls = closes[-kept:], calls[-kept:]
    pairs = []
    for t in range(len(closes) - USUAL_HORIZON):
        move = (closes[t + USUAL_HORIZON] / closes[t] - 1) * 100
        came = Action.LONG if move > 0.3 else Action.SHORT if move < -0.3 else Action.FLAT
        if calls[t] is not None:
            pairs.append((calls[t], came))
    hits = sum(call is came for call, came in pairs)
    base = sum(sum(call is other for _, other in pairs) / len(pairs) for call, _ in pairs) / len(
        pairs
    )
    return len(pairs), hits, base


@pytest.mark.parametrize("size", [30, 212, 213, 500])
def test_the_newest_calls_are_counted_as_a_plain_count_does(size):
    closes = random_walk(size, seed=1)["close"].tolist()
    turns = [Action.LONG, None, Action.SHORT, Action.FLAT, Action.FLAT]
    calls = [turns[n * n % 5] for n in range(size)]
    score = after(closes, calls).score(CONFIG)
    scored, hits, base = plain_count(closes, calls)
    assert (score.scored, score.hits) == (scored, hits)
    assert score.base_rate == pytest.approx(base)


def test_a_bot_that_was_restarted_tells_what_one_that_never_stopped_tells(tmp_path):
    frame = random_walk(420, seed=2)
    whole = record_run(tmp_path / "whole", frame, CONFIG).load_state()
    record_run(tmp_path / "twice", frame.iloc[:250], CONFIG)
    twice = record_run(tmp_path / "twice", frame, CONFIG, shown=frame.index[249]).load_state()
    assert whole.ai_predictions_scored == 200
    for name in ("predictions_scored", "hits", "hit_rate", "base_rate", "horizon_candles"):
        assert getattr(twice, f"ai_{name}") == getattr(whole, f"ai_{name}")


def test_the_state_tells_what_the_calls_on_record_show(tmp_path):
    store = record_run(tmp_path, random_walk(300, seed=3), CONFIG)
    state = store.load_state()
    lines = store.candles(10_000)[::-1]
    calls = {event.candle_time: event.ai for event in store.signals(10_000)}
    called = [calls.get(line.candle.open_time) for line in lines]
    scored, hits, base = plain_count(
        [line.candle.close for line in lines],
        [Action(ai["action"]) if ai and ai["confidence"] else None for ai in called],
    )
    assert (state.ai_predictions_scored, state.ai_hits) == (scored, hits)
    assert state.ai_base_rate == pytest.approx(base)
    assert state.ai_hit_rate == pytest.approx(hits / scored)


def test_a_calibrated_ai_is_judged_by_its_calibrated_calls(tmp_path):
    frame = random_walk(300, seed=3)
    plain = record_run(tmp_path / "plain", frame, CONFIG).load_state()
    policy = DecisionPolicy(ai_calibration=LOUD)
    ours = record_run(tmp_path / "ours", frame, CONFIG, policy=policy).load_state()
    assert ours.ai_predictions_scored == plain.ai_predictions_scored
    assert ours.ai_hits != plain.ai_hits


def test_an_empty_volume_has_no_record(tmp_path):
    for volume in (FileVolume(tmp_path), MemoryVolume()):
        assert AiRecord.kept_in(volume.reader(SYMBOL)).score(CONFIG) is None
