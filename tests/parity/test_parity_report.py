"""A recorded run against the backtester: nothing differs, or what was planted is named."""

import json
import math
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from bot.backtesting import Backtester
from bot.domain import (
    Action,
    Candle,
    CandleRecord,
    ConfigStanding,
    DecisionPolicy,
    ExitReason,
    Impact,
    MacroEvent,
    Sentiment,
    SignalEvent,
    StandAside,
    Standing,
    Standings,
    StrategyConfig,
    Trade,
)
from bot.domain.encoding import encode
from bot.domain.errors import DataError
from bot.parity import Cause, RecordedRun, parity_report
from bot.state import FileVolume
from tests.support.candles import random_walk
from tests.support.drawn_configs import LOUD
from tests.support.recorded_run import record_run, report_of
from tests.support.records import bot_state, signal

CONFIG = StrategyConfig(
    stop_loss_pct=0.008, take_profit_pct=0.012, allow_short=True, exit_on_opposite_signal=True
)
EVENTS = (
    MacroEvent(
        title="rate cut",
        sentiment=Sentiment.DOVISH,
        impact=Impact.HIGH,
        published_at=datetime(2024, 1, 9, 3, 30, tzinfo=UTC),
    ),
)


def rewrite(path: Path, change) -> None:
    """Apply `change(number, record)` to every line of a history, in place."""
    records = [json.loads(line) for line in path.read_text().splitlines()]
    for number, record in enumerate(records):
        change(number, record)
    path.write_bytes(b"".join(encode(record) + b"\n" for record in records))


def folder_of(data_dir: Path) -> Path:
    return data_dir / "portfolio" / "BTC_USDT"


def causes(report) -> set[Cause]:
    return {reason.cause for found in report.differences for reason in found.reasons}


@pytest.mark.parametrize(
    ("opinions", "allow_short", "opposite"), list(product([True, False], repeat=3))
)
def test_a_clean_replay_has_no_difference(tmp_path, opinions, allow_short, opposite):
    config = StrategyConfig(
        stop_loss_pct=0.008,
        take_profit_pct=0.012,
        allow_short=allow_short,
        exit_on_opposite_signal=opposite,
    )
    policy = DecisionPolicy(ai_enabled=opinions, macro_enabled=opinions)
    store = record_run(tmp_path, random_walk(700, seed=3), config, policy=policy, events=EVENTS)
    report = report_of(store)
    assert report.total == report.count == 0
    assert report.differences == ()
    assert report.bot_trades == report.backtest_trades > 20
    assert (report.candles, report.decisions, report.taken_as_recorded) == (700, 700, 0)


def test_a_calibrated_bot_is_redecided_with_its_calibration_and_has_no_difference(tmp_path):
    """Its trades are those of a backtest with it, which are not those of one without."""
    frame, policy = random_walk(700, seed=3), DecisionPolicy(ai_calibration=LOUD)
    store = record_run(tmp_path, frame, CONFIG, policy=policy)
    assert store.load_state().policy["ai_calibration"]["sha256"] == LOUD.sha256
    report = report_of(store)
    assert report.total == 0
    ours, without = (Backtester(CONFIG, each).run(frame).trades for each in (policy, None))
    assert len(store.trades(10_000)) in (len(ours), len(ours) - 1)
    assert ours != without


@pytest.mark.parametrize("chunk_rows", [1, 7, 100, 699])
def test_small_chunks_find_what_one_large_chunk_finds(tmp_path, chunk_rows):
    def skip(cycle, source):
        if cycle in (300, 301, 420):
            source.advance()

    store = record_run(tmp_path, random_walk(700, seed=3), CONFIG, before_cycle=skip)
    whole = report_of(store)
    assert whole.count > 0
    pieces = report_of(store, chunk_rows=chunk_rows)
    assert replace(pieces, differences=()) == replace(whole, differences=())
    for mine, theirs in zip(pieces.differences, whole.differences, strict=True):
        assert (mine.entry_time, mine.fields) == (theirs.entry_time, theirs.fields)
        assert (mine.reasons, mine.bot) == (theirs.reasons, theirs.bot)
        if theirs.backtest is not None:
            assert not mine.backtest.differing(theirs.backtest)


def test_the_reference_is_the_backtesters_own_run(tmp_path):
    frame = random_walk(700, seed=3)
    store = record_run(tmp_path, frame, CONFIG, events=EVENTS)
    rewrite(folder_of(tmp_path) / "trades.jsonl", lambda _, trade: trade.update(quantity=1e-6))
    found = [d.backtest for d in report_of(store, chunk_rows=50).differences if d.bot.exit_time]
    expected = Backtester(CONFIG, events=EVENTS).run(frame).trades
    closed = [t for t in expected if t.exit_reason is not ExitReason.END_OF_DATA]
    assert [t.exit_time for t in found] == [t.exit_time for t in closed]
    assert [t.pnl for t in found] == pytest.approx([t.pnl for t in closed], rel=1e-9)


def test_cycles_that_were_missed_are_named(tmp_path):
    def skip(cycle, source):
        if cycle % 60 == 59:
            for _ in range(3):
                source.advance()

    report = report_of(record_run(tmp_path, random_walk(700, seed=3), CONFIG, before_cycle=skip))
    assert report.count > 0
    assert report.counts[Cause.MISSED_CYCLE] == report.candles // 63
    assert causes(report) <= {Cause.MISSED_CYCLE, Cause.BALANCE}
    assert Cause.MISSED_CYCLE in report.by_cause
    words = report.marks[Cause.MISSED_CYCLE][0].words
    assert words == "4 candles in one cycle, 2024-01-03 11:00 to 2024-01-03 14:00"
    assert report.counts[Cause.DECISION] == report.counts[Cause.CHANGED_CANDLE] == 0


def test_decisions_dropped_for_a_late_source_are_named(tmp_path):
    def late(cycle, source):
        source.ahead = timedelta(hours=9) if 200 <= cycle < 260 else timedelta(0)

    report = report_of(record_run(tmp_path, random_walk(700, seed=3), CONFIG, before_cycle=late))
    assert report.count > 0
    assert causes(report) <= {Cause.LATE_CANDLE, Cause.BALANCE}
    assert report.counts[Cause.LATE_CANDLE] == 60
    assert report.counts[Cause.DECISION] == 0


def test_entries_withheld_while_the_config_was_disproven_are_named(tmp_path):
    def standings(*shown):
        memory = {"looks": [], "watch": None, "standings": Standings(shown).to_list()}
        FileVolume(tmp_path).promotions.write("BTC/USDT", memory)

    def disproven_for_a_while(cycle, source):
        if cycle == 200:
            standings(
                ConfigStanding(
                    fingerprint=CONFIG.fingerprint,
                    standing=Standing.DISPROVEN,
                    since=datetime(2024, 1, 9, tzinfo=UTC),
                    reason="disproven since 2024-01-09: it loses",
                )
            )
        if cycle == 400:
            standings()

    store = record_run(
        tmp_path,
        random_walk(700, seed=3),
        CONFIG,
        before_cycle=disproven_for_a_while,
        stand_aside=StandAside.ON,
    )
    report = report_of(store)
    assert report.count > 0
    assert causes(report) <= {Cause.STOOD_ASIDE, Cause.BALANCE}
    assert report.counts[Cause.STOOD_ASIDE] > 20
    assert report.counts[Cause.DECISION] == 0
    words = report.marks[Cause.STOOD_ASIDE][0].words
    assert words.startswith("the config was disproven at 2024-01-09 ")
    assert words.endswith(", nothing was entered")
    assert replace(report_of(store, chunk_rows=50), differences=()) == replace(
        report, differences=()
    )


def test_a_config_changed_while_it_ran_is_named_and_nothing_before_it_differs(tmp_path):
    def change(cycle, source):
        if cycle == 350:
            values = {"stop_loss_pct": 0.004, "ema_fast": 9}
            (tmp_path / "strategy_config.json").write_text(json.dumps(values))

    store = record_run(tmp_path, random_walk(700, seed=3), CONFIG, before_cycle=change)
    report = report_of(store, chunk_rows=200)
    assert report.configs == 2
    assert report.count > 0
    assert causes(report) <= {Cause.CONFIG_CHANGE, Cause.BALANCE}
    changed = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=350)
    assert all(
        (d.bot or d.backtest).entry_time >= changed or d.bot.exit_time >= changed
        for d in report.differences
    )
    told = [signal for signal in store.stream(SignalEvent) if signal.config is not None]
    assert [signal.candle_time for signal in told] == [datetime(2024, 1, 1, tzinfo=UTC), changed]


def test_a_candle_changed_afterwards_is_named_with_every_trade_it_touches(tmp_path):
    store = record_run(tmp_path, random_walk(700, seed=3), CONFIG)
    held = [t for t in store.stream(Trade) if t.exit_time - t.entry_time > timedelta(hours=3)]
    inside = (held[4].entry_time + timedelta(hours=1)).isoformat()[:13]

    def crash(_, candle):
        if candle["open_time"].startswith(inside):
            candle["low"] *= 0.9

    rewrite(folder_of(tmp_path) / "candles.jsonl", crash)
    report = report_of(store)
    assert report.counts[Cause.CHANGED_CANDLE] == 1
    assert report.count > 0
    assert causes(report) <= {Cause.CHANGED_CANDLE, Cause.BALANCE}
    assert report.differences[0].entry_time == held[4].entry_time


def test_a_candle_that_its_source_revised_is_named_and_is_no_difference_by_itself(tmp_path):
    def revise(factor):
        def before(cycle, source):
            if cycle == 400:
                source.revise(1, factor)

        return before

    frame = random_walk(700, seed=3)
    large = report_of(record_run(tmp_path / "a", frame, CONFIG, before_cycle=revise(1.2)))
    assert large.counts[Cause.REVISED_CANDLE] == 1
    assert (
        "was revised after it had been decided on: " in large.marks[Cause.REVISED_CANDLE][0].words
    )
    assert large.counts[Cause.CHANGED_CANDLE] == 0
    assert large.counts[Cause.DECISION] > 0
    assert Cause.REVISED_CANDLE in causes(large) <= {Cause.REVISED_CANDLE, Cause.BALANCE}
    small = report_of(record_run(tmp_path / "b", frame, CONFIG, before_cycle=revise(1.00001)))
    assert small.counts[Cause.REVISED_CANDLE] == 1
    assert small.total == 0


def test_a_close_changed_afterwards_changes_decisions_and_is_told(tmp_path):
    store = record_run(tmp_path, random_walk(700, seed=3), CONFIG)

    def lift(number, candle):
        if number == 400:
            candle.update(close=candle["close"] * 1.2, high=candle["close"] * 1.3)

    rewrite(folder_of(tmp_path) / "candles.jsonl", lift)
    report = report_of(store)
    assert report.counts[Cause.CHANGED_CANDLE] == 1
    assert report.counts[Cause.DECISION] > 0
    assert Cause.CHANGED_CANDLE in causes(report)
    assert Cause.UNEXPLAINED not in causes(report)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        (lambda t: {"exit_price": t["exit_price"] * 0.999}, Cause.SLIPPAGE),
        (lambda t: {"entry_price": t["entry_price"] * 1.001}, Cause.SLIPPAGE),
        (lambda t: {"fees": t["fees"] * 1.5}, Cause.FEE),
        (lambda t: {"quantity": t["quantity"] * 0.4}, Cause.PARTIAL_FILL),
        (lambda t: {"pnl": t["pnl"] + 5}, Cause.ARITHMETIC),
        (lambda t: {"pnl_pct": t["pnl_pct"] + 5}, Cause.ARITHMETIC),
        (lambda t: {"exit_time": "2024-01-30T00:00:00Z"}, Cause.UNEXPLAINED),
    ],
)
def test_one_edited_trade_is_one_difference_with_its_cause(tmp_path, changes, cause):
    store = record_run(tmp_path, random_walk(700, seed=3), CONFIG)

    def edit(number, trade):
        if number == 5:
            trade.update(changes(trade))

    rewrite(folder_of(tmp_path) / "trades.jsonl", edit)
    report = report_of(store)
    assert report.count == 1
    assert report.differences[0].reasons[0].cause is cause


def test_a_trade_taken_out_of_the_record_is_missing_and_unexplained(tmp_path):
    store = record_run(tmp_path, random_walk(700, seed=3), CONFIG)
    path = folder_of(tmp_path) / "trades.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:5] + lines[6:]))
    (difference,) = report_of(store).differences
    assert difference.bot is None
    assert difference.reasons[0].cause is Cause.UNEXPLAINED


def test_a_bot_that_began_with_candles_it_did_not_record_says_so(tmp_path):
    frame = random_walk(900, seed=3)
    shown = frame.index[399].to_pydatetime()
    report = report_of(record_run(tmp_path, frame, CONFIG, shown=shown))
    assert report.total == 0
    assert report.candles == 500
    assert report.taken_as_recorded > 300
    assert report.bot_trades > 20


def test_a_history_of_an_older_version_is_read_with_the_states_config(tmp_path):
    store = record_run(tmp_path, random_walk(500, seed=3), CONFIG)

    def age(_, signal):
        for name in ("config", "policy", "candle_fingerprint"):
            del signal[name]

    rewrite(folder_of(tmp_path) / "signals.jsonl", age)
    assert report_of(store).total == 0


def test_a_config_that_is_nowhere_on_record_is_refused(tmp_path):
    store = record_run(tmp_path, random_walk(100, seed=3), CONFIG)

    def age(number, signal):
        signal.update(config=None, config_fingerprint="0" * 12 if number < 50 else "1" * 12)

    rewrite(folder_of(tmp_path) / "signals.jsonl", age)
    with pytest.raises(DataError, match="the config 000000000000 of the decision BTC/USDT@2024"):
        report_of(store)


def test_a_decision_without_its_candle_is_refused(tmp_path):
    store = record_run(tmp_path, random_walk(100, seed=3), CONFIG)
    path = folder_of(tmp_path) / "candles.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:40] + lines[41:]))
    with pytest.raises(DataError, match="BTC/USDT@2024-01-02T16:00:00Z is not in candles"):
        report_of(store)


def endless_record(count: int) -> RecordedRun:
    """A record of that many candles, none of them traded, made while it is read."""
    step = timedelta(hours=1)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    state = replace(bot_state(count), position=Action.FLAT, entry_time=None, config={})
    begins = replace(
        signal(1),
        config=CONFIG.to_dict(),
        policy={"ai_enabled": False, "min_confidence": 1.0},
        indicators={},
        macro=None,
    )
    before = replace(begins, config=None, policy=None)

    def candle(number: int) -> CandleRecord:
        price = 100 + math.sin(number / 9)
        numbers = dict.fromkeys(("open", "high", "low", "close"), price)
        made = Candle(open_time=start + number * step, volume=1.0, **numbers)
        return CandleRecord(symbol="BTC/USDT", timeframe="1h", candle=made)

    def decision(number: int) -> SignalEvent:
        made = candle(number).candle
        line = begins if number == 0 else before
        return replace(line, candle_time=made.open_time, candle_fingerprint=made.fingerprint)

    return RecordedRun(
        state=state,
        candles=map(candle, range(count)),
        signals=map(decision, range(count)),
        telling=[begins],
        trades=[],
    )


def test_memory_does_not_grow_with_the_history():
    def peak(count: int) -> int:
        tracemalloc.start()
        report = parity_report(endless_record(count), chunk_rows=250)
        assert (report.candles, report.total) == (count, 0)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    parity_report(endless_record(500), chunk_rows=250)  # what is loaded and compiled once
    assert peak(6000) < 1.3 * peak(2000)
