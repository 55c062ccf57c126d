"""run_portfolio_optimize.py: flags, answers and exit codes."""

import json

import pytest

from bot.command_line import run_program
from bot.optimizer.search.request import LARGEST_SEED, fresh_seed
from bot.portfolio.playbook import reusable_playbook
from bot.programs.optimize import main
from bot.programs.optimize.flags import parser
from bot.programs.optimize.told_progress import ToldProgress
from bot.state import FileVolume
from tests.support.candles import random_walk
from tests.support.on_volume import recorded_runs


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


def test_every_seed_that_a_run_draws_can_be_asked_for_again():
    for drawn in (*(fresh_seed() for _ in range(20)), LARGEST_SEED):
        assert parser().parse_args(["--seed", str(drawn)]).seed == drawn


def test_flags_go_over_the_settings(data_dir, capsys):
    flags = ["--trials", "12", "--objective", "composite", "--mdd-weight", "2", "--min-trades", "1"]
    assert call(*flags, "--seed", "1", "--quiet") == 0
    (run,) = recorded_runs(data_dir, 9)
    assert (run["trials"], run["objective"]) == (12, "composite")
    assert (run["mdd_weight"], run["min_trades"]) == (2.0, 1)


def test_people_read_a_line_an_asset_and_whether_anything_changed(data_dir, capsys):
    assert call("--seed", "1") == 0
    said = capsys.readouterr()
    assert said.out.startswith("BTC/USDT  ")
    assert "config was changed" in said.out or "New strategy_config.json" in said.out
    assert "30 of 30 trials, best " in said.err


def test_what_else_is_known_of_the_search_is_told_below_the_verdict(data_dir, capsys):
    assert call("--seed", "1") == 0
    said = capsys.readouterr().out
    (run,) = recorded_runs(data_dir, 9)
    told = " ".join(said.split())
    for sentence in run["diagnostics"]["in_words"]:
        assert f"- {sentence}" in told
    assert max(len(line) for line in said.splitlines() if line.startswith("  ")) <= 100


def test_an_unused_drawdown_weight_is_told(data_dir, capsys):
    call("--mdd-weight", "2", "--dry-run")
    assert "--mdd-weight counts for composite only, not for sharpe" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--config", "absent.json"], "need a portfolio file for --config, absent.json is missing"),
        (["--trials", "0"], "argument --trials: need a whole number from 1"),
        (["--sampler", "luck"], "argument --sampler: need one of random, grid, tpe, nsga2"),
        (["--objective", "luck"], "argument --objective: need one of sharpe, pnl"),
        (["--cluster", "foo"], "need tcp://HOST:PORT for --cluster, was 'foo'"),
        (["--mdd-weight", "-1"], "need --mdd-weight >= 0, was -1.0"),
        (["--min-weight", "1.5"], "need 0 <= --min-weight <= 1, was 1.5"),
        (["--max-weight", "0.5"], "need --max-weight of at least 1/1 = 1 for 1 asset to"),
        (["--volatility-target", "0"], "need 0 < --volatility-target <= 10"),
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
    with FileVolume(data_dir).hold("optimizer"):
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
    assert FileVolume(data_dir).allocation.read().document["verdict"] == allocation["verdict"]
    assert call(*flags, "--dry-run") == 0
    assert "equal weights" in capsys.readouterr().out
    assert FileVolume(data_dir).allocation.read().document["min_weight"] == 0.3


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


@pytest.mark.parametrize("sampler", ["random", "grid", "tpe", "nsga2"])
def test_every_sampler_is_named_in_the_result_and_gives_the_same_again(data_dir, capsys, sampler):
    flags = ["--sampler", sampler, "--seed", "1", "--dry-run", "--json", "--quiet"]
    runs = []
    for jobs in ("1", "2"):
        assert call(*flags, "--jobs", jobs) == 0
        document = json.loads(capsys.readouterr().out)
        assert document["sampler"] == sampler
        (run,) = document["assets"]
        assert ("pareto_front" in run) == (sampler == "nsga2")
        runs.append({**run, "at": None, "elapsed_seconds": None})
    assert runs[0] == runs[1]


def test_the_front_of_return_against_drawdown_is_shown_with_the_chosen_config(data_dir, capsys):
    flags = [
        "--sampler",
        "nsga2",
        "--seed",
        "1",
        "--min-trades",
        "1",
        "--dry-run",
        "--trials",
        "60",
    ]
    assert call(*flags, "--objective", "pnl", "--quiet") == 0
    out = capsys.readouterr().out
    assert "return %  drawdown %     score" in out
    assert out.count("\n  > ") == 1


def test_the_memory_that_a_search_takes_is_told_before_it_begins(data_dir, capsys):
    assert call("--dry-run", "--seed", "1", "--jobs", "1") == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "BTC/USDT: 30 trials x 400 candles need about 1 MB of memory"


def test_the_memory_is_that_for_the_candles_that_there_are(data_dir, monkeypatch, capsys):
    random_walk(150, seed=4).to_csv("few.csv")
    monkeypatch.setenv("DATA_SOURCE", "csv")
    monkeypatch.setenv("CANDLES_CSV", "few.csv")
    assert call("--dry-run", "--seed", "1") == 0
    assert "BTC/USDT: 30 trials x 150 candles need about" in capsys.readouterr().err


def test_what_follows_the_search_is_told_on_a_terminal_and_not_on_a_pipe(monkeypatch, capsys):
    def told():
        progress = ToldProgress().of_study
        progress.search(30, 30, 1.5)
        for share in (0.5, 1.0):
            progress.phase("a look at unseen candles", share)
        return capsys.readouterr().err

    assert "a look at unseen candles, " not in told()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "\ra look at unseen candles, 50%, 0 s left" in told()


def test_more_memory_than_there_may_be_is_refused_with_what_to_do(data_dir, capsys):
    assert call("--trials", "10000000", "--sampler", "tpe", "--quiet") == 2
    assert "take fewer trials, fewer candles" in capsys.readouterr().out


def test_ctrl_c_reports_the_finished_trials_promotes_nothing_and_ends_with_130(
    data_dir, tmp_path, capsys, monkeypatch
):
    def press_ctrl_c(progress, done, total, best):
        if done >= 16:
            raise KeyboardInterrupt

    monkeypatch.setattr("bot.programs.optimize.told_progress.ToldProgress._search", press_ctrl_c)
    file = portfolio(tmp_path / "p.json", "BTC/USDT", "ETH/USDT")
    assert call("--config", file, "--seed", "1", "--json") == 130
    document = json.loads(capsys.readouterr().out)
    assert document["interrupted"] is True
    (run,) = document["assets"]
    assert (run["symbol"], run["trials"], run["promoted"]) == ("BTC/USDT", 16, False)
    assert run["reason"].startswith("interrupted after 16 of 30 trials, ")
    assert run["reason"].endswith("; nothing was promoted")
    assert recorded_runs(data_dir, 9) == [run]
    assert not list(data_dir.rglob("strategy_config.json"))


@pytest.mark.parametrize("sampler", ["random", "grid", "tpe", "nsga2"])
@pytest.mark.parametrize(
    ("prices", "code", "words"),
    [
        ("100,100,100,100", 0, "kept: none of "),
        ("nan,nan,nan,nan", 3, "skipped: "),
    ],
)
def test_candles_that_teach_nothing_give_a_clear_answer_and_leave_the_config(
    data_dir, tmp_path, monkeypatch, capsys, sampler, prices, code, words
):
    rows = [f"{1_700_000_000 + 3600 * hour},{prices},1" for hour in range(300)]
    file = tmp_path / "candles.csv"
    file.write_text("\n".join(["timestamp,open,high,low,close,volume", *rows]))
    monkeypatch.setenv("DATA_SOURCE", "csv")
    monkeypatch.setenv("CANDLES_CSV", str(file))
    in_use = data_dir / "portfolio" / "BTC_USDT" / "strategy_config.json"
    in_use.parent.mkdir(parents=True)
    in_use.write_text('{"ema_fast": 10}')
    assert call("--sampler", sampler, "--quiet") == code
    assert f"BTC/USDT  {words}" in capsys.readouterr().out
    assert in_use.read_text() == '{"ema_fast": 10}'


def test_more_trades_than_are_possible_is_a_clear_answer(data_dir, capsys):
    assert call("--min-trades", "100000", "--seed", "1", "--quiet") == 0
    assert "none of 30 trials made 100000 trades, the most were " in capsys.readouterr().out


def test_jobs_beside_a_cluster_is_told(data_dir, capsys, monkeypatch):
    monkeypatch.setattr("bot.wiring.optimizing.cluster._SECONDS_TO_CONNECT", 0.2)
    assert call("--cluster", "tcp://127.0.0.1:1", "--jobs", "2") == 4
    told = capsys.readouterr().err
    assert "--jobs counts on this machine only, not with --cluster" in told
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in told


def test_a_missing_file_of_events_is_told(data_dir, capsys, monkeypatch):
    monkeypatch.setenv("MACRO_EVENTS_PATH", "absent.json")
    assert call("--seed", "1", "--trials", "5", "--dry-run") == 0
    told = capsys.readouterr().err
    assert "need macro events in absent.json, the file is missing" in told
    assert "all tried; describing them, and a look at unseen candles" in told


def test_a_run_writes_the_playbook_and_says_how_much_of_it_is_real(data_dir, capsys):
    assert call("--seed", "1", "--quiet", "--trials", "5", "--dry-run") == 0
    assert "Playbook: 0 of 3 horizons have real candles" in capsys.readouterr().out
    assert reusable_playbook(FileVolume(data_dir).playbook) is None
    assert call("--seed", "1", "--quiet", "--trials", "5", "--json") == 0
    document = json.loads(capsys.readouterr().out)["playbook"]
    assert document == reusable_playbook(FileVolume(data_dir).playbook)
    (asset,) = document["assets"]
    assert all("synthetic invents its own" in row["message"] for row in asset["horizons"])
