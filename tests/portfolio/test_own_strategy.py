"""Bot and backtest decide alike by any strategy, the one of the guide included."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backtesting import Backtester
from bot.domain import CandleRecord, SignalEvent, StrategyConfig, StrategyParams, Trade
from bot.parity import RecordedDecision, recorded_policy, replay_decision
from bot.reports.backtest.document import full_document
from bot.reports.backtest.text import text_report
from bot.reports.backtest_page import html_report
from bot.state import FileVolume
from bot.strategy import strategy_of
from bot.wiring.strategies import use_strategies_of
from tests.support.candles import random_walk
from tests.support.recorded_run import SYMBOL, record_run, report_of

GUIDE = Path(__file__).parents[2] / "docs/guides/own_strategy.md"
FRAME = random_walk(700, seed=8, deviation=0.01)
TERMS = {"allow_short": True, "exit_on_opposite_signal": True}
CONFIGS = {
    "breakout": StrategyConfig(
        strategy="breakout", strategy_params=StrategyParams({"channel": 30}), **TERMS
    ),
    "bollinger_reversion": StrategyConfig(strategy="bollinger_reversion", **TERMS),
    "macd_trend": StrategyConfig(strategy="macd_trend", **TERMS),
}


def source_of_the_guide() -> str:
    return re.search(r"```python\n(.*?)```", GUIDE.read_text(), re.S)[1]


@pytest.fixture
def data_dir(tmp_path):
    """A DATA_DIR with the strategy of the guide."""
    folder = tmp_path / "strategies"
    folder.mkdir()
    (folder / "breakout.py").write_text(source_of_the_guide())
    use_strategies_of(tmp_path)
    yield tmp_path
    use_strategies_of(tmp_path / "nowhere")


def test_the_guide_s_strategy_has_at_most_25_lines_of_code():
    lines = [line for line in source_of_the_guide().splitlines() if line.strip()]
    assert len(lines) <= 25


@pytest.mark.parametrize("name", CONFIGS)
def test_the_bot_s_trades_are_the_backtest_s_and_its_decisions_come_out_again(data_dir, name):
    config = CONFIGS[name]
    store = record_run(data_dir, FRAME, config)
    expected = [t for t in Backtester(config).run(FRAME).trades if t.exit_reason != "end_of_data"]
    assert list(store.stream(Trade)) == expected
    assert len(expected) > 10
    assert not report_of(store).differences
    candles = [record.candle for record in store.stream(CandleRecord)]
    signals = list(store.stream(SignalEvent))
    for signal in (signals[20], signals[500], signals[-1]):
        at = signals.index(signal) + 1
        policy = recorded_policy(signals[0].policy or {})
        recorded = RecordedDecision(
            signal=signal, config=config, policy=policy, candles=candles[:at]
        )
        replayed = replay_decision(recorded)
        assert replayed.is_identical, replayed.differing
        of_strategy = [s.name for s in replayed.steps if s.name.startswith("strategy.")]
        assert len(of_strategy) >= 2


def test_the_result_tells_the_strategy_its_file_and_its_lines(data_dir):
    config = CONFIGS["breakout"]
    result = Backtester(config).run(FRAME)
    document = full_document(result)
    sha256 = strategy_of(config).sha256
    assert document["data"]["strategy_sha256"] == sha256
    assert document["config"]["strategy_params"] == {"channel": 30}
    json.dumps(document)
    text = " ".join(text_report(result).split())
    assert "breakout (channel 30), risk 0.5 % a trade" in text
    assert "has sha256" in text
    page = html_report(result, document)
    assert "candles with breakout (channel 30)</title>" in page
    assert "<h2" in page
    assert "What breakout reads" not in page, "all its values are prices"
    macd = Backtester(CONFIGS["macd_trend"]).run(FRAME)
    assert "What macd_trend reads" in html_report(macd, full_document(macd))


def test_the_report_s_charts_are_captioned_by_what_the_strategy_reads(data_dir):
    said = {}
    for name in (*CONFIGS, "ema_rsi"):
        result = Backtester(CONFIGS.get(name, StrategyConfig())).run(FRAME)
        page = html_report(result, full_document(result))
        captions = re.findall(r"<figcaption>([^<]*)</figcaption>", page)
        said[name] = [one for one in captions if one.startswith(("Price with", "RSI", "macd"))]
    assert said == {
        "breakout": ["Price with floor, ceiling, entries, exits, stops and targets"],
        "bollinger_reversion": [
            "Price with lower, middle, upper, entries, exits, stops and targets"
        ],
        "macd_trend": [
            "Price with entries, exits, stops and targets",
            "macd, signal, histogram",
        ],
        "ema_rsi": [
            "Price with EMAs, entries, exits, stops and targets",
            "RSI with the bounds of the config",
        ],
    }


def test_a_config_whose_strategy_cannot_be_used_is_refused_with_its_place(data_dir):
    check = use_strategies_of(data_dir)
    with pytest.raises(Exception, match=r"no parameter 'x'.*strategy_config\.json|environment"):
        FileVolume(data_dir).configs.read(
            SYMBOL,
            StrategyConfig(strategy="breakout", strategy_params=StrategyParams({"x": 1})),
            check=check,
        )


def test_a_broken_file_keeps_the_last_good_config_until_it_is_mended(data_dir):
    check = use_strategies_of(data_dir)
    watcher = FileVolume(data_dir).configs.watch(SYMBOL, StrategyConfig(), check=check)
    assert watcher().error is None
    (data_dir / "strategies/broken.py").write_text("def f(:\n")
    (data_dir / "strategy_config.json").write_text('{"strategy": "broken"}')
    refused = watcher()
    assert refused.config == StrategyConfig()
    assert "broken.py line 1 is no Python" in str(refused.error)
    assert watcher().error == refused.error
    (data_dir / "strategies/broken.py").write_text(source_of_the_guide())
    mended = watcher()
    assert (mended.error, mended.config.strategy) == (None, "broken")
    assert mended.changes == ("strategy ema_rsi -> broken (from strategy_config.json)",)


def test_a_strategy_that_cannot_be_used_at_the_start_holds_and_trades_nothing(data_dir):
    check = use_strategies_of(data_dir)
    (data_dir / "strategy_config.json").write_text('{"strategy": "nobody"}')
    first = FileVolume(data_dir).configs.watch(SYMBOL, StrategyConfig(), check=check)()
    assert first.config.strategy == "nobody"
    assert "there is no file nobody.py" in str(first.error)
    store = record_run(data_dir, FRAME.iloc[:60], StrategyConfig())
    assert not list(store.stream(Trade))
    state = store.load_state()
    assert state is not None
    assert "no trade: need a strategy of" in state.reason


def test_another_strategy_taken_up_leaves_the_open_position_s_orders_as_they_are(data_dir):
    config = StrategyConfig(stop_loss_pct=0.2, take_profit_pct=0.3)

    def change_at_100(cycle, _):
        if cycle == 100:
            (data_dir / "strategy_config.json").write_text(
                '{"strategy": "breakout", "stop_loss_pct": 0.01, "take_profit_pct": 0.01}'
            )

    store = record_run(data_dir, FRAME.iloc[:101], config, before_cycle=change_at_100)
    before = record_run(data_dir / "before", FRAME.iloc[:100], config).load_state()
    after = store.load_state()
    assert before is not None
    assert after is not None
    assert before.stop_price is not None, "a position is open"
    orders = {(s.entry_price, s.stop_price, s.target_price) for s in (before, after)}
    assert len(orders) == 1
    assert after.config["strategy"] == "breakout"
    assert "strategy.ceiling" in list(store.stream(SignalEvent))[-1].indicators


def test_what_is_held_is_settled_while_the_strategy_fails(data_dir):
    fails_late = source_of_the_guide().replace(
        "        up, down", "        assert len(candles) < 300\n        up, down"
    )
    (data_dir / "strategies/fragile.py").write_text(fails_late)
    config = replace(CONFIGS["breakout"], strategy="fragile")
    frame = FRAME.iloc[:600]
    store = record_run(data_dir, frame, config)
    signals = list(store.stream(SignalEvent))
    failed = [s for s in signals if "fails at" in s.reason]
    assert failed
    assert {s.action for s in failed} == {"FLAT"}
    assert "fragile.py line" in failed[0].reason
    whole = record_run(data_dir / "whole", frame, CONFIGS["breakout"])
    held = [t for t in whole.stream(Trade) if t.entry_time < failed[0].candle_time]
    assert list(store.stream(Trade))[: len(held) - 1] == held[:-1]
