"""tools/replay_decision.py on what a bot recorded: every number, identical or what differs."""

import json
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.command_line import run_program
from bot.decide import required_candles
from bot.domain import DecisionPolicy, Impact, MacroEvent, Sentiment, SignalEvent, StrategyConfig
from bot.domain.encoding import encode
from bot.programs.replay_decision.program import main
from tests.support.candles import random_walk
from tests.support.recorded_run import record_run

CONFIG = StrategyConfig(stop_loss_pct=0.008, take_profit_pct=0.012)
START = datetime(2024, 1, 1, tzinfo=UTC)
EVENT = MacroEvent(
    title="rate cut",
    sentiment=Sentiment.DOVISH,
    impact=Impact.HIGH,
    published_at=datetime(2024, 1, 9, 3, 30, tzinfo=UTC),
)


def replay(*arguments: object) -> int:
    return run_program("tools/replay_decision.py", main, [str(a) for a in arguments])


def rewrite(path: Path, change: Callable[[int, dict], None]) -> None:
    """Apply `change(number, record)` to every line of a history, in place."""
    records = [json.loads(line) for line in path.read_text().splitlines()]
    for number, record in enumerate(records):
        change(number, record)
    path.write_bytes(b"".join(encode(record) + b"\n" for record in records))


def files(data_dir: Path) -> Path:
    return data_dir / "portfolio" / "BTC_USDT"


@pytest.fixture
def ask(tmp_path, capsys):
    """The JSON document of the decision on a candle, by the candle's number."""

    def document(number: int) -> dict:
        name = f"BTC/USDT@{(START + timedelta(hours=number)).isoformat()[:19]}Z"
        assert replay("--data-dir", tmp_path, "--id", name, "--json") == 0
        return json.loads(capsys.readouterr().out)

    return document


def found(document: dict, part: str, name: str) -> float:
    (step,) = (s for s in document["steps"] if (s["part"], s["name"]) == (part, name))
    return step["found"]


def test_decisions_of_a_run_come_out_again_warm_up_included(tmp_path, ask):
    store = record_run(tmp_path, random_walk(700, seed=3), CONFIG, events=[EVENT])
    for number in (0, 3, 18, 40, 250, 300, 450, 699):
        document = ask(number)
        assert document["identical"], document["differing"]
    used = ask(699)["candles"]
    assert used["used"] == used["required"] == required_candles(CONFIG)
    assert store.signals(1)[0].id == ask(699)["id"]


def test_the_numbers_shown_make_up_the_decision(tmp_path, ask):
    record_run(tmp_path, random_walk(500, seed=3), CONFIG, events=[EVENT])
    document = ask(450)
    trend, room = (found(document, "technical", name) for name in ("trend", "room"))
    confidence = found(document, "technical", "confidence")
    assert confidence == pytest.approx((trend + room) / 2)
    sign = {"LONG": 1, "SHORT": -1}[found(document, "technical", "action")]
    gap = sign * found(document, "technical", "gap (fast - slow)")
    deviation = found(document, "indicators", "deviation")
    assert trend == pytest.approx(max(gap, 0) / (max(gap, 0) + deviation), abs=1e-12)
    lean = found(document, "indicators", "macro_lean")
    assert lean != 0
    leaned = found(document, "technical", "confidence after macro")
    assert leaned == pytest.approx(min(confidence * (1 + sign * lean), 1))
    scores = [found(document, "AI", f"score_{name}") for name in ("long", "short", "flat")]
    whole = sum(map(math.exp, scores))
    for score, name in zip(scores, ("long", "short", "flat"), strict=True):
        probability = found(document, "AI", f"probability_{name}")
        assert probability == pytest.approx(math.exp(score) / whole)


def test_a_changed_candle_before_it_shows_in_what_was_made_of_it(tmp_path, ask):
    record_run(tmp_path, random_walk(400, seed=3), CONFIG)

    def lift(number, candle):
        if number == 345:
            candle.update(close=candle["close"] * 1.01, high=candle["high"] * 1.02)

    rewrite(files(tmp_path) / "candles.jsonl", lift)
    assert ask(344)["identical"]
    differing = ask(350)["differing"]
    assert {"indicators: ema_fast", "indicators: rsi", "indicators: deviation"} <= {*differing}
    assert "candle: close" not in differing
    assert {"candle: close", "candle: fingerprint"} <= {*ask(345)["differing"]}


def test_an_edited_decision_differs_in_what_was_edited(tmp_path, ask):
    record_run(tmp_path, random_walk(400, seed=3), CONFIG)

    def edit(number, signal):
        if number == 390:
            signal.update(action="SHORT" if signal["action"] == "LONG" else "LONG")

    rewrite(files(tmp_path) / "signals.jsonl", edit)
    assert ask(390)["differing"] == ["decision: action"]


def test_a_decision_is_replayed_under_the_config_of_its_time(tmp_path, ask):
    def change(cycle, source):
        if cycle == 200:
            (tmp_path / "strategy_config.json").write_text('{"ema_fast": 9, "ema_slow": 20}')

    record_run(tmp_path, random_walk(400, seed=3), CONFIG, before_cycle=change)
    before, after = ask(199), ask(200)
    assert (before["config"]["ema_fast"], after["config"]["ema_fast"]) == (12, 9)
    assert before["identical"]
    assert after["identical"]


def test_opinions_that_were_off_stay_off(tmp_path, ask):
    policy = DecisionPolicy(ai_enabled=False, macro_enabled=False, min_confidence=0.3)
    record_run(tmp_path, random_walk(400, seed=3), CONFIG, policy=policy, events=[EVENT])
    document = ask(390)
    assert document["identical"]
    assert document["policy"] == policy.to_dict()
    assert found(document, "AI", "is on") is False


def test_a_history_that_begins_later_is_used_as_far_as_it_goes_and_told(tmp_path, ask):
    frame = random_walk(600, seed=3)
    record_run(tmp_path, frame, CONFIG, shown=frame.index[499].to_pydatetime())
    document = ask(510)
    assert document["candles"]["used"] == 11
    assert not document["identical"]
    assert "Only 11 candles up to this one are on record" in document["notes"][0]
    assert found(document, "indicators", "ema_fast") is None
    assert ask(590)["candles"]["used"] == 91


def test_a_late_decision_compares_the_opinions_and_says_why_it_was_flat(tmp_path, ask):
    def late(cycle, source):
        source.ahead = timedelta(hours=9) if cycle == 380 else timedelta(0)

    record_run(tmp_path, random_walk(400, seed=3), CONFIG, before_cycle=late)
    document = ask(380)
    assert document["identical"]
    assert any("The source was late" in note for note in document["notes"])


def test_the_text_begins_with_the_verdict_and_marks_what_differs(tmp_path, capsys):
    record_run(tmp_path, random_walk(400, seed=3), CONFIG)
    name = "2024-01-16T00:00Z"
    assert replay("--data-dir", tmp_path, "--id", name) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Decision BTC/USDT@2024-01-16T00:00:00Z"
    assert lines[2] == "Identical: everything that was recorded comes out again."
    assert not any(line.endswith("differs") for line in lines)

    def edit(number, signal):
        signal["technical"].update(confidence=0.123)

    rewrite(files(tmp_path) / "signals.jsonl", edit)
    assert replay("--data-dir", tmp_path, "--id", name) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "Differs in technical: confidence."
    (marked,) = (line for line in lines if line.endswith("differs"))
    assert marked.split()[:2] == ["confidence", "0.123"]


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("BTC/USDT@2030-01-01T00:00:00Z", 3, "the newest is BTC/USDT@2024-01-02T05:00:00Z"),
        ("BTC/USDT@2024-01-01T00:30:00Z", 3, "no decision BTC/USDT@2024-01-01T00:30:00Z"),
        ("ETH/USDT@2024-01-01T00:00:00Z", 2, "need one of BTC/USDT for --symbol"),
    ],
)
def test_an_id_of_no_decision_is_told_in_one_sentence(tmp_path, capsys, name, code, told):
    record_run(tmp_path, random_walk(30, seed=3), CONFIG)
    assert replay("--data-dir", tmp_path, "--id", name) == code
    assert told in capsys.readouterr().err


def test_an_id_that_is_none_and_two_symbols_are_usage_errors(tmp_path, capsys):
    with pytest.raises(SystemExit) as end:
        replay("--data-dir", tmp_path, "--id", "yesterday")
    assert end.value.code == 2
    assert "need an id such as BTC/USDT@2025-03-01T12:00:00Z" in capsys.readouterr().err
    name = "BTC/USDT@2024-01-01T00:00:00Z"
    assert replay("--data-dir", tmp_path, "--symbol", "ETH/USDT", "--id", name) == 2
    assert "need one symbol" in capsys.readouterr().err


def test_the_id_of_every_decision_finds_it(tmp_path, capsys):
    store = record_run(tmp_path, random_walk(30, seed=3), CONFIG)
    for signal in store.stream(SignalEvent):
        assert replay("--data-dir", tmp_path, "--id", signal.id, "--json") == 0
        assert json.loads(capsys.readouterr().out)["id"] == signal.id
