"""python -m bot.research from flags to results, files and exit codes."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.backtesting import Backtester
from bot.domain import DecisionPolicy, StrategyConfig
from bot.market_data import read_candles_csv
from bot.optimizer.trials import EmaRsiColumns
from bot.programs.research.flags import GRID_FIELDS, parser
from bot.reports.research import research_text
from bot.state.research.parts_file import PartsFile
from tests.support.backtest_program import Call, assert_refused, document
from tests.support.candles import random_walk

ROOT = Path(__file__).resolve().parents[3]
SMALL = ("--ema-fast", "4,8,30", "--ema-slow", "10:30:10", "--min-confidence", "0.2")
LARGE = (
    *("--ema-fast", "4:10:1", "--ema-slow", "12:40:4", "--min-confidence", "0.2"),
    *("--stop-loss-pct", "0.01:0.04:0.01", "--take-profit-pct", "0.02,0.04,0.08"),
)
OWN = """
from dataclasses import dataclass
import numpy as np
from bot.strategy import Opinions


@dataclass(frozen=True, kw_only=True)
class Mine:
    channel: int = 10

    @property
    def warm_up_candles(self):
        return self.channel + 1

    def opinions(self, candles):
        rises = np.zeros(len(candles))
        n = self.channel
        rises[n:] = candles.close[n:] > candles.close[:-n]
        return Opinions(direction=rises, confidence=rises * 0.9, values={})
"""
NEWS = [
    {"title": "a", "bias": 0.8, "published_at": "2024-01-03T00:00:00Z"},
    {"title": "b", "bias": -0.6, "published_at": "2024-01-12T00:00:00Z"},
]


@pytest.fixture
def news(tmp_path: Path) -> str:
    file = tmp_path / "news.json"
    file.write_text(json.dumps({"events": NEWS}))
    return str(file)


def test_fills_of_the_first_one_in_candles_without_volume_are_told(call: Call) -> None:
    walk = random_walk(600, seed=3, deviation=0.01)
    walk.assign(volume=[float(row % 2) for row in range(600)]).to_csv("quiet.csv")
    warnings = document(call("--csv", "quiet.csv", "--json"))["warnings"]
    told = [words for words in warnings if "without volume" in words]
    assert [words.partition(",")[0] for words in told] == [
        "first of the list: in sample",
        "first of the list: out of sample",
    ]


def test_the_flags_list_every_field_that_a_grid_can_vary() -> None:
    assert EmaRsiColumns._fields == GRID_FIELDS


def test_the_document_says_what_was_run_on_what_and_how_it_was_judged(
    call: Call, candles_csv: str
) -> None:
    found = document(call("--csv", candles_csv, *SMALL, "--json", "--top", "3"))
    assert list(found) == [
        *("config", "strategy", "policy", "costs", "initial_balance", "data", "grid", "varied"),
        *("combinations", "objective", "mdd_weight", "min_trades", "luck", "macro", "ranked"),
        *("base", "buy_and_hold", "how", "warnings"),
    ]
    assert found["combinations"] == {
        "tried": 6,
        "left_out": 3,
        "why_left_out": "ema_fast not below ema_slow, or rsi_oversold not below rsi_overbought",
        "eligible": 6,
    }
    assert found["varied"] == ["ema_fast", "ema_slow"]
    assert found["grid"]["ema_slow"] == [10, 20, 30]
    assert [item["rank"] for item in found["ranked"]] == [1, 2, 3]
    scores = [item["score"] for item in found["ranked"]]
    assert scores == sorted(scores, reverse=True)
    data = found["data"]
    assert (data["in_sample"]["candles"], data["out_of_sample"]["candles"]) == (420, 180)
    assert data["in_sample"]["last"] < data["out_of_sample"]["first"]
    assert found["luck"]["tries"] == 6
    assert "the best of 6 tries without any skill" in found["luck"]["in_words"]


def test_the_ranked_numbers_are_those_of_backtests_of_either_part(
    call: Call, candles_csv: str, news: str
) -> None:
    flags = ("--csv", candles_csv, *SMALL, "--json", "--macro-events", news, "--allow-short")
    found = document(call(*flags))
    candles = read_candles_csv(Path(candles_csv))
    policy = DecisionPolicy(min_confidence=0.2)
    from bot.state import read_macro_events

    events = read_macro_events(Path(news)).events
    assert len(found["ranked"]) == 6
    for item in found["ranked"]:
        config = StrategyConfig(**item["config"])
        run = Backtester(config, policy, events=events).run(candles.iloc[:420])
        for name, value in item["in_sample"].items():
            assert getattr(run, name, run.metrics._asdict()[name]) == value, name
        seen = run.decisions.observations
        lean = seen.macro_bias * seen.macro_confidence
        rows = run.trade_records["entry_row"] - 1
        assert item["macro_bias_at_entries"] == pytest.approx(lean[rows].mean(), abs=1e-12)
        assert item["macro_bias_at_entries"] != 0.0
        assert 0.0 <= item["deflated_sharpe_ratio"] <= 1.0
    assert found["macro"]["events"] == 2
    assert found["macro"]["mean_in_sample"] == pytest.approx(lean.mean())
    held = candles.iloc[420:]
    gained = (held["close"].iloc[-1] / held["open"].iloc[0] - 1) * 100
    assert found["buy_and_hold"]["out_of_sample"]["return_pct"] == pytest.approx(gained)


def test_the_base_config_is_shown_beside_the_ranked_ones(call: Call, candles_csv: str) -> None:
    found = document(call("--csv", candles_csv, *SMALL, "--fee-pct", "0", "--json"))
    base = found["base"]["config"]
    assert (base["ema_fast"], base["ema_slow"], base["fee_pct"]) == (12, 26, 0.0)
    assert found["costs"]["fee_pct"] == 0.0
    assert {item["config"]["fee_pct"] for item in found["ranked"]} == {0.0}


def test_the_text_fits_80_columns_and_says_what_the_best_of_many_means(
    call: Call, candles_csv: str, news: str
) -> None:
    done = call("--csv", candles_csv, *LARGE, "--macro-events", news, "--top", "4")
    assert done.code == 0, done.err
    assert max(map(len, done.out.splitlines())) <= 80
    assert "the best of 672 tries without any skill" in " ".join(done.out.split())
    assert "macro bias at entries" in " ".join(done.out.split())
    for words in ("in sample", "out of sample", "deflated", "buy and hold", "Ranked by"):
        assert words in done.out


def test_the_export_has_a_row_for_each_combination_best_first(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    flags = ("--csv", candles_csv, *LARGE, "--json", "--top", "2", "--min-trades", "60")
    found = document(call(*flags, "--export", "all.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "all.csv").read_text())))
    assert len(rows) == found["combinations"]["tried"] == 672
    ranked = [row for row in rows if row["rank"]]
    assert 2 < len(ranked) == found["combinations"]["eligible"] < 672
    assert [int(row["rank"]) for row in ranked] == list(range(1, len(ranked) + 1))
    for item, row in zip(found["ranked"], rows, strict=False):
        assert float(row["score"]) == item["score"]
        assert float(row["take_profit_pct"]) == item["config"]["take_profit_pct"]
        assert float(row["out_of_sample_sharpe_ratio"]) == item["out_of_sample"]["sharpe_ratio"]
        assert row["in_sample_total_trades"] == str(item["in_sample"]["total_trades"])
        assert float(row["deflated_sharpe_ratio"]) == item["deflated_sharpe_ratio"]
    assert rows[2]["deflated_sharpe_ratio"] == rows[-1]["rank"] == rows[-1]["score"] == ""


class Interrupted:
    """Ctrl-C before the second part is kept."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kept = 0
        self._real = PartsFile.keep
        monkeypatch.setattr(PartsFile, "keep", lambda file, part: self._keep(file, part))
        self.armed = True

    def _keep(self, file: PartsFile, part: object) -> None:
        if self.armed and self.kept == 1:
            raise KeyboardInterrupt
        self.kept += 1
        self._real(file, part)  # type: ignore[arg-type]


@pytest.mark.parametrize("named", [(), ("--resume", "mine.parts")])
def test_an_interrupted_run_ends_with_130_and_the_same_command_goes_on(
    call: Call,
    candles_csv: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    named: tuple[str, ...],
) -> None:
    flags = ("--csv", candles_csv, *LARGE, "--json", *named)
    ctrl_c = Interrupted(monkeypatch)
    done = call(*flags)
    assert (done.code, done.out) == (130, "")
    assert "the same command goes on from there" in done.err
    files = [*tmp_path.glob("*.parts"), *tmp_path.glob("data/research/*.parts")]
    assert len(files) == 1
    assert files[0].stat().st_size > 256 * 26 * 8
    ctrl_c.armed = False
    again = document(call(*flags))
    assert ctrl_c.kept == 3
    fresh = document(call("--csv", candles_csv, *LARGE, "--json"))
    assert again == fresh
    assert list(tmp_path.glob("data/research/*.parts")) == []
    assert files[0].exists() == bool(named)


def test_kept_parts_of_other_inputs_are_told_and_never_mixed(
    call: Call, candles_csv: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags = ("--csv", candles_csv, *LARGE, "--json")
    ctrl_c = Interrupted(monkeypatch)
    assert call(*flags, "--resume", "mine.parts").code == call(*flags).code == 130
    ctrl_c.armed = False
    changed = ("--take-profit-pct", "0.02,0.04,0.09")
    assert_refused(call(*flags, *changed, "--resume", "mine.parts"), 2, "grid", "mine.parts")
    lookback = ("--lookback", "500")
    assert_refused(call(*flags, *lookback, "--resume", "mine.parts"), 2, "candles")
    ctrl_c.kept = 0
    done = call(*flags, *changed)
    assert "an unfinished run with other inputs" in done.err
    assert (done.code, ctrl_c.kept) == (0, 3)
    assert len(list(tmp_path.glob("data/research/*.parts"))) == 1


def test_where_nothing_can_be_kept_that_is_told_and_the_run_goes_on(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("no folder")
    done = call("--csv", candles_csv, *LARGE)
    assert done.code == 0
    assert "an interruption would lose what is done" in done.err


def test_a_small_grid_touches_no_folder(call: Call, candles_csv: str, tmp_path: Path) -> None:
    assert call("--csv", candles_csv, *SMALL).code == 0
    assert list(tmp_path.iterdir()) == []


def test_stdout_has_the_result_alone_and_quiet_tells_nothing_else(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    done = call("--csv", candles_csv, *LARGE, "--json", "result.json", "--quiet")
    assert (done.code, done.err) == (0, "")
    kept = json.loads((tmp_path / "result.json").read_text())
    assert kept["combinations"]["tried"] == 672
    assert done.out.startswith("Research on BTC/USDT, 1h candles\n")
    loud = call("--csv", candles_csv, *LARGE)
    assert loud.out == done.out
    assert "672 of 672 combinations, best" in loud.err


@pytest.mark.parametrize(
    ("flags", "code", "words"),
    [
        (("--ema-fast", "5:1:1"), 2, ("--ema-fast", "first <= last")),
        (("--ema-fast", "30", "--ema-slow", "20"), 2, ("--ema-fast below --ema-slow",)),
        (("--stop-loss-pct", "2"), 2, ("need 0 < --stop-loss-pct < 1",)),
        (("--rsi-period", "2:9999:1", "--stop-loss-pct", "0.001:0.3:0.001"), 2, ("2,000,000",)),
        (("--out-of-sample", "1"), 2, ("argument --out-of-sample: need a number above 0",)),
        (("--objective", "luck"), 2, ("--objective",)),
        (("--ema-slow", "200,450"), 3, ("at least 451 candles",)),
        (("--source", "yahoo"), 2, ("need the source csv with --csv",)),
        (("--heat-map", "map.html", "--ema-fast", "5,6"), 2, ("two different fields",)),
        (("--heat-map", "map.html", "--x", "rsi_period"), 2, ("more than one value",)),
        (("--heat-map", "no/such/map.html"), 2, ("a folder that exists",)),
        (("--export", "one", "--json", "one"), 2, ("another file for --export than for --json",)),
        (("--resume", "news.json"), 2, ("something else",)),
        (("--macro-events", "missing.json"), 3, ("missing.json",)),
        (("--unknown",), 2, ("--unknown",)),
        (("--param", "fast=5,6"), 2, ("need --strategy with --param",)),
        (("--param", "fast"), 2, ("NAME=LIST",)),
        (("--strategy", "nobodys"), 2, ("need a --strategy of",)),
        (("--strategy", "macd_trend", "--param", "speed=5,6"), 2, ("fast, slow, signal", "speed")),
        (("--strategy", "macd_trend", "--param", "fast=5.5"), 2, ("--param fast", "whole")),
        (("--strategy", "macd_trend", "--param", "beyond_zero=0,1"), 2, ("number parameter",)),
        (("--strategy", "macd_trend", "--param", "fast=30,40"), 2, ("2 <= fast < slow",)),
        (("--strategy", "macd_trend", "--ema-fast", "5,6"), 2, ("one value of --ema-fast",)),
    ],
)
def test_what_cannot_be_run_ends_with_its_exit_code_and_one_sentence(
    call: Call, candles_csv: str, news: str, flags: tuple[str, ...], code: int, words: tuple[str]
) -> None:
    assert_refused(call("--csv", candles_csv, *flags), code, *words)


def test_no_result_is_written_over_the_candles(call: Call, candles_csv: str) -> None:
    before = Path(candles_csv).read_bytes()
    for flag in ("--export", "--heat-map", "--json", "--resume"):
        assert_refused(call("--csv", candles_csv, flag, candles_csv), 2, flag, "than for --csv")
    assert Path(candles_csv).read_bytes() == before


def test_a_file_that_is_missing_is_a_data_error(call: Call) -> None:
    assert call("--csv", "missing.csv").code == 3


def test_synthetic_candles_are_the_usual_ones_and_a_usual_grid_is_run(call: Call) -> None:
    found = document(call("--lookback", "400", "--json", "--seed", "3"))
    assert "synthetic" in found["data"]["source"]
    assert found["combinations"]["tried"] + found["combinations"]["left_out"] == 20


def test_the_parameters_of_another_strategy_are_listed_by_their_names(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    done = call(
        *("--csv", candles_csv, "--strategy", "macd_trend", "--strategy-params", "signal=6"),
        *("--param", "fast=6:18:6", "--param", "slow=16,26", "--stop-loss-pct", "0.01,0.02"),
        *("--min-confidence", "0.2", "--no-ai", "--json", "--export", "all.csv"),
        *("--heat-map", "map.html", "--x", "fast", "--y", "slow", "--min-trades", "1"),
    )
    found = document(done)
    assert found["strategy"] == {"name": "macd_trend", "sha256": None}
    assert found["combinations"]["tried"] == 10
    assert found["combinations"]["why_left_out"] == "macd_trend refuses their parameters"
    assert found["varied"] == ["fast", "slow", "stop_loss_pct"]
    candles = read_candles_csv(Path(candles_csv)).iloc[:420]
    policy = DecisionPolicy(min_confidence=0.2, ai_enabled=False)
    for item in found["ranked"]:
        config = StrategyConfig(**item["config"])
        assert config.strategy_params["signal"] == 6
        run = Backtester(config, policy).run(candles)
        assert item["in_sample"]["sharpe_ratio"] == run.sharpe_ratio
        assert item["values"]["fast"] == config.strategy_params["fast"]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "all.csv").read_text())))
    assert len(rows) == 10
    assert {(row["fast"], row["slow"]) for row in rows} >= {("6", "16"), ("18", "26")}
    assert "over fast and slow" in (tmp_path / "map.html").read_text()


def test_a_strategy_of_ones_own_is_searched_too(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "strategies"
    folder.mkdir(parents=True)
    flags = ("--csv", candles_csv, "--strategy", "mine", "--param", "channel=5:20:5")
    (folder / "mine.py").write_text(OWN)
    drawn = ("--stop-loss-pct", "0.01,0.02", "--heat-map", str(tmp_path / "map.html"))
    found = document(call(*flags, *drawn, "--json", "--min-confidence", "0"))
    assert found["grid"]["channel"] == [5, 10, 15, 20]
    sha256 = found["strategy"]["sha256"]
    assert len(sha256) == 64
    page = (tmp_path / "map.html").read_text()
    assert ", with mine<" in page
    assert sha256 in page, "the file that was searched may have changed since"
    assert f"its file has sha256 {sha256}" in " ".join(research_text(found).split())
    assert found["ranked"][0]["in_sample"]["total_trades"] > 5


def test_with_no_trade_nothing_is_ranked_and_that_is_said(call: Call, candles_csv: str) -> None:
    flags = ("--csv", candles_csv, *SMALL, "--min-confidence", "1", "--no-ai")
    found = document(call(*flags, "--json"))
    assert (found["ranked"], found["luck"]["expected_maximum_sharpe"]) == ([], None)
    assert found["base"]["macro_bias_at_entries"] is None
    text = call(*flags)
    assert (text.code, "none of the combinations has a score" in text.out) == (0, True)


def test_help_lists_every_flag(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parser().parse_args(["--help"])
    assert end.value.code == 0
    told = capsys.readouterr().out
    for name in (*GRID_FIELDS, "fee_pct", "allow_short", "macro_events", "top", "export"):
        assert f"--{name.replace('_', '-')}" in told


def test_help_is_quick_since_nothing_heavy_is_loaded() -> None:
    code = (
        "import sys; from bot.programs.research.program import parser;"
        "sys.exit(str({'numpy', 'pandas', 'numba', 'ccxt'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == "set()"


def test_sizes_and_stops_that_adapt_hold_for_every_combination_as_in_its_backtest(
    call: Call, candles_csv: str
) -> None:
    flags = ("--csv", candles_csv, *SMALL, "--stop-type", "atr", "--position-sizing", "volatility")
    found = document(call(*flags, "--json"))
    assert (found["config"]["stop_type"], found["config"]["position_sizing"]) == (
        "atr",
        "volatility",
    )
    text = " ".join(call(*flags).out.split())
    assert "ema_rsi, risk 0.5 % a trade for a move of one ATR(14), stop 2 ATR(14)" in text
    candles, policy = read_candles_csv(Path(candles_csv)), DecisionPolicy(min_confidence=0.2)
    for item in found["ranked"]:
        config = StrategyConfig(**item["config"])
        run = Backtester(config, policy).run(candles.iloc[:420])
        assert run.total_pnl_pct == item["in_sample"]["total_pnl_pct"]
