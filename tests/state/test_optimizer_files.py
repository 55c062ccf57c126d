import itertools
import json
import shutil
from datetime import UTC, datetime

import pytest

from bot.domain import StrategyConfig
from bot.domain.errors import ConfigError
from bot.state import (
    append_run,
    config_history,
    load_overrides,
    read_config,
    read_recommendations,
    read_runs,
    update_recommendations,
    write_config,
)
from tests.support.killed_process import killed_at

BASE = StrategyConfig()


def _config(number):
    return StrategyConfig(ema_fast=10, ema_slow=20 + number)


def _slow_of(paths):
    return [load_overrides(path)["ema_slow"] for path in paths]


def test_a_written_config_is_in_use_with_its_provenance(tmp_path):
    path = write_config(tmp_path, "BTC/USDT", _config(1), {"seed": 7, "trials": 100})
    assert path == tmp_path / "portfolio" / "BTC_USDT" / "strategy_config.json"
    assert json.loads(path.read_text())["_meta"] == {"seed": 7, "trials": 100}
    assert read_config(tmp_path, "BTC/USDT", BASE).config == _config(1)
    assert path.stat().st_mode & 0o777 == 0o600


def test_every_earlier_config_is_in_the_history_oldest_first(tmp_path):
    for number in range(1, 13):
        write_config(tmp_path, "BTC/USDT", _config(number), {"run": number})
    history = config_history(tmp_path, "BTC/USDT")
    assert _slow_of(history) == [20 + number for number in range(1, 12)]
    assert [load_overrides(path)["_meta"]["run"] for path in history] == list(range(1, 12))


def test_a_config_made_by_hand_is_kept_too(tmp_path):
    path = tmp_path / "portfolio" / "BTC_USDT" / "strategy_config.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"ema_fast": 9} ')
    write_config(tmp_path, "BTC/USDT", _config(1), {})
    (kept,) = config_history(tmp_path, "BTC/USDT")
    assert kept.read_text() == '{"ema_fast": 9} '


def test_the_config_of_another_symbol_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="need a config of ETH/USDT, was one of BTC/USDT"):
        write_config(tmp_path, "ETH/USDT", _config(1), {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("torn_write", [False, True])
def test_a_writer_killed_at_any_call_leaves_the_old_or_the_new_config_and_all_history(
    tmp_path, torn_write
):
    base = tmp_path / "base"
    for number in (1, 2):
        write_config(base, "BTC/USDT", _config(number), {})
    for step in itertools.count():
        folder = tmp_path / str(step)
        shutil.copytree(base, folder)
        with killed_at(step, torn_write=torn_write) as steps:
            write_config(folder, "BTC/USDT", _config(3), {})
        config = read_config(folder, "BTC/USDT", BASE).config
        assert config in (_config(2), _config(3))
        assert steps.dead or config == _config(3)
        write_config(folder, "BTC/USDT", _config(4), {})
        seen = [21, 22] if config == _config(2) else [21, 22, 23]
        assert _slow_of(config_history(folder, "BTC/USDT")) == seen
        assert not list((folder / "portfolio" / "BTC_USDT").glob(".*"))
        if not steps.dead:
            break
    assert step > 5


def test_runs_are_kept_one_a_line_and_read_newest_first(tmp_path):
    assert read_runs(tmp_path, 5) == []
    at = datetime(2024, 5, 1, tzinfo=UTC)
    for number in range(5):
        append_run(tmp_path, {"number": number, "at": at, "score": float("nan")})
    runs = read_runs(tmp_path, 2)
    assert runs[0] == {"number": 4, "at": "2024-05-01T00:00:00Z", "score": None}
    assert [run["number"] for run in runs] == [4, 3]


def test_a_run_torn_by_a_kill_is_dropped_by_the_next(tmp_path):
    append_run(tmp_path, {"number": 1})
    with (tmp_path / "portfolio" / "optimizer_runs.jsonl").open("ab") as file:
        file.write(b'{"numb')
    assert read_runs(tmp_path, 5) == [{"number": 1}]
    append_run(tmp_path, {"number": 2})
    assert read_runs(tmp_path, 5) == [{"number": 2}, {"number": 1}]


def test_recommendations_of_other_symbols_stay(tmp_path):
    assert read_recommendations(tmp_path) == {}
    now = datetime(2024, 5, 1, tzinfo=UTC)
    update_recommendations(tmp_path, {"BTC/USDT": {"score": 1}, "NVDA": {"score": 2}})
    path = update_recommendations(tmp_path, {"NVDA": {"score": 3}}, now=lambda: now)
    assert read_recommendations(tmp_path) == {"BTC/USDT": {"score": 1}, "NVDA": {"score": 3}}
    assert json.loads(path.read_text())["updated_at"] == "2024-05-01T00:00:00Z"


def test_unreadable_recommendations_are_kept_aside(tmp_path):
    path = update_recommendations(tmp_path, {"NVDA": {"score": 1}})
    path.write_text("garbage")
    update_recommendations(tmp_path, {"NVDA": {"score": 2}})
    (aside,) = path.parent.glob("portfolio_recommendations.json.broken-*")
    assert aside.read_text() == "garbage"
    assert read_recommendations(tmp_path) == {"NVDA": {"score": 2}}
