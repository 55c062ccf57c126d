"""--detail: finer candles decide exits inside a candle, and what that changed is told."""

from pathlib import Path

import pandas as pd
import pytest

from bot.candles import resampled
from tests.support.backtest_program import Call, assert_refused, document
from tests.support.candles import random_walk
from tests.support.processes.binance_server import INTERVALS, BinanceServer, even_klines, kline

FLAGS = ("--stop-loss-pct", "0.004", "--take-profit-pct", "0.008")
MINUTES = random_walk(60 * 300, seed=5, step="1min", deviation=0.003)
START_MS = 1_735_689_600_000


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A file of 300 hourly candles, and one of the minutes they are made of."""
    folder = tmp_path_factory.mktemp("candles")
    hours, minutes = folder / "hours.csv", folder / "minutes.csv"
    resampled(MINUTES, "1m", "1h").to_csv(hours)
    MINUTES.to_csv(minutes)
    return str(hours), str(minutes)


def test_the_json_says_what_finer_candles_changed_and_only_with_the_flag(
    call: Call, files: tuple[str, str]
) -> None:
    hours, minutes = files
    usual = document(call("--yes", "--csv", hours, *FLAGS, "--json"))
    detailed = document(call("--yes", "--csv", hours, *FLAGS, "--detail", minutes, "--json"))
    assert set(detailed) - set(usual) == {"detail"}
    detail = detailed["detail"]
    assert (detail["timeframe"], detail["source"]) == ("1m", f"csv {minutes}")
    assert [detail[f"candles{of}"] for of in ("", "_covered", "_outside")] == [300, 300, 0]
    inside = [t for t in detailed["trades"] if t["exit_reason"] in ("stop_loss", "take_profit")]
    assert 0 < detail["changed"] < detail["decided"] <= len(inside)
    kinds = ("stops_gapped_through", "targets_filled_beyond", "reordered")
    assert detail["changed"] == sum(detail[kind] for kind in kinds)
    assert detail["decided"] + detail["undecided"] == detail["exits_inside"]
    changed = [
        (a["exit_price"], a["exit_reason"]) != (b["exit_price"], b["exit_reason"])
        for a, b in zip(usual["trades"], detailed["trades"], strict=True)
    ]
    assert sum(changed) == detail["changed"]
    change = detailed["metrics"]["total_pnl"] - usual["metrics"]["total_pnl"]
    assert detail["pnl_change"] == pytest.approx(change)
    assert detail["pnl_change_pct"] == pytest.approx(change / 100)
    beyond = [
        t for t in detailed["trades"] if "at the open of a finer candle" in t["exit_explanation"]
    ]
    assert len(beyond) >= detail["stops_gapped_through"] > 0


def test_text_and_report_say_it_too(call: Call, files: tuple[str, str]) -> None:
    hours, minutes = files
    asked = ("--yes", "--csv", hours, *FLAGS, "--report", "out.html")
    usual = call(*asked)
    assert "Inside" not in usual.out
    assert "Inside the candle" not in Path("out.html").read_text()
    done = call(*asked, "--detail", minutes)
    assert "\n\nInside    candles of 1m decide exits inside a candle" in done.out
    words = " ".join(done.out.split())
    for sentence in ("stops gapped through", "of the initial balance) against the same run on"):
        assert sentence in words
    assert max(map(len, done.out.splitlines())) <= 80
    page = Path("out.html").read_text()
    assert "Inside the candle</h2>" in page
    assert "stops gapped through" in page


def test_a_window_counts_its_own_candles(call: Call, files: tuple[str, str]) -> None:
    hours, minutes = files
    asked = ("--yes", "--csv", hours, *FLAGS, "--detail", minutes, "--json")
    window = ("--start", "2024-01-05", "--end", "2024-01-09")
    whole, part = document(call(*asked)), document(call(*asked, *window))
    assert part["detail"]["candles_covered"] == part["data"]["candles"] == 96
    assert 0 < part["detail"]["decided"] < whole["detail"]["decided"]
    kept = {(t["entry_time"], t["exit_price"]) for t in whole["trades"]}
    shared = [t for t in part["trades"] if (t["entry_time"], t["exit_price"]) in kept]
    assert len(shared) > len(part["trades"]) / 2


def test_the_costs_sweep_knows_finer_candles_and_what_does_not_is_told(
    call: Call, files: tuple[str, str]
) -> None:
    hours, minutes = files
    asked = ("--yes", "--csv", hours, *FLAGS, "--detail", minutes, "--json")
    detailed = document(call(*asked, "--costs-sweep", "--stress"))
    points = {
        (point["fee_pct"], point["slippage_pct"]): point["total_pnl_pct"]
        for point in detailed["costs_sweep"]["points"]
    }
    assert points[0.001, 0.0005] == detailed["metrics"]["total_pnl_pct"]
    assert (
        "with --stress, exits inside a candle are decided on candles of 1h alone"
        in detailed["warnings"]
    )
    assert not any("alone" in note for note in document(call(*asked))["warnings"])


def test_a_timeframe_is_asked_of_the_same_source(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour, quarter = INTERVALS["1h"], INTERVALS["15m"]
    with BinanceServer(now=START_MS + 300 * hour) as server:
        server.klines["BTCUSDT", "1h"] = even_klines(START_MS, 300)
        server.klines["BTCUSDT", "15m"] = [
            kline(START_MS + n * quarter, quarter, (100.0 + n // 4,) * 4) for n in range(1200)
        ]
        monkeypatch.setenv("EXCHANGE_URL", server.url)
        asked = ("--source", "exchange", "--lookback", "50", "--yes", "--json")
        detail = document(call(*asked, "--detail", "15m"))["detail"]
    assert (detail["timeframe"], detail["source"]) == ("15m", "exchange binance")
    assert (detail["candles"], detail["candles_covered"]) == (50, 50)


@pytest.mark.parametrize(
    ("source", "why"),
    [("synthetic", "made-up candles of another length"), ("csv", "a file has candles of one")],
)
def test_a_source_without_finer_candles_is_refused(
    call: Call, files: tuple[str, str], source: str, why: str
) -> None:
    named = ("--csv", files[0]) if source == "csv" else ("--source", source)
    assert_refused(
        call("--yes", *named, "--detail", "1m"), 2, f"--detail FILE with the source {source}", why
    )


def test_finer_candles_that_are_not_finer_or_of_another_time_or_market_are_refused(
    call: Call, files: tuple[str, str]
) -> None:
    hours, _ = files
    refused = call("--yes", "--csv", hours, "--detail", hours)
    assert_refused(refused, 2, "makes one of 1h, were of 1h")
    MINUTES.set_index(MINUTES.index + pd.Timedelta("900D")).to_csv("later.csv")
    refused = call("--yes", "--csv", hours, "--detail", "later.csv")
    assert_refused(refused, 3, "had those from 2026-06-19")
    dear = MINUTES * 20
    dear.to_csv("dear.csv")
    refused = call("--yes", "--csv", hours, "--detail", "dear.csv")
    assert_refused(refused, 3, "need finer candles of the same market")


def test_minutes_with_a_split_in_them_decide_nothing_before_it_and_that_is_told(
    call: Call, files: tuple[str, str]
) -> None:
    asked = ("--yes", "--csv", files[0], *FLAGS, "--detail")
    split = MINUTES.copy()
    split.iloc[: 60 * 140, :4] *= 4.0
    split.to_csv("split.csv")
    MINUTES.iloc[60 * 140 :].to_csv("later.csv")
    detailed = document(call(*asked, "split.csv", "--json"))
    later = document(call(*asked, "later.csv", "--json"))
    counts = detailed["detail"]
    assert (counts["candles_covered"], counts["candles_outside"]) == (300, 140)
    assert 0 < counts["undecided"] == later["detail"]["undecided"]
    assert detailed["metrics"] == later["metrics"]
    said = " ".join(call(*asked, "split.csv").out.split())
    assert "In 140 of 300 they trade above its high or below its low, and the coarse one" in said


def test_the_file_of_finer_candles_is_not_written_over(call: Call, files: tuple[str, str]) -> None:
    hours, minutes = files
    done = call("--yes", "--csv", hours, "--detail", minutes, "--json", minutes)
    assert_refused(done, 2, "--detail")
