"""run_portfolio_optimize.py: flags, answers and exit codes."""

import json

import pytest

from bot.state import Volume, read_allocation, read_runs
from tools.cli import run_program
from tools.optimize.program import main


def call(*arguments):
    return run_program("run_portfolio_optimize.py", main, arguments)


def portfolio(path, *symbols):
    assets = [{"symbol": symbol} for symbol in symbols]
    path.write_text(json.dumps({"assets": assets}))
    return str(path)


def test_one_json_document_with_every_asset_and_the_same_seed_gives_the_same_again(
    data_dir, tmp_path, capsys
):
    file = portfolio(tmp_path / "p.json", "BTC/USDT", "ETH/USDT")
    flags = ["--config", file, "--seed", "3", "--dry-run", "--json", "--quiet"]
    documents = []
    for jobs in ("1", "2"):
        assert call(*flags, "--jobs", jobs) == 0
        said = capsys.readouterr()
        assert said.err == ""
        documents.append(json.loads(said.out)["assets"])
    assert [asset["symbol"] for asset in documents[0]] == ["BTC/USDT", "ETH/USDT"]
    for name in ("challenger", "champion", "reason", "candles", "seed"):
        assert [a[name] for a in documents[0]] == [a[name] for a in documents[1]]
    assert not (data_dir / "portfolio").exists()


def test_flags_go_over_the_settings(data_dir, capsys):
    flags = ["--trials", "12", "--objective", "composite", "--mdd-weight", "2", "--min-trades", "1"]
    assert call(*flags, "--seed", "1", "--quiet") == 0
    (run,) = read_runs(data_dir, 9)
    assert (run["trials"], run["objective"]) == (12, "composite")
    assert (run["mdd_weight"], run["min_trades"]) == (2.0, 1)


def test_people_read_a_line_an_asset_and_whether_anything_changed(data_dir, capsys):
    assert call("--seed", "1") == 0
    said = capsys.readouterr()
    assert said.out.startswith("BTC/USDT  ")
    assert "config was changed" in said.out or "New strategy_config.json" in said.out
    assert "30 of 30 trials, best " in said.err


def test_an_unused_drawdown_weight_is_told(data_dir, capsys):
    call("--mdd-weight", "2", "--dry-run")
    assert "--mdd-weight counts for composite only, not for sharpe" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--config", "absent.json"], "need a portfolio file for --config, absent.json is missing"),
        (["--trials", "0"], "argument --trials: need a whole number from 1"),
        (["--objective", "luck"], "argument --objective: need one of sharpe, pnl"),
        (["--mdd-weight", "-1"], "AUTO_OPTIMIZE_MDD_WEIGHT >= 0"),
        (["--min-weight", "1.5"], "need 0 <= min_weight <= 1, was 1.5"),
        (["--max-weight", "0.5"], "need max_weight of at least 1/1 = 1 for 1 asset to"),
        (["--volatility-target", "0"], "need 0 < volatility_target <= 10"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(data_dir, capsys, flags, words):
    try:
        code = call(*flags)
    except SystemExit as end:
        code = end.code
    assert code == 2
    assert words in capsys.readouterr().err


def test_where_no_asset_can_be_optimized_the_exit_code_is_the_faults(data_dir, monkeypatch, capsys):
    monkeypatch.setenv("OPTIMIZE_LOOKBACK", "50")
    assert call("--quiet") == 3
    assert "BTC/USDT  skipped: need at least 100 candles" in capsys.readouterr().out


def test_a_second_optimizer_on_the_volume_refuses(data_dir, capsys):
    with Volume(data_dir).hold("optimizer"):
        assert call("--quiet") == 2
    assert "already runs" in capsys.readouterr().err


def test_the_allocation_of_a_portfolio_is_told_kept_and_in_the_document(
    data_dir, tmp_path, monkeypatch, capsys
):
    file = portfolio(tmp_path / "p.json", "BTC/USDT", "ETH/USDT")
    flags = ["--config", file, "--seed", "3", "--quiet", "--trials", "5"]
    monkeypatch.setenv("OPTIMIZE_LOOKBACK", "2000")
    assert call(*flags, "--min-weight", "0.3", "--json") == 0
    allocation = json.loads(capsys.readouterr().out)["allocation"]
    assert allocation["min_weight"] == 0.3
    assert [way["scheme"] for way in allocation["schemes"]][:2] == ["equal", "risk_parity"]
    assert read_allocation(data_dir)["verdict"] == allocation["verdict"]
    assert call(*flags, "--dry-run") == 0
    assert "equal weights" in capsys.readouterr().out
    assert read_allocation(data_dir)["min_weight"] == 0.3


def test_too_little_history_for_an_allocation_is_told_and_hinders_nothing(
    data_dir, tmp_path, capsys
):
    file = portfolio(tmp_path / "p.json", "BTC/USDT", "ETH/USDT")
    assert call("--config", file, "--seed", "3", "--quiet", "--trials", "5") == 0
    said = capsys.readouterr().out
    assert "Allocation leaves out BTC/USDT: need 61 days of candles" in said
    assert "No allocation: need two assets" in said


def test_one_asset_is_not_told_about_allocation(data_dir, capsys):
    assert call("--seed", "1", "--quiet", "--trials", "5") == 0
    assert "llocation" not in capsys.readouterr().out
