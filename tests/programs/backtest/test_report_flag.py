"""--report writes one HTML file beside the usual result, and --json tells what it shows."""

import html
from pathlib import Path

import pytest

from tests.support.backtest_program import Call, assert_refused, document

FLAGS = ("--yes", "--no-save", "--allow-short", "--min-confidence", "0.2")


def test_the_report_is_written_beside_the_text(call: Call, candles_csv: str) -> None:
    without = call("--csv", candles_csv, *FLAGS)
    done = call("--csv", candles_csv, *FLAGS, "--report", "out.html")
    assert (done.code, done.out) == (0, without.out)
    assert done.err == "report written to out.html\n"
    page = Path("out.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert f"csv {candles_csv}" in page


def test_a_report_replaces_an_earlier_one_and_quiet_says_nothing(call: Call) -> None:
    Path("out.html").write_text("earlier")
    done = call(*FLAGS, "--report", "out.html", "--quiet")
    assert (done.code, done.err) == (0, "")
    assert "earlier" not in Path("out.html").read_text(encoding="utf-8")[:100]


def test_a_report_that_cannot_be_written_is_refused_before_the_run(call: Call) -> None:
    refused = call(*FLAGS, "--report", "missing/out.html")
    assert_refused(refused, 2, "need a file in a folder that exists", "missing/out.html")


def test_a_report_over_the_candles_or_over_the_json_is_refused(
    call: Call, candles_csv: str
) -> None:
    before = Path(candles_csv).read_bytes()
    for flags in (("--report", candles_csv), ("--json", candles_csv)):
        refused = call("--csv", candles_csv, "--yes", *flags)
        assert_refused(refused, 2, f"need another file for {flags[0]} than for --csv")
    assert Path(candles_csv).read_bytes() == before
    both = call("--csv", candles_csv, "--yes", "--report", "one", "--json", "one")
    assert_refused(both, 2, "need another file for --report than for --json")
    assert_refused(call(*FLAGS, "--report", "-"), 2, "need the name of a file, was '-'")


def test_the_json_tells_what_the_report_shows(call: Call, candles_csv: str) -> None:
    found = document(call("--csv", candles_csv, "--yes", "--allow-short", "--json"))
    parts = {"cost_breakdown", "exposure", "monthly_returns", "yearly_returns", "assumptions"}
    assert parts <= set(found)
    assert [month["month"] for month in found["monthly_returns"]] == ["2024-01"]
    assert found["cost_breakdown"]["fees"] == pytest.approx(found["metrics"]["total_fees"])
    for trade in found["trades"]:
        assert trade["entry_reason"].startswith(trade["direction"])
        assert trade["exit_explanation"]


def test_without_report_or_json_no_reason_is_made(
    call: Call, candles_csv: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    for name in ("entry_reasons", "exit_reasons"):
        monkeypatch.setattr(f"bot.reports.backtest.document.{name}", asked.append)
    assert call("--csv", candles_csv, *FLAGS).code == 0
    assert asked == []


def test_the_report_shows_what_the_checks_said(call: Call, candles_csv: str) -> None:
    done = call("--csv", candles_csv, *FLAGS, "--costs-sweep", "--report", "out.html")
    assert done.code == 0, done.err
    page = Path("out.html").read_text(encoding="utf-8")
    said = page.split("<pre>")[1].split("</pre>")[0]
    assert len(said.splitlines()) > 5
    assert html.unescape(said) in done.out


def test_a_report_is_not_written_over_the_events_that_the_bot_reads(
    call: Call, candles_csv: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("events.json").write_text("[]")
    monkeypatch.setenv("MACRO_EVENTS_PATH", "events.json")
    done = call("--csv", candles_csv, *FLAGS, "--report", "events.json")
    assert done.code == 2
    assert "need another file for --report than for the bot's macro events" in done.err
    assert Path("events.json").read_text() == "[]"
