"""What of an answer goes over the wire."""

import asyncio
import gzip
import json
from datetime import timedelta

import httpx
import pytest

from api.transfer import Transfer, essence
from api.transfer.ages import AGES
from api.transfer.packing import accepts_gzip, names_tag
from bot.domain import CycleRecord
from bot.state import FileVolume
from tests.api.conftest import NOW
from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient
from tests.support.records import signal
from tests.support.small_volume import write_volume

READ = ["/status", "/signals", "/equity", "/portfolio/strategies", "/risk", "/version", "/docs"]
LIVING = [*READ[:5], "/trades", "/candles", "/positions", "/performance", "/symbols", "/decision"]
LIVING += ["/positions/BTC/USDT/story", "/portfolio/equity", "/ai/prediction", "/macro/insights"]
READ += ["/openapi.json", "/dashboard", "/static/plotly.min.js", "/static/page/parts.css"]


@pytest.mark.parametrize("path", READ)
def test_an_answer_that_the_client_has_is_304_without_a_body(client, path):
    first = client.get(path)
    tag = first.headers["etag"]
    for named in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
        again = client.get(path, headers={"if-none-match": named})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["stale"] == first.headers["stale"]
        for kept in ("link", "vary", "cache-control"):
            assert again.headers.get(kept) == first.headers.get(kept)
        assert "content-security-policy" in again.headers


def test_an_answer_that_has_changed_is_sent(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    client = serve(tmp_path)
    tag = client.get("/signals").headers["etag"]
    store = FileVolume(tmp_path).writer("BTC/USDT")
    store.commit(CycleRecord(state=store.load_state(), signals=(signal(99),)))
    again = client.get("/signals", headers={"if-none-match": tag})
    assert (again.status_code, len(again.json())) == (200, 10)
    assert again.headers["etag"] != tag


@pytest.fixture
def ask_later(tmp_path, monkeypatch):
    """Ask a service that keeps no answer some time later; its candles are of the present."""
    monkeypatch.setattr("api.kept_answers.MOST_SECONDS", 0.0)
    write_volume(tmp_path, candles=30, data_source="exchange")
    clock = [NOW]
    client = AsgiClient(app_over(tmp_path, allowed_hosts=["testserver"], now=lambda: clock[0]))

    def ask(path, seconds, **options):
        clock[0] += timedelta(seconds=seconds)
        return client.get(path, **options)

    return ask


@pytest.mark.parametrize("path", LIVING)
def test_an_answer_is_304_while_only_its_ages_grow(ask_later, path):
    first = ask_later(path, 0.0)
    again = ask_later(path, 1.234567, headers={"if-none-match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize("path", ["/status", "/positions", "/performance", "/symbols"])
def test_an_answer_that_has_become_stale_is_sent(ask_later, path):
    first = ask_later(path, 0.0)
    again = ask_later(path, 3600.0, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.headers["stale"]) == (200, "?1")


def test_every_age_that_an_answer_holds_is_known_as_one(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"].values()
    names = {name for schema in schemas for name in schema.get("properties", {})}
    assert {name for name in names if "age_seconds" in name} == set(AGES)


def test_a_text_that_tells_of_an_age_is_no_age():
    told = json.dumps({"reason": '"age_seconds":5', "age_seconds": 7.5e-3}, separators=(",", ":"))
    assert b"7.5" not in essence(told.encode())
    assert b"5" in essence(told.encode())
    assert essence(b'[{"age_seconds":null},{"a":1}]') == b'[{},{"a":1}]'


def test_an_error_is_never_304_and_what_is_said_to_the_bot_has_no_tag(client):
    answer = client.get("/nope", headers={"if-none-match": "*"})
    assert (answer.status_code, answer.headers.get("etag")) == (404, None)
    asked = client.post("/ai/question", json={"question": "why?"}, headers={"if-none-match": "*"})
    assert (asked.status_code, asked.headers.get("etag")) == (200, None)


@pytest.mark.parametrize("path", [*READ, "/nope"])
def test_packed_and_plain_are_the_same_answer(client, path):
    packed = client.get(path, headers={"accept-encoding": "gzip"})
    plain = client.get(path, headers={"accept-encoding": "identity"})
    assert packed.content == plain.content
    assert packed.headers.get("etag") == plain.headers.get("etag")
    is_long = len(plain.content) > 1000
    assert (packed.headers.get("content-encoding") == "gzip") == is_long
    assert "content-encoding" not in plain.headers
    assert (plain.headers.get("vary") == "Accept-Encoding") == is_long
    assert int(packed.headers["content-length"]) < 1000 + len(plain.content) / 2


def test_a_file_is_packed_once_and_not_for_each_request(client, monkeypatch):
    client.get("/static/plotly.min.js")
    monkeypatch.setattr("api.transfer.files.packed", lambda body: pytest.fail("packed again"))
    answer = client.get("/static/plotly.min.js")
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("identity, *;q=0", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*, gzip;q=0", False),
        ("deflate", False),
        ("", False),
    ],
)
def test_gzip_goes_to_whoever_takes_it(header, takes):
    assert accepts_gzip(header) is takes


def test_tags_are_compared_weakly():
    assert names_tag('"a", W/"b"', 'W/"b"')
    assert names_tag('W/"b"', '"b"')
    assert not names_tag("", 'W/"b"')
    assert not names_tag('"bb"', 'W/"b"')


async def _events(_scope, _receive, send):
    headers = [(b"content-type", b"text/event-stream; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for number in range(3):
        event = b"data: %d\n\n" % number + b"x" * 2000
        await send({"type": "http.response.body", "body": event, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def test_a_stream_of_events_passes_piece_by_piece_unpacked_and_untagged():
    sent = []

    async def ask():
        async def send(message):
            sent.append(message)

        headers = [(b"accept-encoding", b"gzip"), (b"if-none-match", b"*")]
        scope = {"type": "http", "method": "GET", "path": "/stream", "headers": headers}
        await Transfer(_events)(scope, None, send)

    asyncio.run(ask())
    assert [name for name, _ in sent[0]["headers"]] == [b"content-type"]
    assert [message["body"][:7] for message in sent[1:4]] == [b"data: 0", b"data: 1", b"data: 2"]


def test_what_is_sent_packed_can_be_unpacked(client):
    async def raw():
        transport = httpx.ASGITransport(client._app)
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://testserver") as asking,
            asking.stream("GET", "/signals") as answer,
        ):
            return [part async for part in answer.aiter_raw()]

    body = b"".join(asyncio.run(raw()))
    assert gzip.decompress(body) == client.get("/signals").content
