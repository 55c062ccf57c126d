"""An answer is made once and sent again, but never beyond the cycle that it was made of."""

from dataclasses import replace

import pytest

from bot.domain import CycleRecord, Secret
from bot.state import FileVolume
from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient
from tests.support.small_volume import NOON, write_volume

KEPT = ["/status", "/signals", "/trades", "/equity", "/candles"]
TOKEN = "a-token-of-some-length"


@pytest.fixture
def folder(tmp_path):
    write_volume(tmp_path, candles=9)
    return tmp_path


class Service:
    """A client, and how many answers the service has made."""

    def __init__(self, folder, **options):
        self.made = 0
        self.client = AsgiClient(
            app_over(folder, allowed_hosts=["testserver"], now=self._now, **options)
        )

    def _now(self):
        self.made += 1
        return NOON


@pytest.fixture
def long_seconds(monkeypatch):
    """However slow the machine, no second passes."""
    monkeypatch.setattr("api.kept_answers.MOST_SECONDS", 3600.0)


def cycle(folder, **changes):
    store = FileVolume(folder).writer("BTC/USDT")
    store.commit(CycleRecord(state=replace(store.load_state(), **changes)))


@pytest.mark.parametrize("path", KEPT)
def test_an_answer_is_made_once_and_is_the_same_again(folder, long_seconds, path):
    service = Service(folder)
    first, again = service.client.get(path), service.client.get(path)
    assert service.made == 1
    assert again.content == first.content
    assert again.headers == first.headers


def test_a_new_cycle_is_answered_at_once(folder, long_seconds):
    service = Service(folder)
    assert service.client.get("/status").json()["balance"] != 7.0
    cycle(folder, balance=7.0)
    assert service.client.get("/status").json()["balance"] == 7.0


def test_what_tells_the_time_is_not_older_than_a_second(folder, monkeypatch):
    monkeypatch.setattr("api.kept_answers.MOST_SECONDS", 0.0)
    service = Service(folder)
    for _ in range(3):
        service.client.get("/status")
    assert service.made == 3


def test_each_query_and_each_coding_has_its_own_answer(folder, long_seconds):
    client = Service(folder).client
    assert len(client.get("/signals?limit=2").json()) == 2
    assert len(client.get("/signals?limit=3").json()) == 3
    plain = client.get("/signals", headers={"accept-encoding": "identity"})
    packed = client.get("/signals", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content


def test_who_has_a_kept_answer_gets_304_and_whoever_asks_next_all_of_it(folder, long_seconds):
    client = Service(folder).client
    whole = client.get("/equity")
    for _ in range(2):
        having = client.get("/equity", headers={"if-none-match": whole.headers["etag"]})
        assert (having.status_code, having.content) == (304, b"")
        assert having.headers["as-of"] == whole.headers["as-of"]
    assert client.get("/equity").content == whole.content
    assert client.request("HEAD", "/equity").headers == whole.headers


def test_nobody_gets_a_kept_answer_without_the_token(folder, long_seconds):
    client = Service(folder, token=Secret(TOKEN)).client
    assert client.get("/status", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/status").status_code == 401


def test_an_error_is_not_kept(folder, long_seconds):
    client = Service(folder).client
    assert client.get("/status?symbol=ETH/USDT").status_code == 404
    write_volume(folder, symbol="ETH/USDT", candles=3)
    assert client.get("/status?symbol=ETH/USDT").status_code == 200


def test_what_was_asked_for_longest_ago_makes_room(folder, long_seconds, monkeypatch):
    service = Service(folder)
    size = len(service.client.get("/signals?limit=2").content)
    monkeypatch.setattr("api.kept_answers.MOST_BYTES", 3 * size)
    for limit in (3, 2, 4, 2):
        service.client.get(f"/signals?limit={limit}", headers={"accept-encoding": "identity"})
    service.made = 0
    service.client.get("/signals?limit=9", headers={"accept-encoding": "identity"})
    service.client.get("/signals?limit=9", headers={"accept-encoding": "identity"})
    assert service.made == 2
