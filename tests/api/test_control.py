"""What is said to the bot over HTTP: who may, and what is answered."""

import base64
import json
import threading
import time
from datetime import UTC, datetime

import pytest

from bot.domain import CommandAnswer, CommandKind, Secret, TradingPermit, TradingState
from bot.state import FileVolume
from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient
from tests.support.small_volume import write_volume

AT = datetime(2025, 3, 1, 12, tzinfo=UTC)
TOKEN = "a-token-of-some-length"
COMMANDS = [
    *(f"/control/{action}" for action in ("pause", "resume", "halt", "reload", "close_all")),
    "/positions/BTC/USDT/close",
]


@pytest.fixture
def folder(tmp_path):
    write_volume(tmp_path)
    return tmp_path


@pytest.fixture
def client(folder, monkeypatch):
    monkeypatch.setattr("api.routes.control.SECONDS_TO_ANSWER", 0.0)
    return serve(folder)


def serve(folder, **options):
    return AsgiClient(app_over(folder, allowed_hosts=["testserver"], now=lambda: AT, **options))


def bearer(folder):
    return {"authorization": f"Bearer {FileVolume(folder).api_token().reveal()}"}


@pytest.mark.parametrize("path", COMMANDS)
def test_without_the_token_nothing_is_said_to_the_bot(folder, client, path):
    basic = base64.b64encode(f"me:{FileVolume(folder).api_token().reveal()}".encode()).decode()
    for header in ("", "Bearer", "Bearer wrong", f"Basic {basic}", "Bearer ü", "Digest x"):
        answer = client.post(path, headers={"authorization": header.encode()})
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"] == "Bearer"
    assert FileVolume(folder).commands.waiting() == ()


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_that_the_bot_has_not_answered_yet_is_202_with_its_id(folder, client, path):
    said = {"reason": "a storm", "by": "ann"}
    answer = client.post(path, headers=bearer(folder), json=said)
    assert answer.status_code == 202
    (waiting,) = FileVolume(folder).commands.waiting()
    assert answer.json() == {
        "id": waiting.id,
        "kind": str(waiting.kind),
        "symbol": waiting.symbol,
        "done": None,
        "said": [],
        "answered_at": None,
    }
    assert (waiting.reason, waiting.by) == ("a storm", "ann")
    assert waiting.symbol == ("BTC/USDT" if waiting.kind is CommandKind.CLOSE else None)


def answering(folder, *, is_done):
    """A bot that answers the first command."""

    def answer():
        store = FileVolume(folder).commands
        while not store.waiting():
            time.sleep(0.01)
        (command,) = store.waiting()
        store.answer(CommandAnswer(id=command.id, at=AT, is_done=is_done, said=("so it is",)))

    bot = threading.Thread(target=answer)
    bot.start()
    return bot


def test_the_answer_of_the_bot_is_the_answer_and_what_it_could_not_do_a_problem(folder):
    for is_done, status in ((True, 200), (False, 409)):
        bot = answering(folder, is_done=is_done)
        answer = serve(folder).post("/control/pause", headers=bearer(folder))
        bot.join()
        assert answer.status_code == status
        assert "so it is" in json.dumps(answer.json())


def test_what_the_bot_did_of_a_command_can_be_asked_later(folder, client):
    answer = client.post("/control/pause", headers=bearer(folder))
    place = answer.headers["location"]
    assert client.get(place).json() == {
        "id": answer.json()["id"],
        "done": None,
        "said": [],
        "answered_at": None,
    }
    done = CommandAnswer(id=answer.json()["id"], at=AT, is_done=False, said=("not done: a storm",))
    FileVolume(folder).commands.answer(done)
    assert client.get(place).json() == {
        "id": done.id,
        "done": False,
        "said": ["not done: a storm"],
        "answered_at": "2025-03-01T12:00:00Z",
    }


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "%00", "a b", "x" * 65])
def test_what_is_no_id_of_a_command_is_not_looked_for(client, name):
    assert client.get(f"/control/commands/{name}").status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/control/sleep", None, 422),
        ("/control/", None, 404),
        ("/control/pause/now", None, 404),
        ("/positions/ETH/USDT/close", None, 404),
        ("/positions/../../etc/passwd/close", None, 404),
        ("/positions/%2e%2e%2f%2e%2e%2fetc/close", None, 404),
        ("/positions/%00/close", None, 404),
        ("/positions//close", None, 404),
        (f"/positions/{'x' * 5000}/close", None, 404),
        ("/control/pause", b"{", 422),
        ("/control/pause", b"[]", 422),
        ("/control/pause", b'{"by": 5}', 422),
        ("/control/pause", b'{"reason": ""}', 422),
        ("/control/pause", b'{"reason": "two\\nlines"}', 422),
        ("/control/pause", b'{"reason": "\\u001b[31m"}', 422),
        ("/control/pause", b'{"by": "\\ud800"}', 422),
        ("/control/pause", b'{"kind": "close"}', 422),
        ("/control/pause", b'{"reason": "' + b"x" * 300 + b'"}', 422),
        ("/control/pause", b"x" * 70_000, 413),
    ],
)
def test_hostile_requests_are_a_problem_and_say_nothing_to_the_bot(
    folder, client, path, body, status
):
    headers = {**bearer(folder), "content-type": "application/json"}
    answer = client.post(path, headers=headers, content=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert FileVolume(folder).commands.waiting() == ()
    assert str(folder) not in answer.text


def test_get_says_nothing(folder, client):
    for path in COMMANDS:
        assert client.get(path, headers=bearer(folder)).status_code == 405
    assert FileVolume(folder).commands.waiting() == ()


def test_after_many_wrong_tokens_a_client_has_to_wait_also_with_the_right_one(folder):
    client = serve(folder)
    for _ in range(10):
        wrong = client.post("/control/pause", headers={"authorization": "Bearer wrong"})
        assert wrong.status_code == 401
    late = client.post("/control/pause", headers=bearer(folder))
    assert (late.status_code, late.headers["retry-after"]) == (429, "60")
    assert client.get("/status").status_code == 200


def test_a_full_queue_is_a_problem(folder, client):
    for number in range(100):
        at = AT.replace(microsecond=number)
        FileVolume(folder).commands.give(CommandKind.PAUSE, by="ann", at=at)
    answer = client.post("/control/halt", headers=bearer(folder))
    assert answer.status_code == 503
    assert "at most 100 commands that wait" in answer.json()["detail"]


def test_with_a_token_of_its_own_everything_but_liveness_needs_it(folder):
    client = serve(folder, token=Secret(TOKEN))
    basic = base64.b64encode(f"me:{TOKEN}".encode()).decode()
    for path in ("/status", "/dashboard", "/docs", "/openapi.json", "/risk", "/nope"):
        refused = client.get(path)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Basic ")
        assert TOKEN not in refused.text
        for header in (f"Bearer {TOKEN}", f"Basic {basic}"):
            found = client.get(path, headers={"authorization": header})
            assert found.status_code == (404 if path == "/nope" else 200)
    assert client.get("/health/live").status_code == 200
    assert client.post("/control/pause", headers=bearer(folder)).status_code == 401
    for bad in ("Basic !!!", "Basic /w==", "Basic"):
        assert client.get("/status", headers={"authorization": bad}).status_code == 401


def test_without_a_token_of_its_own_reading_needs_none(folder, client):
    assert client.get("/status").status_code == 200
    assert client.get("/risk").status_code == 200


def test_a_token_file_that_cannot_be_used_refuses_commands_and_nothing_else(folder, client):
    (folder / "api_token").write_text("short")
    answer = client.post("/control/pause", headers={"authorization": "Bearer short"})
    assert answer.status_code == 503
    assert "short" not in answer.text
    assert client.get("/status").status_code == 200


def test_risk_says_the_trading_state_before_and_after_the_bots_first_report(folder, client):
    answer = client.get("/risk").json()
    assert (answer["state"], answer["limits"], answer["equity"]) == ("ACTIVE", [], None)
    permit = TradingPermit(state=TradingState.HALTED, reason="a storm", since=AT, by="ann")
    FileVolume(folder).trading_permit.write(permit)
    answer = client.get("/risk").json()
    assert (answer["state"], answer["reason"], answer["by"]) == ("HALTED", "a storm", "ann")
    (folder / "trading_state.json").write_text("{")
    answer = client.get("/risk").json()
    assert answer["state"] == "HALTED"
    assert "trading_state.json cannot be read" in answer["reason"]
    assert str(folder) not in answer["reason"]
