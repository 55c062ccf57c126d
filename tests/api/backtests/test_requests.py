"""What the routes of backtests refuse, name and remove."""

import pytest

from bot.domain import FIELD_KINDS, Secret
from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient

UNKNOWN = "/backtests/20250301T090000000000-1f2e3d4c"


def problem(answer, status, *words):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert [word for word in words if word not in answer.json()["detail"]] == []


@pytest.mark.parametrize(
    "kind", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_a_body_that_a_foreign_page_could_send_is_refused(lab, kind):
    headers = {} if kind is None else {"content-type": kind}
    body = b'{"symbol": "BTC/USDT", "timeframe": "1h"}'
    for method, path in (
        ("POST", "/backtests"),
        ("POST", f"{UNKNOWN}/cancel"),
        ("PATCH", UNKNOWN),
    ):
        answer = lab.client.request(method, path, content=body, headers=headers)
        problem(answer, 415, "application/json")
    listed = lab.client.get("/backtests")
    assert (listed.json(), listed.headers["stale"]) == ([], "?0")
    assert listed.headers["note"].startswith("No backtest is kept yet")


def test_a_browser_is_not_told_that_a_foreign_page_may_send_json(lab):
    headers = {
        "origin": "https://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    answer = lab.client.request("OPTIONS", "/backtests", headers=headers)
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"csv": "../../etc/passwd"}, "the name of a .csv file"),
        ({"csv": "/etc/passwd.csv"}, "the name of a .csv file"),
        ({"csv": "other.csv"}, "candles.csv"),
        ({"csv": None}, "the name of a .csv file"),
        ({"source": "replay"}, "a source of"),
        ({"config": {"ema_fast": 99, "ema_slow": 12}}, "ema_fast < ema_slow"),
        ({"config": {"strategy": "os.path"}}, "by the name of its file"),
        ({"timeframe": "1y"}, "a timeframe"),
        ({"start": "0001-01-01T00:00:00+14:00"}, "1900 to 2200"),
        ({"source": "exchange", "csv": None, "timeframe": "1m", "start": "2001-01-01"}, "300000"),
        ({"nonsense": 1}, "nonsense"),
        ({"note": "two\nlines"}, "control characters"),
    ],
)
def test_what_cannot_be_run_is_refused_at_once(lab, changes, words):
    problem(lab.start(**changes), 422, words)
    assert lab.client.get("/backtests").json() == []


def test_a_link_to_a_file_outside_is_no_file_of_the_volume(lab, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_bytes((lab.folder / "candles.csv").read_bytes())
    (lab.folder / "link.csv").symlink_to(outside)
    problem(lab.start(csv="link.csv"), 422, "a file of candles of the volume")


def test_a_form_is_told_what_there_is_to_choose_from(lab):
    choices = lab.client.get("/backtests/choices").json()
    assert choices["csv_files"] == ["candles.csv"]
    assert choices["symbols"] == []
    settings = {setting["name"]: setting for setting in choices["settings"]}
    assert set(settings) == set(FIELD_KINDS) - {"symbol", "timeframe"}
    assert settings["ema_fast"]["value"] == 12
    assert settings["stop_type"]["choices"] == ["fixed", "atr", "trailing"]
    assert (
        settings["stop_atr_multiple"]["help"] == "distance of the stop in ATR, with stop_type atr"
    )
    assert settings["strategy_params"]["kind"] == "object"
    assert not [name for name, setting in settings.items() if "%%" in setting["help"]]


def test_a_backtest_is_named_and_removed(lab):
    address = lab.started()
    lab.over(address)
    for note, kept in (("the best one", "the best one"), ("  ", None), (None, None)):
        answer = lab.client.request("PATCH", address, json={"note": note})
        assert answer.json()["note"] == lab.client.get(address).json()["note"] == kept
    refused = lab.client.request("PATCH", address, json={"note": "\x1b[31m"})
    problem(refused, 422, "control characters")
    problem(lab.client.post(f"{address}/cancel", json={}), 409, "done already")
    assert lab.client.request("DELETE", address).status_code == 204
    problem(lab.client.request("DELETE", address), 404)
    assert list((lab.folder / "backtests").iterdir()) == []


@pytest.mark.parametrize("path", [UNKNOWN, "/backtests/..%2f..%2fstate", "/backtests/x"])
def test_what_is_not_kept_is_not_there(lab, path):
    problem(lab.client.get(path), 404)
    for part in ("result", "report"):
        problem(lab.client.get(f"{path}/{part}"), 404)
    problem(lab.client.request("PATCH", path, json={"note": "x"}), 404)
    problem(lab.client.post(f"{path}/cancel", json={}), 404)
    problem(lab.client.request("DELETE", path), 404)


def test_with_a_token_set_nothing_is_started_or_read_without_it(lab):
    token = Secret("0123456789abcdef")
    client = AsgiClient(app_over(lab.folder, allowed_hosts=["testserver"], token=token))
    asked = {"symbol": "BTC/USDT", "timeframe": "1h"}
    problem(client.post("/backtests", json=asked), 401)
    problem(client.get("/backtests"), 401)
    problem(client.request("DELETE", UNKNOWN), 401)
    headers = {"authorization": f"Bearer {token.reveal()}"}
    assert client.get("/backtests", headers=headers).json() == []
