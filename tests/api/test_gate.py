import asyncio

import httpx
import pytest

from api.security import LOCAL_HOSTS, MOST_BODY_BYTES
from bot.settings import Settings
from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient
from tests.support.pages.dashboard_browser import running_service


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8123", "[::1]:8000"])
def test_this_machines_own_names_are_answered(filled, host):
    client = AsgiClient(app_over(filled))
    assert client.get("/health/live", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::1", "é"]
)
def test_a_foreign_host_name_is_refused_on_every_path(filled, host):
    client = AsgiClient(app_over(filled))
    for path in ("/status", "/dashboard", "/nope"):
        answer = client.get(path, headers={"host": host.encode()})
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert "ALLOWED_HOSTS" in answer.json()["detail"]


@pytest.mark.parametrize(
    "host", ["[::1]evil", "127.0.0.1:evil", "localhost@evil:80", "localhost:1:2"]
)
def test_a_host_that_only_begins_like_an_own_name_is_refused(filled, host):
    client = AsgiClient(app_over(filled))
    assert client.get("/health/live", headers={"host": host}).status_code == 400


def test_head_is_answered_as_get_without_the_body(client):
    for path in ("/status", "/dashboard", "/static/page/page.js", "/nope"):
        got, head = client.get(path), client.request("HEAD", path)
        assert (head.status_code, head.content) == (got.status_code, b"")
        for name in ("content-type", "content-length", "content-security-policy"):
            assert head.headers[name] == got.headers[name]


def test_head_of_a_stream_ends_with_its_head(filled):
    with running_service(filled) as address:
        answer = httpx.head(f"{address}/stream", timeout=10, trust_env=False)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/event-stream")


@pytest.mark.parametrize("part", ["bytes=0-3", "bytes=999999999-", "bytes=a-b"])
def test_whoever_asks_for_a_part_of_a_file_gets_all_of_it(client, part):
    answer = client.get("/static/page/page.js", headers={"range": part})
    assert answer.status_code == 200
    assert answer.text == client.get("/static/page/page.js").text


def test_two_host_headers_are_refused(filled):
    client = AsgiClient(app_over(filled))
    twice = [("host", "localhost"), ("host", "localhost")]
    assert client.get("/status", headers=twice).status_code == 400


def test_more_hosts_are_answered_where_they_are_listed(filled):
    client = AsgiClient(app_over(filled, allowed_hosts=[*LOCAL_HOSTS, "Lab.Example"]))
    assert client.get("/status", headers={"host": "lab.example:8000"}).status_code == 200


@pytest.mark.parametrize("path", ["/status", "/dashboard", "/nope", "/static/page/page.js"])
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path, headers={"origin": "https://evil.example"}).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert not [name for name in headers if name.startswith("access-control")]


def test_a_body_larger_than_allowed_is_refused_unread(client):
    answer = client.post("/ai/question", content=b"x" * (MOST_BODY_BYTES + 1))
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert "default-src" in answer.headers["content-security-policy"]


def test_a_streamed_body_is_cut_off_at_the_limit(filled):
    given = 0

    async def endless():
        nonlocal given
        given += 1
        return {"type": "http.request", "body": b"x" * 1000, "more_body": True}

    sent = []

    async def ask():
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/ai/question",
            "raw_path": b"/ai/question",
            "query_string": b"",
            "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
        }

        async def send(message):
            sent.append(message)

        await app_over(filled)(scope, endless, send)

    asyncio.run(ask())
    assert sent[0]["status"] == 413
    assert given == MOST_BODY_BYTES // 1000 + 1


def test_allowed_hosts_adds_names_to_this_machines_own():
    settings = Settings.load({"ALLOWED_HOSTS": "lab.example, nas.local ,"}, dotenv=None)
    assert settings.api.further_hosts == ("lab.example", "nas.local")
    assert Settings.load({}, dotenv=None).api.further_hosts == ()
