import json

from tests.support.small_volume import write_volume

HAWKISH = {
    "title": "Central bank holds rates",
    "sentiment": "hawkish",
    "impact": "high",
    "published_at": "2025-02-28T14:00:00Z",
}
OUTAGE = {"title": "Exchange outage", "assets": {"ETH/USDT": -0.4}, "published_at": "2025-03-01"}
RUMOUR = {"title": "A rumour without a date", "sentiment": "bullish"}


def test_events_come_newest_first_with_their_bias_for_the_symbol(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    (tmp_path / "macro_events.json").write_text(json.dumps([RUMOUR, HAWKISH]))
    (tmp_path / "macro_events.news.json").write_text(json.dumps({"events": [OUTAGE]}))
    answer = serve(tmp_path).get("/macro/insights").json()
    assert [(event["title"], event["bias"]) for event in answer["events"]] == [
        ("Exchange outage", None),
        ("Central bank holds rates", -0.5),
        ("A rumour without a date", 0.6),
    ]
    assert answer["problems"] == []
    assert (answer["bias_score"], answer["events_counted"]) == (-0.21, 2)
    assert answer["drivers"][0] == "Central bank holds rates, signals no cut"


def test_a_broken_file_of_events_is_told_and_leaves_the_insight_and_the_other_file(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    (tmp_path / "macro_events.json").write_text("{half")
    (tmp_path / "macro_events.news.json").write_text(json.dumps([HAWKISH, {"impact": "huge"}]))
    answer = serve(tmp_path).get("/macro/insights").json()
    assert [event["title"] for event in answer["events"]] == ["Central bank holds rates"]
    assert len(answer["problems"]) == 2
    assert "macro_events.json cannot be read" in answer["problems"][0]
    assert answer["confidence"] == 0.38


def test_events_are_listed_before_the_bots_first_cycle(serve, tmp_path):
    (tmp_path / "macro_events.json").write_text(json.dumps([HAWKISH]))
    answer = serve(tmp_path).get("/macro/insights").json()
    assert answer["events"][0]["bias"] is None
    assert (answer["summary"], answer["bias_score"]) == (None, None)


def test_without_a_macro_opinion_the_summary_says_why(serve, tmp_path):
    write_volume(tmp_path, candles=9, macro=None)
    answer = serve(tmp_path).get("/macro/insights").json()
    assert answer["summary"].startswith("Macro is switched off (MACRO_ENABLED)")
    assert (answer["bias_score"], answer["events_counted"]) == (None, None)


def test_only_the_newest_hundred_events_are_answered(serve, tmp_path):
    days = [{**HAWKISH, "published_at": 1_700_000_000 + 3600 * hour} for hour in range(150)]
    (tmp_path / "macro_events.json").write_text(json.dumps(days))
    times = [e["published_at"] for e in serve(tmp_path).get("/macro/insights").json()["events"]]
    assert len(times) == 100
    assert times[0] == "2023-11-21T03:13:20Z"
