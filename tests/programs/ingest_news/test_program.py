"""tools/ingest_news_to_macro_events.py against feeds on loopback."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.command_line import run_program
from bot.programs.ingest_news import main
from bot.settings.names import SETTING_NAMES
from bot.state import FileVolume, read_macro_events
from tests.support.processes.checkout import ROOT
from tests.support.processes.feed_server import FeedServer, feed, item, page
from tests.support.processes.programs import wait_until, without_settings

NAME = "tools/ingest_news_to_macro_events.py"
GOLD = item("Gold rises to a record as yields fall", link="https://a.example/gold")
OIL = item("Oil falls below 60 dollars a barrel", link="https://a.example/oil")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedServer]:
    monkeypatch.chdir(tmp_path)
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    with FeedServer() as own:
        own.pages |= {"/gold": page(feed([GOLD])), "/oil": page(feed([OIL]))}
        (tmp_path / "data").mkdir()
        (tmp_path / "feeds.yml").write_text(listed(own, "gold", "oil"))
        yield own


def listed(server: FeedServer, *names: str) -> str:
    rows = "".join(f"- {{name: {name}, url: '{server.url}/{name}'}}\n" for name in names)
    return f"feeds:\n{rows}"


def ingest(*flags: str) -> int:
    return run_program(NAME, main, ["--feeds", "feeds.yml", *flags])


def titles(path: Path | str = "data/macro_events.news.json") -> list[str]:
    return sorted(event.title for event in read_macro_events(Path(path)).events)


def test_the_users_line_writes_events_that_the_bot_reads(server, tmp_path):
    done = subprocess.run(
        [
            *(sys.executable, str(ROOT / NAME), "--feeds", "feeds.yml"),
            *("--out", "data/macro_events.news.json", "--symbols", "BTC/USDT,NVDA,GC=F"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Feed" in done.stdout
    assert "2 new" in done.stdout
    gold = next(
        event
        for event in read_macro_events(tmp_path / "data/macro_events.news.json").events
        if "Gold" in event.title
    )
    assert gold.assets["GC=F"] > 0


def test_without_flags_the_file_of_the_volume_is_written_for_what_is_traded(
    server, tmp_path, monkeypatch
):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "volume"))
    monkeypatch.setenv("NEWS_FEEDS_PATH", str(tmp_path / "feeds.yml"))
    assert run_program(NAME, main, []) == 0
    assert len(titles(tmp_path / "volume/macro_events.news.json")) == 2


def test_news_reaches_the_name_by_which_the_portfolio_asks_for_it(server, tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    assets = [{"symbol": "GLD", "macro_symbol": "GOLD"}, {"symbol": "NVDA"}]
    (tmp_path / "data/portfolio.json").write_text(json.dumps({"assets": assets}))
    assert ingest() == 0
    events = read_macro_events(Path("data/macro_events.news.json")).events
    gold = next(event for event in events if "Gold" in event.title)
    assert gold.bias_for("GOLD") == gold.bias_for("GLD") > 0.3


def test_the_list_on_the_volume_takes_the_place_of_the_one_that_comes_along(
    server, tmp_path, monkeypatch
):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data/feeds.yml").write_text(listed(server, "oil"))
    assert run_program(NAME, main, []) == 0
    assert titles() == ["Oil falls below 60 dollars a barrel"]


def test_the_json_says_what_came_of_every_feed_and_of_the_file(server, capsys):
    server.pages["/oil"] = page(b"<html>")
    assert ingest("--json") == 0
    document = json.loads(capsys.readouterr().out)
    gold, oil = document["feeds"]
    assert (gold["name"], gold["items"], gold["new"], gold["failure"]) == ("gold", 1, 1, None)
    assert "a web page" in oil["failure"]
    assert document["events"] == {"on_file": 1, "new": 1, "grown": 0, "dropped": 0}
    assert document["out"] == "data/macro_events.news.json"


def test_the_table_shows_failures_and_what_is_unchanged(server, capsys):
    server.pages["/gold"] = page(feed([GOLD]), ETag='"v1"')
    server.pages["/oil"] = page(b"", status=404)
    assert ingest() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["Feed", "items", "new", "repeated", "known", "old"]
    assert lines[1].split() == ["gold", "1", "1", "0", "0", "0"]
    assert lines[2].startswith("oil")
    assert lines[2].endswith("failed: its server answers 404 Not Found")
    assert lines[-1].startswith("Events  1 new, 0 carried by more sources, 0 dropped; 1 are in")


def test_the_exit_code_is_4_only_where_every_feed_fails(server):
    server.pages["/oil"] = page(b"", status=404)
    assert ingest() == 0
    before = Path("data/macro_events.news.json").read_bytes()
    server.pages["/gold"] = page(b"", status=404)
    assert ingest() == 4
    assert Path("data/macro_events.news.json").read_bytes() == before


def test_a_run_without_a_single_feed_says_so_where_cron_looks(server, capsys):
    assert ingest() == 0
    assert capsys.readouterr().err == ""
    server.pages |= {"/oil": page(b"", status=404), "/gold": page(b"", status=404)}
    assert ingest("--json") == 4
    told = capsys.readouterr()
    assert len(json.loads(told.out)["feeds"]) == 2
    assert told.err == "none of 2 feeds could be read: gold: its server answers 404 Not Found\n"


def test_a_category_that_nobody_knows_is_told_and_costs_no_feed(server, tmp_path, capsys):
    rows = f"feeds:\n- {{name: gold, url: '{server.url}/gold', category: markets}}\n"
    (tmp_path / "feeds.yml").write_text(rows)
    assert ingest() == 0
    assert titles() == ["Gold rises to a record as yields fall"]
    assert "gold: need category of central_bank" in (said := capsys.readouterr().err)
    assert "was 'markets': it gives no hint" in said


def test_a_run_that_finds_nothing_new_leaves_the_file_alone(server):
    assert ingest() == 0
    out = Path("data/macro_events.news.json")
    before = out.stat()
    assert ingest() == 0
    assert (out.stat().st_ino, out.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_lost_file_is_filled_again_although_the_servers_have_nothing_new(server):
    from tests.support.processes.feed_server import kept

    server.pages["/gold"] = kept(feed([GOLD]), '"v1"')
    assert ingest() == 0
    Path("data/macro_events.news.json").unlink()
    assert ingest() == 0
    assert len(titles()) == 2


def test_a_file_that_cannot_be_read_is_set_aside_and_told(server, capsys):
    out = Path("data/macro_events.news.json")
    out.write_text("[{")
    assert ingest() == 0
    assert "moved aside as macro_events.news.json.broken-" in capsys.readouterr().err
    assert len(titles()) == 2
    assert next(out.parent.glob("*.broken-*")).read_text() == "[{"


def test_a_second_run_beside_another_leaves_its_turn_out(server, capsys):
    with FileVolume(Path("data")).hold("news"):
        assert ingest() == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert f"process {os.getpid()} already runs" in told.err
    assert server.asked == []
    assert ingest() == 0


def exit_code(*flags: str) -> object:
    try:
        return ingest(*flags)
    except SystemExit as end:  # argparse ends by itself
        return end.code


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (
            ("--out", "data/macro_events.json"),
            "need another file for --out than for MACRO_EVENTS_PATH",
        ),
        (("--out", "feeds.yml"), "need another file for --out than for --feeds"),
        (("--feeds", "none.yml"), "need a file of feeds"),
        (("--symbols", " , "), "need symbols with commas"),
        (("--every", "0"), "need a number above 0"),
        (("--every", "5", "--json"), "need --json or --every"),
        (("--out", "nowhere/x.json"), "need a file in a folder that exists"),
    ],
)
def test_what_cannot_be_done_is_refused_with_code_2(server, flags, words, capsys):
    assert exit_code(*flags) == 2
    assert words in capsys.readouterr().err
    assert server.asked == []


def test_an_alias_of_the_users_own_is_judged_by(server, tmp_path):
    aliases = "aliases:\n  barrel: BZ=F\n"
    (tmp_path / "feeds.yml").write_text(listed(server, "oil") + aliases)
    assert ingest("--symbols", "BZ=F") == 0
    (event,) = read_macro_events(Path("data/macro_events.news.json")).events
    assert event.assets["BZ=F"] < 0


def test_show_tells_how_each_new_event_was_judged(server, capsys):
    assert ingest("--show", "--symbols", "GC=F") == 0
    told = capsys.readouterr().out
    assert "GC=F +" in told
    assert "Gold rises to a record" in told
    assert ingest("--show") == 0
    assert "Gold rises" not in capsys.readouterr().out


def service(folder: Path, *flags: str, **environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(ROOT / NAME), "--feeds", "feeds.yml", "--every", *flags],
        cwd=folder,
        env={**without_settings(os.environ), "DATA_DIR": str(folder / "data"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_service_reads_again_and_again_and_ends_in_order(server, tmp_path, number):
    with service(tmp_path, "0.005") as running:
        out = tmp_path / "data/macro_events.news.json"
        wait_until(lambda: len(server.asked) >= 4 and out.exists(), 60, "two runs")
        running.send_signal(number)
        told = running.communicate(timeout=20)
    assert running.returncode == 0
    assert 'event="news read"' in told[1]
    assert "news stopped" in told[1]
    assert "Traceback" not in told[1]
    assert len(titles(out)) == 2


def test_a_service_that_is_off_asks_nobody_and_says_that_it_lives(server, tmp_path):
    with service(tmp_path, NEWS_INTERVAL_MINUTES="0") as running:
        beat = tmp_path / "data/news_heartbeat.json"
        wait_until(beat.exists, 60, "a heartbeat")
        running.terminate()
        told = running.communicate(timeout=20)
    assert running.returncode == 0
    assert "news are off" in told[1]
    assert server.asked == []


def test_a_failing_turn_ends_no_service(server, tmp_path):
    (tmp_path / "feeds.yml").write_text("feeds: []")
    with service(tmp_path, "0.005") as running:
        assert running.stderr is not None
        lines = iter(running.stderr.readline, "")
        assert any("run failed" in line for line in lines)
        (tmp_path / "feeds.yml").write_text(listed(server, "gold"))
        wait_until((tmp_path / "data/macro_events.news.json").exists, 60, "a run")
        running.terminate()
        running.communicate(timeout=20)
    assert running.returncode == 0


def test_a_text_model_that_is_not_there_is_told_once_and_costs_no_news(server, monkeypatch, capsys):
    monkeypatch.setenv("SENTIMENT_MODEL_PATH", "no_model")
    assert ingest() == 0
    said = capsys.readouterr().err
    assert said.count("news is scored by the lexicon") == 1
    assert "no_model has no model.onnx" in said
    assert len(titles()) == 2
