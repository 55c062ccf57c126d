"""Orders, news, runs of the optimizer and logs, as they are listed."""

import json
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.domain import CycleRecord, LogLevel, LogLine, LogProcess, OptimizerRun
from bot.state import FileVolume
from tests.support.records import bot_state, order_story
from tests.support.small_volume import NOON, write_volume

BTC, ETH = "BTC/USDT", "ETH/USDT"


def test_orders_are_listed_as_they_are_kept(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    assert serve(tmp_path).get("/orders").headers["note"].startswith("No order has come")
    for cycle in range(1, 4):
        record = CycleRecord(state=bot_state(cycle), orders=(order_story(cycle),))
        FileVolume(tmp_path).writer(BTC).commit(record)
    listed = serve(tmp_path).get("/orders", params={"limit": 2})
    assert [one["client_id"] for one in listed.json()] == ["atl-3-s", "atl-2-s"]
    assert listed.json()[0]["fills"][0]["quantity"] == "0.1"
    assert "link" in listed.headers


def write_news(folder, *events):
    (folder / "macro_events.json").write_text(json.dumps({"events": list(events)}))


def event(title, hour, **more):
    at = (NOON - timedelta(hours=hour)).isoformat()
    return {"title": title, "published_at": at, "sentiment": "bullish", **more}


def test_news_are_listed_newest_first_between_two_moments(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    script = "<script>alert(1)</script>"
    write_news(
        tmp_path,
        event("old", 50),
        event(script, 2, actor="SEC", url="https://x.test/1"),
        event("of ether", 1, assets={ETH: 0.5}),
    )
    client = serve(tmp_path)
    titles = [one["title"] for one in client.get("/news").json()]
    assert titles == ["of ether", script, "old"]
    mine = client.get("/news", params={"symbol": BTC, "limit": 1}).json()
    assert [(one["title"], one["actor"], one["bias"]) for one in mine] == [(script, "SEC", 0.6)]
    since = (NOON - timedelta(hours=2)).isoformat()
    until = (NOON - timedelta(hours=1)).isoformat()
    inside = client.get("/news", params={"since": since, "until": until}).json()
    assert [one["title"] for one in inside] == [script]


def pages_of(client, path):
    """Every item of a list, each page found by the Link of the one before."""
    listed = []
    while path:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        listed.append(answer.json())
        path = answer.headers.get("link", "").partition(">")[0][1:]
    return listed


def test_news_are_paged_also_where_many_are_of_one_time_or_of_none(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    hours = (1, 2, 2, 2, 2, 3)
    undated = [{"title": f"undated {number}"} for number in range(3)]
    write_news(tmp_path, *(event(f"{n}", hour) for n, hour in enumerate(hours)), *undated)
    client = serve(tmp_path)
    whole = [one["title"] for one in client.get("/news").json()]
    assert len(whole) == 9
    for limit in (1, 2, 4, 9):
        pages = pages_of(client, f"/news?limit={limit}&symbol={BTC}")
        assert [one["title"] for page in pages for one in page] == whole
        assert {len(page) for page in pages[:-1]} <= {limit}
    assert "link" not in client.get("/news?limit=9").headers


def test_no_news_of_a_symbol_are_explained(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    write_news(tmp_path, event("of ether", 1, assets={ETH: 0.5}))
    answer = serve(tmp_path).get("/news", params={"symbol": BTC})
    assert (answer.json(), answer.headers["note"][:20]) == ([], "Events are on file, ")


@pytest.mark.parametrize("route", ["/news", "/logs"])
@pytest.mark.parametrize("cursor", ["x", "MTAwOjE6QlRD", "MjUzNDAyMzAwNzk5OTk5OTk5OjE6eA"])
def test_a_cursor_of_another_list_is_refused(client, route, cursor):
    assert client.get(route, params={"cursor": cursor}).status_code == 422


@pytest.mark.parametrize("end", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"])
def test_moments_at_the_ends_of_the_calendar_are_moments(client, end):
    for parameter in ("since", "until"):
        assert client.get("/news", params={parameter: end}).status_code == 200
    assert client.get("/candles", params={"before": end}).status_code == 200


def run(number, symbol=BTC, **more):
    at = (NOON + timedelta(minutes=number)).isoformat()
    return OptimizerRun(
        {"written_by": "optimizer", "at": at, "symbol": symbol, "promoted": False, **more}
    )


def test_runs_say_what_was_compared_and_what_came_of_it(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    runs = FileVolume(tmp_path).runs
    champion = {"config": {"ema_fast": 12, "ema_slow": 26}, "score_out_of_sample": 0.4}
    challenger = {"config": {"ema_fast": 9, "ema_slow": 26}, "score_out_of_sample": 0.9}
    gate = {"state": "on", "examination": {"p_value": 0.2}}
    found = {"champion": champion, "challenger": challenger, "gate": gate}
    runs.append(run(1, reason="skipped: no candles"))
    runs.append(run(2, reason="not beyond chance", diagnostics={"in_words": ["lucky"]}, **found))
    runs.append(run(3, reason="better", **{**found, "promoted": True}))
    runs.append(run(4, ETH, reason="stopped", interrupted=True))
    back = {"rolled_back_config": challenger["config"], "config": champion["config"]}
    runs.append(run(5, reason="it lost", rolled_back=True, **back))
    listed = serve(tmp_path).get("/optimizer/runs").json()
    outcomes = ["rolled_back", "interrupted", "promoted", "kept", "skipped"]
    assert [one["outcome"] for one in listed] == outcomes
    assert listed[3]["reasons"] == ["not beyond chance", "lucky"]
    assert listed[3]["gate"] == gate
    assert listed[3]["champion"] == champion
    assert [one["config_diff"] for one in listed] == [
        {"ema_fast": [9, 12]},
        {},
        {"ema_fast": [12, 9]},
        {"ema_fast": [12, 9]},
        {},
    ]


def test_runs_of_one_symbol_are_found_among_the_others_page_by_page(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    for number in range(12):
        FileVolume(tmp_path).runs.append(run(number, (BTC, ETH)[number % 2]))
    path, times = "/optimizer/runs?symbol=ETH/USDT&limit=4", []
    while path:
        answer = serve(tmp_path).get(path)
        times += [one["at"] for one in answer.json()]
        path = answer.headers.get("link", "").partition(">")[0][1:]
    assert len(times) == len(set(times)) == 6
    assert times == sorted(times, reverse=True)
    assert serve(tmp_path).get("/optimizer/runs?cursor=x").status_code == 422


def test_logs_are_listed_by_process_and_level(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    assert serve(tmp_path).get("/logs").headers["note"].startswith("No process has said")
    logs = FileVolume(tmp_path).logs
    for number, level in enumerate((LogLevel.INFO, LogLevel.ERROR, LogLevel.DEBUG)):
        at = NOON + timedelta(seconds=number)
        logs.append(LogLine(at=at, process=LogProcess.NEWS, level=level, message="<b>said</b>"))
    listed = serve(tmp_path).get("/logs").json()
    assert [one["level"] for one in listed] == ["error", "info"]
    assert listed[0]["message"] == "<b>said</b>"
    assert len(serve(tmp_path).get("/logs", params={"level": "debug"}).json()) == 3
    assert len(serve(tmp_path).get("/logs", params={"level": "error", "limit": 5}).json()) == 1
    assert serve(tmp_path).get("/logs", params={"process": "bot"}).json() == []
    assert serve(tmp_path).get("/logs", params={"process": "../x"}).status_code == 422


def test_logs_are_paged_also_where_processes_speak_at_once_and_while_they_go_on(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    logs, processes = FileVolume(tmp_path).logs, list(LogProcess)

    def say(number, at):
        process = processes[number % len(processes)]
        logs.append(LogLine(at=at, process=process, level=LogLevel.INFO, message=f"{number}"))

    for number in range(12):
        say(number, NOON + timedelta(seconds=number // 5))
    client = serve(tmp_path)
    whole = [one["message"] for one in client.get("/logs").json()]
    first = client.get("/logs?limit=4")
    say(99, NOON + timedelta(hours=1))
    rest = pages_of(client, first.headers["link"].partition(">")[0][1:])
    listed = [one["message"] for page in [first.json(), *rest] for one in page]
    assert (len(whole), listed) == (12, whole)
    assert "link" not in client.get("/logs?level=error").headers


def test_metrics_are_what_prometheus_reads(client):
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    samples = {
        (sample.name, sample.labels.get("symbol") or sample.labels.get("state")): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    status = client.get("/status", params={"symbol": ETH}).json()
    assert samples["trading_lab_equity", ETH] == status["equity"]
    assert samples["trading_lab_position", BTC] == 1
    assert samples["trading_lab_stale", BTC] == 0
    assert samples["trading_lab_trading_state", "ACTIVE"] == 1
    assert samples["trading_lab_stream_clients", None] == 0
