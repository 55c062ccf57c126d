"""A bot whose config is disproven: what it enters, what it closes, and what it says."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from bot.backtesting import Backtester
from bot.domain import (
    Action,
    ConfigStanding,
    ExitReason,
    StandAside,
    Standing,
    Standings,
    StrategyConfig,
    TradingMode,
    WithheldReason,
)
from bot.exchange import PaperExchangeClient
from bot.state import FileVolume
from bot.trading import rebuilt_account
from tests.support.candles import random_walk
from tests.support.recorded_run import MARKET, SYMBOL, record_run

CONFIG = StrategyConfig(stop_loss_pct=0.008, take_profit_pct=0.012)
BOTH_WAYS = replace(CONFIG, allow_short=True, exit_on_opposite_signal=True)
WALK = random_walk(500, seed=3)
SINCE = datetime(2024, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def disprove(data_dir: Path, config: StrategyConfig) -> None:
    """As the optimizer writes it."""
    loser = ConfigStanding(
        fingerprint=config.fingerprint,
        standing=Standing.DISPROVEN,
        since=SINCE,
        reason="disproven since 2024-01-05: it loses beyond chance",
        p_value=0.001,
    )
    memory = {"looks": [], "watch": None, "standings": Standings((loser,)).to_list()}
    FileVolume(data_dir).promotions.write(SYMBOL, memory)


def test_on_paper_it_trades_on_by_default_and_says_so(tmp_path):
    disprove(tmp_path, CONFIG)
    store = record_run(tmp_path, WALK, CONFIG)
    state = store.load_state()
    assert state.standing is Standing.DISPROVEN
    assert state.standing_reason == (
        "disproven since 2024-01-05: it loses beyond chance; on paper the bot trades on "
        "(STAND_ASIDE=auto)"
    )
    assert len(store.trades(1000)) > 10
    assert {signal.withheld for signal in store.signals(1000)} == {None}


def test_told_to_stand_aside_it_enters_nothing_and_each_decision_says_why(tmp_path):
    disprove(tmp_path, CONFIG)
    store = record_run(tmp_path, WALK, CONFIG, stand_aside=StandAside.ON)
    assert store.trades(1000) == []
    withheld = [
        line for line in store.signals(1000) if line.withheld is WithheldReason.STANDS_ASIDE
    ]
    assert len(withheld) > 10
    assert {signal.action for signal in withheld} == {Action.FLAT}
    assert withheld[0].reason.startswith("no trade: the config is disproven, ")
    reason = store.load_state().standing_reason
    assert reason.endswith("the bot takes no entries (STAND_ASIDE=on)")


def test_with_real_or_testnet_money_it_stands_aside_by_default(tmp_path):
    disprove(tmp_path, CONFIG)
    store = record_run(tmp_path, WALK, CONFIG, market=replace(MARKET, mode=TradingMode.TESTNET))
    assert store.trades(1000) == []
    assert store.load_state().standing_reason.endswith("(STAND_ASIDE=auto)")


@pytest.mark.parametrize("setting", [StandAside.OFF, StandAside.ON])
def test_a_config_that_is_not_the_disproven_one_trades_as_the_backtest(tmp_path, setting):
    disprove(tmp_path, replace(CONFIG, ema_fast=9))
    store = record_run(tmp_path, WALK, CONFIG, stand_aside=setting)
    expected = Backtester(CONFIG).run(WALK).trades
    closed = [trade for trade in expected if trade.exit_reason is not ExitReason.END_OF_DATA]
    assert len(store.trades(1000)) == len(closed) > 10
    assert store.load_state().standing is Standing.UNPROVEN


@pytest.mark.parametrize("config", [CONFIG, BOTH_WAYS], ids=["stops alone", "opposite closes"])
def test_what_is_held_is_closed_as_ever_and_nothing_is_entered_after_it(tmp_path, config):
    plain = record_run(tmp_path / "plain", WALK, config).trades(1000)[::-1]
    held = next(trade for trade in plain[5:] if trade.exit_time - trade.entry_time > 4 * HOUR)

    while_held = WALK.index.get_loc(held.entry_time) + 1

    def disproven_while_held(cycle, source):
        if cycle == while_held:
            disprove(tmp_path, config)

    store = record_run(
        tmp_path, WALK, config, stand_aside=StandAside.ON, before_cycle=disproven_while_held
    )
    assert store.trades(1000)[::-1] == plain[: plain.index(held) + 1]
    assert store.load_state().position is Action.FLAT


def test_a_decision_that_closes_says_that_it_enters_nothing(tmp_path):
    wide = replace(BOTH_WAYS, stop_loss_pct=0.2, take_profit_pct=0.3)

    def disproven(cycle, source):
        if cycle == 210:
            disprove(tmp_path, wide)

    store = record_run(tmp_path, WALK, wide, stand_aside=StandAside.ON, before_cycle=disproven)
    last = store.trades(1)[0]
    assert last.exit_reason is ExitReason.SIGNAL
    assert last.exit_time >= WALK.index[210]
    closing = [signal for signal in store.signals(1000) if "and enters nothing" in signal.reason]
    assert closing[0].withheld is WithheldReason.STANDS_ASIDE
    assert closing[0].action is not Action.FLAT
    assert store.load_state().position is Action.FLAT


def test_a_broken_memory_stops_nothing_and_what_was_known_last_holds(tmp_path):
    def broken(cycle, source):
        if cycle == 100:
            disprove(tmp_path, CONFIG)
        if cycle == 300:
            (tmp_path / "portfolio" / "BTC_USDT" / "promotion.json").write_text("{")

    store = record_run(tmp_path, WALK, CONFIG, stand_aside=StandAside.ON, before_cycle=broken)
    state = store.load_state()
    assert state.cycle == len(WALK)
    assert state.standing is Standing.DISPROVEN
    (warning,) = state.warnings
    assert warning.startswith("standing of the config: not JSON: ")
    assert warning.endswith(
        "mend it, or remove it to begin a new year of looks, which forgets what was disproven too"
    )


def test_a_memory_that_broke_while_the_bot_was_away_leaves_a_disproven_config_disproven(tmp_path):
    disprove(tmp_path, CONFIG)
    record_run(tmp_path, WALK.iloc[:200], CONFIG)
    before = FileVolume(tmp_path).reader(SYMBOL).load_state()
    entered = len(FileVolume(tmp_path).reader(SYMBOL).trades(1000))
    (tmp_path / "portfolio" / "BTC_USDT" / "promotion.json").write_text("{")
    later = WALK.iloc[150:]
    store = record_run(tmp_path, later, CONFIG, stand_aside=StandAside.ON, shown=before.timestamp)
    state = store.load_state()
    assert (before.cycle, state.standing) == (200, Standing.DISPROVEN)
    assert state.cycle > 400
    assert state.standing_reason == (
        "disproven since 2024-01-05: it loses beyond chance; the bot takes no entries "
        "(STAND_ASIDE=on)"
    )
    assert len(store.trades(1000)) - entered <= 1
    assert len(state.warnings) == 1


def test_a_memory_that_broke_while_the_bot_was_away_says_nothing_of_another_config(tmp_path):
    disprove(tmp_path, CONFIG)
    record_run(tmp_path, WALK.iloc[:200], CONFIG)
    at = FileVolume(tmp_path).reader(SYMBOL).load_state().timestamp
    (tmp_path / "portfolio" / "BTC_USDT" / "promotion.json").write_text("{")
    other = replace(CONFIG, ema_fast=9)
    store = record_run(tmp_path, WALK.iloc[150:], other, stand_aside=StandAside.ON, shown=at)
    assert store.load_state().standing is Standing.UNPROVEN


def test_a_memory_that_was_never_readable_leaves_the_config_unproven(tmp_path):
    FileVolume(tmp_path).promotions.write(SYMBOL, {"standings": "none"})
    store = record_run(tmp_path, WALK, CONFIG, stand_aside=StandAside.ON)
    assert store.load_state().standing is Standing.UNPROVEN
    assert len(store.trades(1000)) > 10


def test_a_change_of_standing_is_logged_once(tmp_path):
    def change(cycle, source):
        if cycle == 100:
            disprove(tmp_path, CONFIG)
        if cycle == 200:
            FileVolume(tmp_path).promotions.write(SYMBOL, {"standings": []})

    with capture_logs() as lines:
        record_run(tmp_path, WALK, CONFIG, before_cycle=change, log=structlog.get_logger())
    changes = [line for line in lines if line["event"] == "standing of the config"]
    assert [(line["standing"], line["log_level"]) for line in changes] == [
        ("disproven", "warning"),
        ("unproven", "info"),
    ]


def test_the_state_on_file_has_the_standing_and_an_older_one_is_read_without(tmp_path):
    disprove(tmp_path, CONFIG)
    store = record_run(tmp_path, WALK.iloc[:300], CONFIG, stand_aside=StandAside.ON)
    file = tmp_path / "portfolio" / "BTC_USDT" / "state.json"
    values = json.loads(file.read_text())
    assert values["standing"] == "disproven"
    assert store.load_state().standing is Standing.DISPROVEN
    older = {name: values[name] for name in values if not name.startswith(("standing", "withheld"))}
    file.write_text(json.dumps(older))
    assert FileVolume(tmp_path).reader(SYMBOL).load_state().standing is Standing.UNPROVEN


def test_a_lost_state_is_rebuilt_from_a_record_in_which_the_bot_stood_aside(tmp_path):
    wide = replace(BOTH_WAYS, stop_loss_pct=0.2, take_profit_pct=0.3)

    def disproven(cycle, source):
        if cycle == 210:
            disprove(tmp_path, wide)

    record_run(tmp_path, WALK, wide, stand_aside=StandAside.ON, before_cycle=disproven)
    lost = FileVolume(tmp_path).reader(SYMBOL).load_state()
    for name in ("state.json", "cycle.json"):
        (tmp_path / "portfolio" / "BTC_USDT" / name).unlink(missing_ok=True)
    store = FileVolume(tmp_path).writer(SYMBOL)
    state = rebuilt_account(store, SYMBOL, paper).state(MARKET, lost.heartbeat)
    standing = {"standing": lost.standing, "standing_reason": lost.standing_reason}
    assert replace(state, **standing) == lost


def paper(balance, position):
    return PaperExchangeClient(SYMBOL, balance, position=position)
