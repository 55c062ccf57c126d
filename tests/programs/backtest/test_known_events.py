"""What a backtest knows of the news: a named file, the bot's files, samples on invented candles."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.backtest_program import Call, assert_refused, document

BULLISH = {
    "title": "good news",
    "sentiment": "bullish",
    "impact": "critical",
    "published_at": "2024-01-05T00:00:00Z",
}


def events_file(path: Path, *events: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"events": events}))
    return path


def test_a_named_file_changes_decisions_from_its_publication_on(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    events = [{**BULLISH, "sentiment": "bearish"}] * 5
    file = events_file(tmp_path / "events.json", *events)
    flags = ["--csv", candles_csv, "--yes", "--json"]
    without, known = document(call(*flags)), document(call(*flags, "--macro-events", str(file)))
    assert (without["data"]["macro_events"], known["data"]["macro_events"]) == (0, 5)
    assert known["trades"] != without["trades"]
    published = "2024-01-05T00:00:00Z"
    early = [[t for t in run["trades"] if t["exit_time"] < published] for run in (without, known)]
    assert early[0] == early[1] != []
    off = document(call(*flags, "--macro-events", str(file), "--no-macro"))
    assert off["trades"] == without["trades"]
    assert off["data"]["macro_events"] == 0


def test_events_without_a_date_are_left_out_and_told(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    undated = {key: value for key, value in BULLISH.items() if key != "published_at"}
    others = {**undated, "assets": {"NVDA": 0.5}}
    file = events_file(tmp_path / "events.json", undated, others, {"impact": "huge", "title": "x"})
    flags = ["--csv", candles_csv, "--yes", "--json"]
    found = document(call(*flags, "--macro-events", str(file)))
    assert found["trades"] == document(call(*flags))["trades"]
    skipped, left_out = found["warnings"]
    assert "event 2 was skipped" in skipped
    assert left_out.startswith("1 macro event has no published_at")


def test_the_bots_own_files_are_known_unless_another_is_named(
    call: Call, candles_csv: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events_file(tmp_path / "data" / "macro_events.json", BULLISH)
    more = [{**BULLISH, "title": title} for title in ("more of it", "still more of it")]
    events_file(tmp_path / "data" / "macro_events.news.json", *more)
    flags = ["--csv", candles_csv, "--yes", "--json"]
    assert document(call(*flags))["data"]["macro_events"] == 3
    named = events_file(tmp_path / "named.json", BULLISH)
    found = document(call(*flags, "--macro-events", str(named)))
    assert found["data"]["macro_events"] == 1
    monkeypatch.setenv("MACRO_EVENTS_PATH", "gone.json")
    found = document(call(*flags))
    assert found["data"]["macro_events"] == 2
    assert found["warnings"] == ["need macro events in gone.json, the file is missing"]


def test_the_samples_count_on_invented_candles_only(call: Call, candles_csv: str) -> None:
    assert document(call("--yes", "--json"))["data"]["macro_events"] > 0
    assert "macro on (0 events, " in call("--csv", candles_csv, "--yes").out


@pytest.mark.parametrize("content", [None, "", "5", "{"])
def test_a_file_that_holds_no_events_is_exit_code_3(
    call: Call, candles_csv: str, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "events.json"
    if content is not None:
        file.write_text(content)
    done = call("--csv", candles_csv, "--yes", "--macro-events", str(file))
    assert_refused(done, 3, "events.json")
