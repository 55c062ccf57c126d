"""tools/evaluate_predictor.py: measured, shown, kept, and used by a backtest."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.ai import USUAL_HORIZON
from bot.programs.backtest import main as backtest
from bot.programs.evaluate_predictor import main
from bot.programs.evaluate_predictor.flags import PROGRAM, parser
from tests.support.backtest_program import Call, assert_refused, caller, document
from tests.support.candles import random_walk
from tests.support.pages.report_pages import unpacked


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Run a program in an empty folder without settings."""
    return caller(tmp_path, monkeypatch, capsys, PROGRAM, main)


@pytest.fixture(scope="session")
def trending_csv(tmp_path_factory: pytest.TempPathFactory) -> str:
    """2,000 hourly candles of a walk that goes on as it went: momentum knows something of it."""
    frame = random_walk(2_000, seed=3, deviation=0.004)
    drift = np.repeat(np.random.default_rng(1).choice([-0.004, 0.004], 20), 100).cumsum()
    for name in ("open", "high", "low", "close"):
        frame[name] *= np.exp(drift)
    file = tmp_path_factory.mktemp("candles") / "candles.csv"
    frame.to_csv(file)
    return str(file)


def test_every_horizon_is_measured_and_the_threshold_is_what_a_round_trip_costs(call, trending_csv):
    found = document(call("--csv", trending_csv, "--json", "--horizons", "1,12"))
    assert [row["horizon_candles"] for row in found["horizons"]] == [1, 12]
    assert found["threshold_pct"] == pytest.approx(0.3)
    assert found["predictor"]["calibration"] is None
    assert found["policy"]["macro_enabled"] is False
    assert found["data"]["macro_events"] == 0
    for row in found["horizons"]:
        assert sum(row["base_rates"].values()) == pytest.approx(1.0)
        assert row["outcomes"] == found["predictions"] - row["horizon_candles"]
        brier = row["brier"]
        parts = brier["reliability"] - brier["resolution"] + brier["uncertainty"]
        assert brier["score"] == pytest.approx(parts + brier["within_bins"])


def test_a_threshold_is_what_a_flag_says(call, trending_csv):
    wide = document(
        call("--csv", trending_csv, "--json", "--horizons", "1", "--threshold-pct", "2")
    )
    assert wide["horizons"][0]["base_rates"]["flat"] > 0.9


def test_the_text_tells_each_horizon_and_what_it_showed(call, trending_csv):
    done = call("--csv", trending_csv, "--horizons", "1,24", "--fit", "mine")
    assert done.code == 0, done.err
    assert max(map(len, done.out.splitlines())) <= 100
    for word in (
        "Brier score",
        "Hit rate",
        "Calibrated on the past",
        "\n  1 candle: ",
        "24 candles: ",
        "AI_CALIBRATION=mine",
    ):
        assert word in done.out


def test_the_page_holds_the_charts_and_the_numbers(call, trending_csv, tmp_path):
    done = call("--csv", trending_csv, "--horizons", "1,3", "--report", "page.html")
    assert done.code == 0, done.err
    page = (tmp_path / "page.html").read_text()
    drawn = json.loads(unpacked(page, "charts"))
    names = [chart["id"] for chart in drawn]
    assert names == ["chart-skill", "chart-edge", "chart-curve-1", "chart-curve-3"]
    assert all(f'id="{name}"' in page for name in names)


def test_a_calibration_is_kept_with_its_provenance_and_a_backtest_decides_with_it(
    call, trending_csv, tmp_path
):
    found = document(call("--csv", trending_csv, "--json", "--fit", "mine", "--fit-horizon", "6"))
    file = tmp_path / "data" / "ai_calibrations" / "mine.json"
    kept = json.loads(file.read_text())
    assert found["fit"]["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert kept["data"]["sha256"] == found["data"]["sha256"]
    assert (kept["method"], kept["horizon_candles"]) == ("platt", 6)
    assert set(kept["out_of_sample"]) >= {"brier_calibrated", "brier_uncalibrated"}
    assert kept["last_candle"] == kept["data"]["last"] == found["data"]["last"]
    flags = ("--csv", trending_csv, "--yes", "--json", "-")
    plain = document(call(*flags, program=backtest))
    calibrated = document(call(*flags, "--ai-calibration", "mine", program=backtest))
    by_path = document(call(*flags, "--ai-calibration", str(file), program=backtest))
    assert "ai_calibration" not in plain["policy"]
    assert calibrated["policy"]["ai_calibration"]["sha256"] == found["fit"]["sha256"]
    assert calibrated["trades"] == by_path["trades"] != plain["trades"]


def test_a_backtest_over_candles_that_the_calibration_knows_says_that_it_looks_ahead(
    call, trending_csv
):
    frame = pd.read_csv(trending_csv, index_col=0)
    fitted = ("--end", frame.index[1_200][:16].replace(" ", "T"))
    assert call("--csv", trending_csv, *fitted, "--fit", "mine", "--json").code == 0
    flags = ("--csv", trending_csv, "--yes", "--json", "-", "--ai-calibration", "mine")
    after = ("--start", frame.index[1_300][:16].replace(" ", "T"))
    whole = document(call(*flags, program=backtest))
    later = document(call(*flags, *after, program=backtest))
    assert sum("looks ahead" in warning for warning in whole["warnings"]) == 1
    assert not any("looks ahead" in warning for warning in later["warnings"])


def test_a_calibrated_ai_can_be_measured_and_none_is_fitted_to_it(call, trending_csv):
    assert call("--csv", trending_csv, "--fit", "mine", "--json").code == 0
    found = document(call("--csv", trending_csv, "--json", "--ai-calibration", "mine"))
    assert found["predictor"]["calibration"]["name"] == "mine"
    assert all(row["walk_forward"] is None for row in found["horizons"])
    refused = call("--csv", trending_csv, "--ai-calibration", "mine", "--fit")
    assert_refused(refused, 2, "--ai-calibration off")


def test_by_itself_a_calibration_is_named_by_symbol_timeframe_and_horizon(call, trending_csv):
    found = document(call("--csv", trending_csv, "--json", "--horizons", "1", "--fit"))
    assert found["fit"]["name"] == f"BTC_USDT_1h_{USUAL_HORIZON}"
    assert parser().parse_args([]).fit_horizon == USUAL_HORIZON


def test_events_that_are_named_lean_on_the_ai_and_none_else(call, trending_csv, tmp_path):
    events = [{"title": "Good", "bias": 1.0, "published_at": "2024-01-10T00:00:00Z"}]
    file = tmp_path / "events.json"
    file.write_text(json.dumps(events))
    flags = ("--csv", trending_csv, "--json", "--horizons", "1")
    plain, leaned = document(call(*flags)), document(call(*flags, "--macro-events", str(file)))
    assert leaned["data"]["macro_events"] == 1
    assert leaned["horizons"][0]["called"]["long"] > plain["horizons"][0]["called"]["long"]


def test_too_few_candles_and_horizons_that_cannot_be_are_refused(call, tmp_path):
    random_walk(150).to_csv(tmp_path / "few.csv")
    assert_refused(call("--csv", "few.csv"), 3, "200 predictions", "take more candles")
    assert_refused(call("--csv", "few.csv", "--horizons", "0,1"), 2, "horizons from 1")
    assert_refused(call("--csv", "few.csv", "--json", "few.csv"), 2, "need another file")
    assert_refused(call("--csv", "few.csv", "--fit", "a/b"), 2, "need a name that a file can have")


def test_the_same_flags_print_the_same_bytes(call, trending_csv):
    flags = ("--csv", trending_csv, "--json", "--horizons", "3")
    assert call(*flags).out == call(*flags).out
