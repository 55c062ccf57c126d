"""Feeds asked for over HTTP, from servers of every kind."""

import gzip
import time
import zlib
from collections.abc import Iterator

import httpx
import pytest

from bot.domain import FeedValidators
from bot.news.feeds import Feed, FeedAnswer, FetchLimits, fetch_feeds
from bot.news.feeds.refusals import AskAgain, refusal_of
from tests.support.processes.feed_server import (
    FeedServer,
    endless,
    feed,
    in_turn,
    item,
    kept,
    page,
    redirect,
    trickle,
    zipped,
)

BODY = feed([item("One")])
LIMITS = FetchLimits(
    connect_seconds=2, read_seconds=2, total_seconds=4, first_wait_seconds=0.01, most_bytes=100_000
)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as own:
        yield own


def fetched(
    server: FeedServer,
    path: str = "/feed",
    validators: FeedValidators | None = None,
    limits: FetchLimits = LIMITS,
) -> FeedAnswer:
    asked = Feed(name="A", url=server.url + path)
    before = {} if validators is None else {asked.fingerprint: validators}
    (answer,) = fetch_feeds([asked], before, limits)
    return answer


def test_a_feed_comes_with_its_type_its_address_and_its_validators(server):
    server.pages["/feed"] = page(
        BODY, "text/xml", ETag='"v1"', Last_Modified="Sun, 08 Mar 2026 22:16:00 GMT"
    )
    answer = fetched(server)
    assert (answer.body, answer.content_type, answer.failure) == (BODY, "text/xml", None)
    assert answer.url == f"{server.url}/feed"
    assert answer.validators == FeedValidators(
        etag='"v1"', last_modified="Sun, 08 Mar 2026 22:16:00 GMT"
    )


def test_what_has_not_changed_is_not_sent_again(server):
    server.pages["/feed"] = kept(BODY, '"v1"')
    first = fetched(server)
    again = fetched(server, validators=first.validators)
    assert (again.body, again.failure, again.validators) == (None, None, first.validators)


def test_an_unasked_304_is_a_failure(server):
    server.pages["/feed"] = page(b"", status=304)
    assert "304" in (fetched(server).failure or "")


@pytest.mark.parametrize(
    "answer",
    [
        zipped(BODY),
        page(gzip.compress(BODY) + b"\0" * 20, Content_Encoding="gzip"),
        page(gzip.compress(BODY[:50]) + gzip.compress(BODY[50:]), Content_Encoding="gzip"),
        page(zlib.compress(BODY), Content_Encoding="deflate"),
        page(zlib.compress(BODY)[2:-4], Content_Encoding="deflate"),
        page(BODY, Content_Encoding="identity"),
    ],
)
def test_a_compressed_answer_is_unpacked(server, answer):
    server.pages["/feed"] = answer
    assert fetched(server).body == BODY


def test_a_redirect_is_followed_to_where_links_count_from(server):
    server.pages |= {"/feed": redirect("/a"), "/a": redirect("/b/feed"), "/b/feed": page(BODY)}
    answer = fetched(server)
    assert (answer.body, answer.url) == (BODY, f"{server.url}/b/feed")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (page(b"", status=404), "answers 404 Not Found"),
        (page(b"", status=410), "answers 410 Gone"),
        (page(b"", status=500), "answers 500 Internal Server Error"),
        (page(b"", status=299), "answers 299"),
        (redirect("/feed"), "led on more than 5 times"),
        (redirect("file:///etc/passwd"), "neither http nor https"),
        (redirect("http://[oops"), "cannot be"),
        (page(b"x" * 200_000), "more than 100,000 bytes"),
        (zipped(b" " * 50_000_000), "more than 100,000 bytes"),
        (page(gzip.compress(BODY)[:-30], Content_Encoding="gzip"), "breaks off"),
        (page(b"no gzip", Content_Encoding="gzip"), "cannot be decompressed"),
        (page(b"", Content_Encoding="br"), "encoded as 'br'"),
        (page(b"", Content_Encoding="gzip, gzip"), "encoded as 'gzip, gzip'"),
        (page(b"", status=503, Retry_After="3600"), "asks for 3600 s of silence"),
    ],
)  # fmt: skip
def test_a_feed_that_fails_says_why(server, answer, reason):
    server.pages["/feed"] = answer
    failure = fetched(server).failure
    assert failure is not None
    assert reason in failure


def test_no_more_is_read_of_a_feed_without_end_than_may_be(server):
    server.pages["/feed"] = endless
    assert "more than 100,000 bytes" in (fetched(server).failure or "")
    assert server.sent < 20_000_000


@pytest.mark.parametrize("slow", ["head", "body"])
def test_a_server_that_trickles_holds_nobody(server, slow):
    def trickling_body(own: FeedServer, request) -> None:
        request.send_response(200)
        request.end_headers()
        while not own.stopping.wait(0.05):
            request.wfile.write(b"<")

    server.pages["/feed"] = trickle if slow == "head" else trickling_body
    server.pages["/other"] = page(BODY)
    slow_one, other = (Feed(name=path, url=server.url + path) for path in ("/feed", "/other"))
    began = time.monotonic()
    limits = FetchLimits(total_seconds=1.0, tries=1)
    first, second = fetch_feeds([slow_one, other], {}, limits)
    assert first.failure == "no whole answer within 1 s"
    assert second.body == BODY
    assert time.monotonic() - began < 4


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_that_is_busy_is_asked_again(server, status):
    server.pages["/feed"] = in_turn(page(b"", status=status), page(b"", status=status), page(BODY))
    assert fetched(server).body == BODY
    assert len(server.asked) == 3


def test_the_wait_that_a_server_asks_for_is_kept(server):
    server.pages["/feed"] = in_turn(page(b"", status=429, Retry_After="1"), page(BODY))
    began = time.monotonic()
    assert fetched(server).body == BODY
    assert 1.0 <= time.monotonic() - began < 3.0


def test_who_refuses_for_good_is_asked_once(server):
    server.pages["/feed"] = page(b"", status=403)
    assert "403" in (fetched(server).failure or "")
    assert len(server.asked) == 1


def test_a_server_that_is_not_there_fails_alone(server):
    server.pages["/feed"] = page(BODY)
    nobody = Feed(name="B", url="http://127.0.0.1:1/feed?key=canary")
    first, second = fetch_feeds([nobody, Feed(name="A", url=f"{server.url}/feed")], {}, LIMITS)
    assert "cannot be reached" in (first.failure or "")
    assert "canary" not in (first.failure or "")
    assert second.body == BODY


def test_as_many_are_asked_at_once_as_may_be_and_all_in_the_end(server):
    feeds = [Feed(name=str(n), url=f"{server.url}/{n}") for n in range(40)]
    server.pages |= {f"/{n}": page(feed([item(str(n))])) for n in range(40)}
    answers = fetch_feeds(feeds, {}, FetchLimits(at_once=3))
    assert [each.feed for each in answers] == feeds
    assert all(each.body is not None for each in answers)


def errors_of_httpx() -> list[type[Exception]]:
    def below(kind: type[Exception]) -> list[type[Exception]]:
        return [kind, *(each for inner in kind.__subclasses__() for each in below(inner))]

    return [*below(httpx.HTTPError), httpx.InvalidURL]


@pytest.mark.parametrize("kind", errors_of_httpx(), ids=lambda kind: kind.__name__)
def test_every_error_of_httpx_has_words_and_none_shows_an_address(kind):
    error = kind.__new__(kind)
    Exception.__init__(error, "http://me:canary@a.example")
    words = str(refusal_of(error))
    assert words
    if kind is not httpx.ConnectError:
        assert "canary" not in words


def test_only_what_may_be_over_soon_is_asked_again():
    assert isinstance(refusal_of(httpx.ReadTimeout("")), AskAgain)
    assert isinstance(refusal_of(httpx.ConnectError("")), AskAgain)
    assert not isinstance(refusal_of(httpx.UnsupportedProtocol("")), AskAgain)
    assert not isinstance(refusal_of(httpx.InvalidURL("")), AskAgain)
