import asyncio

import pytest

from api.problem import UnforeseenFaults
from api.security import SECURITY_HEADERS
from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nope", 404),
        ("GET", "/status/", 404),
        ("GET", "/static/nope.js", 404),
        ("GET", "/static/..%2fapp.py", 404),
        ("GET", "/\u2028%00", 404),
        ("GET", "/redoc", 404),
        ("POST", "/status", 405),
        ("DELETE", "/ai/question", 405),
        ("BREW", "/status", 405),
        ("GET", "/equity?max_points=3", 422),
        ("GET", "/status?symbol=" + "x" * 101, 422),
    ],
)
def test_every_refusal_is_a_problem_with_a_sentence(client, method, path, status):
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["detail"].endswith(".")
    assert len(problem["detail"]) > 20


UNREADABLE = [b"", b"{", b"[]", b"null", b'"why"', b"\xff\xfe", b"{}", b"[" * 60_000]
NO_QUESTION = [
    b'{"question": ""}',
    b'{"question": 5}',
    b'{"question": "why", "extra": 1}',
    b'{"question": "%s"}' % (b"y" * 501),
]


@pytest.mark.parametrize("body", UNREADABLE + NO_QUESTION)
def test_a_question_that_is_none_is_refused_with_the_rule(client, body):
    answer = client.post("/ai/question", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_405_says_what_is_allowed(client):
    answer = client.post("/status")
    assert answer.headers["allow"] == "GET"
    assert answer.json()["detail"] == "'/status' does not answer POST; /docs lists what it answers."


def test_an_unforeseen_fault_tells_nothing_of_the_inside(filled, caplog):
    app = app_over(filled, allowed_hosts=["testserver"], now=lambda: 1 / 0)
    answer = AsgiClient(app).get("/status")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "ZeroDivision" not in answer.text
    assert "ZeroDivision" in caplog.text
    assert "Traceback" in caplog.text


def test_an_unforeseen_fault_is_answered_with_every_answers_headers(filled):
    app = app_over(filled, allowed_hosts=["testserver"], now=lambda: 1 / 0)
    said = AsgiClient(app).get("/status").headers
    assert said.items() >= SECURITY_HEADERS.items()
    assert said["cache-control"] == "private, no-cache"


def test_an_answer_that_has_begun_is_broken_off(caplog):
    async def begins_and_fails(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("half way")

    sent = []

    async def send(message):
        sent.append(message["type"])

    with pytest.raises(RuntimeError, match="half way"):
        asyncio.run(UnforeseenFaults(begins_and_fails)({"type": "http", "path": "/"}, None, send))
    assert sent == ["http.response.start"]
