import json
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from api.schemas.status import StatusAnswer
from bot.domain import BotState, CycleRecord, Standing, WithheldReason, state_document
from bot.state import FileVolume
from tests.support.records import state_with_opinions
from tests.support.small_volume import NOON, write_volume

ROUTES_WITH_SYMBOL = [
    "/status",
    "/signals",
    "/trades",
    "/equity",
    "/candles",
    "/strategy",
    "/ai/prediction",
    "/macro/insights",
]
TRICKS = ["../BTC_USDT", "/etc/passwd", "..", ".", "", "\0", "é" * 99]
STRANGERS = ["DOGE/USDT", "BTC_USDT", "btc/usdt", *TRICKS]


def test_every_field_of_the_bots_state_is_answered():
    written_where_set = {field.name for field in fields(BotState) if field.metadata}
    names = set(state_document(state_with_opinions(3))) | written_where_set
    assert names <= set(StatusAnswer.model_fields)
    assert not {"reason", "technical", "ai", "macro"} & set(StatusAnswer.model_fields)


def test_the_status_is_the_state_on_file(client, filled):
    answer = client.get("/status").json()
    state = FileVolume(filled).reader().load_state()
    assert answer["symbol"] == "BTC/USDT"
    assert answer["position"] == "LONG"
    assert answer["entry_price"] == state.entry_price
    assert (answer["rsi"], answer["risk_per_trade_pct"]) == (61.2, 0.5)
    assert answer["timestamp"] == answer["as_of"] == "2025-03-01T12:00:00Z"
    assert (answer["heartbeat_age_seconds"], answer["stale"]) == (3.0, False)
    assert answer["ai_features"]["ema_gap_pct"] == 0.31


def test_the_status_has_the_names_and_values_of_the_state_file(client, filled):
    answer, kept = client.get("/status").json(), json.loads((filled / "state.json").read_text())
    assert {name: answer[name] for name in kept if name != "warnings"} == {
        name: value for name, value in kept.items() if name != "warnings"
    }


def test_another_symbol_answers_with_its_own_state(client):
    assert client.get("/status", params={"symbol": "ETH/USDT"}).json()["symbol"] == "ETH/USDT"


@pytest.mark.parametrize("route", ROUTES_WITH_SYMBOL)
@pytest.mark.parametrize("symbol", STRANGERS)
def test_a_symbol_that_is_not_exactly_one_of_the_volumes_is_not_found(client, route, symbol):
    answer = client.get(route, params={"symbol": symbol})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "known: BTC/USDT, ETH/USDT" in answer.json()["detail"]


def test_a_symbol_never_leads_out_of_the_volume(serve, tmp_path):
    write_volume(tmp_path / "outside", candles=10)
    write_volume(tmp_path / "data", symbol="ETH/USDT", candles=10)
    client = serve(tmp_path / "data")
    for trick in ("../../outside/portfolio/BTC_USDT", "../../outside", "BTC/USDT"):
        assert client.get("/status", params={"symbol": trick}).status_code == 404


def test_silence_of_three_intervals_and_thirty_seconds_is_not_yet_stale(serve, filled):
    at_the_limit = NOON + timedelta(seconds=3 * 60 + 30)
    assert serve(filled, at_the_limit).get("/status").json()["stale"] is False
    answer = serve(filled, at_the_limit + timedelta(seconds=1)).get("/status").json()
    assert answer["stale"] is True
    assert "silent for 3 minutes" in answer["message"]
    assert answer["position"] == "LONG"


@pytest.mark.parametrize("route", [*ROUTES_WITH_SYMBOL, "/portfolio/strategies"])
def test_before_the_first_cycle_every_answer_is_empty_and_says_why(serve, tmp_path, route):
    answer = serve(tmp_path / "none").get(route)
    assert answer.status_code == 200
    assert "has not completed a cycle" in answer.headers["note"]
    assert (answer.headers["stale"], answer.headers.get("as-of")) == ("?1", None)
    shown = answer.json()
    if isinstance(shown, list):
        assert shown == []
    else:
        assert (shown["message"], shown["as_of"]) == (answer.headers["note"], None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"garbage", b"{}", b'{"timestamp": 5}', b"[1]", b"\xff"])
@pytest.mark.parametrize("route", ROUTES_WITH_SYMBOL)
def test_a_broken_state_file_is_told_as_a_problem(serve, tmp_path, content, route):
    (tmp_path / "state.json").write_bytes(content)
    answer = serve(tmp_path).get(route)
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert "state.json" in answer.json()["detail"]
    assert str(tmp_path) not in answer.text


def test_a_state_that_is_gone_beside_a_history_is_a_problem_and_no_empty_answer(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    for path in [*tmp_path.rglob("state.json"), *tmp_path.rglob("cycle.json")]:
        path.unlink()
    answer = serve(tmp_path).get("/status")
    assert answer.status_code == 503
    assert "state.json is missing and cycle.json is missing" in answer.json()["detail"]
    assert str(tmp_path) not in answer.text


def test_a_broken_line_of_the_history_is_told_and_leaves_the_status_alone(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    with (tmp_path / "signals.jsonl").open("ab") as file:
        file.write(b"rubbish\n")
    client = serve(tmp_path)
    assert "signals.jsonl has a broken line" in client.get("/signals").json()["detail"]
    assert client.get("/signals").status_code == 503
    assert client.get("/status").status_code == 200


def test_how_often_the_ai_was_right_is_said_in_numbers_and_words(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    before = serve(tmp_path).get("/ai/prediction").json()
    assert (before["ai_predictions_scored"], before["ai_record"]) == (None, None)
    counted = {"ai_predictions_scored": 120, "ai_hits": 54, "ai_horizon_candles": 12}
    _rewrite(tmp_path, **counted, ai_hit_rate=0.45, ai_base_rate=0.48)
    client = serve(tmp_path)
    answer, status = client.get("/ai/prediction").json(), client.get("/status").json()
    words = "right in 54 of 120 of its last calls (45.0 %), base rate 48.0 %"
    assert answer["ai_record"] == words
    for name, value in counted.items():
        assert answer[name] == status[name] == value
    assert (answer["ai_hit_rate"], status["ai_base_rate"]) == (0.45, 0.48)


def test_an_opinion_of_another_shape_is_told_as_a_problem(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    _rewrite(tmp_path, ai={"action": "MAYBE"})
    answer = serve(tmp_path).get("/ai/prediction")
    assert answer.status_code == 503
    assert "the prediction in the state volume cannot be read" in answer.json()["detail"]


def test_undefined_numbers_are_null(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    nothing = float("nan")
    _rewrite(tmp_path, equity=nothing, rsi=nothing, policy={"x": nothing}, config={"y": nothing})
    client = serve(tmp_path)
    answer = json.loads(client.get("/status").text, parse_constant=pytest.fail)
    assert (answer["equity"], answer["rsi"], answer["policy"]) == (None, None, {"x": None})
    assert client.post("/ai/question", json={"question": "performance?"}).status_code == 200


def test_a_refused_config_is_told(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    _rewrite(tmp_path, config_error="need 2 <= ema_fast < ema_slow <= 10000, was 30 and 12")
    assert "ema_fast < ema_slow" in serve(tmp_path).get("/status").json()["config_error"]


def test_a_disproven_config_is_told_with_what_the_bot_does(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    assert serve(tmp_path).get("/status").json()["standing"] == "unproven"
    reason = "disproven since 2025-02-01: it loses; the bot takes no entries (STAND_ASIDE=on)"
    aside = {"standing": Standing.DISPROVEN, "withheld": WithheldReason.STANDS_ASIDE}
    _rewrite(tmp_path, standing_reason=reason, **aside)
    answer = serve(tmp_path).get("/status").json()
    assert (answer["standing"], answer["standing_reason"]) == ("disproven", reason)
    assert answer["withheld"] == "stands_aside"
    (item,) = serve(tmp_path).get("/portfolio/strategies").json()
    assert item["standing"] == "disproven"


def test_a_warning_names_no_folder_of_the_machine(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    broken = f"not JSON (in {tmp_path}/portfolio/BTC_USDT/promotion.json): mend it"
    _rewrite(tmp_path, warnings=(broken,))
    (warning,) = serve(tmp_path).get("/status").json()["warnings"]
    assert warning == "not JSON (in portfolio/BTC_USDT/promotion.json): mend it"


def _rewrite(folder, **changes):
    store = FileVolume(folder).writer("BTC/USDT")
    store.commit(CycleRecord(state=replace(store.load_state(), **changes)))
