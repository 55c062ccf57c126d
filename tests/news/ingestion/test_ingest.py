"""Runs over real and hostile feeds on a loopback server."""

import csv
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from bot.domain import Headline, Impact, MacroEvent, NewsEvent
from bot.news.feeds import Feed, FetchLimits
from bot.news.ingestion import Ingested, Retention, ingest
from tests.support.processes.feed_server import (
    FeedServer,
    endless,
    feed,
    item,
    kept,
    page,
    redirect,
    trickle,
    zipped,
)

NOW = datetime(2026, 11, 1, tzinfo=UTC)
REAL = {
    "coindesk_2023-03-13.xml": 50,
    "cnbc_top_news_2026-03.xml": 30,
    "google_news_reuters_markets_2026-03.xml": 100,
    "fed_press_all_2026-09.xml": 3,
    "cointelegraph_2026-08_excerpt.xml": 2,
}
LIMITS = FetchLimits(total_seconds=3, first_wait_seconds=0.01, tries=2)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as own:
        yield own


def plainly(headlines: Sequence[Headline]) -> list[MacroEvent]:
    """Events that say what their headlines do; impact by how many carry them."""
    return [
        MacroEvent(
            title=each.title,
            summary=each.summary or None,
            published_at=each.published_at,
            source=each.source,
            url=each.url,
            impact=Impact.HIGH if each.sources > 1 else Impact.LOW,
        )
        for each in headlines
    ]


def ingested(
    server: FeedServer,
    names: Sequence[str],
    on_file: Sequence[NewsEvent] = (),
    before: Ingested | None = None,
    retention: Retention | None = None,
) -> Ingested:
    feeds = [Feed(name=name, url=f"{server.url}/{name}") for name in names]
    return ingest(
        feeds,
        on_file if before is None else before.events,
        {} if before is None else before.validators,
        plainly,
        retention=retention or Retention(days=7300, events=10_000),
        clock=lambda: NOW,
        limits=LIMITS,
    )


def serve_real(server: FeedServer, real_data: Path) -> dict[str, bytes]:
    bodies = {name: (real_data / "news/real_feeds" / name).read_bytes() for name in REAL}
    server.pages |= {f"/{name}": page(body) for name, body in bodies.items()}
    return bodies


def test_every_item_of_the_real_feeds_comes_in_once_with_its_time(real_data, server):
    bodies = serve_real(server, real_data)
    found = ingested(server, list(REAL))
    assert {each.name: (each.items, each.failure) for each in found.feeds} == {
        name: (count, None) for name, count in REAL.items()
    }
    assert sum(each.new + each.repeated for each in found.feeds) == sum(REAL.values())
    assert found.new == len(found.events) == sum(each.new for each in found.feeds)
    written = Counter(
        parsedate_to_datetime(text.decode()).astimezone(UTC)
        for body in bodies.values()
        for text in re.findall(
            rb"<pubDate>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</pubDate>", items_of(body)
        )
    )
    moments = Counter(each.event.published_at for each in found.events)
    assert sum(written.values()) == sum(REAL.values())
    assert moments <= written
    titles = Counter(each.event.title.casefold() for each in found.events)
    assert max(titles.values()) == 1


def items_of(body: bytes) -> bytes:
    return body[body.index(b"<item") :]


def test_the_words_of_real_items_are_plain_and_end_in_no_publisher(real_data, server):
    serve_real(server, real_data)
    events = [each.event for each in ingested(server, list(REAL)).events]
    words = [text for each in events for text in (each.title, each.summary or "")]
    assert not [text for text in words if re.search(r"<\w|&\w+;|&#|\s\s|\n", text)]
    ends = [each.title for each in events if each.title.endswith(" - Reuters")]
    assert ends == ["Transcript - Reuters"]  # by Reuters, who calls it so
    assert {each.source for each in events} >= {"Reuters", "coindesk_2023-03-13.xml"}
    assert not [each.url for each in events if each.url and "utm_" in each.url]
    assert all(each.url for each in events)


def test_a_second_run_over_real_feeds_finds_nothing_new(real_data, server):
    serve_real(server, real_data)
    first = ingested(server, list(REAL))
    again = ingested(server, list(REAL), before=first)
    assert (again.new, again.grown, again.events) == (0, 0, first.events)
    assert sum(each.known for each in again.feeds) == sum(REAL.values())


def test_copies_of_a_real_days_articles_are_one_event_each(real_data, server):
    with (real_data / "news/real_feeds/newsapi_crypto_2022-12.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    of_feed: dict[str, list[str]] = {}
    for row in rows:
        name = re.sub(r"[^\w.]", "", row["source"].split("'name':")[1])
        inside = (
            f"<title><![CDATA[{row['title']}]]></title><link><![CDATA[{row['url']}]]></link>"
            f"<pubDate>{row['publishedAt']}</pubDate>"
        )
        of_feed.setdefault(name, []).append(inside)
    server.pages |= {f"/{name}": page(feed(items)) for name, items in of_feed.items()}
    found = ingested(server, list(of_feed))
    assert sum(each.items for each in found.feeds) == 100
    assert sum(each.failure is not None for each in found.feeds) == 0
    titles = {row["title"].casefold() for row in rows}
    assert len(found.events) <= len(titles)
    assert len(found.events) >= len(titles) - 10
    assert max(len(each.sources) for each in found.events) >= 2


HOSTILE = {
    "slow": (trickle, "no whole answer within 3 s"),
    "endless": (endless, "more than 5,000,000 bytes"),
    "fifty megabytes": (page(b"<rss>" + b" " * 50_000_000), "more than 5,000,000 bytes"),
    "bomb": (zipped(b"<rss>" + b" " * 200_000_000), "more than 5,000,000 bytes"),
    "loop": (redirect("/loop"), "led on more than 5 times"),
    "error": (page(b"", status=500), "answers 500"),
    "gone": (page(b"", status=404), "answers 404"),
    "page": (page(b"<!doctype html><title>News</title>", "text/html"), "a web page"),
    "sitemap": (page(b"<urlset><url/></urlset>"), "a sitemap"),
    "json": (page(b'{"items": []}', "application/json"), "a JSON document"),
    "noise": (page(bytes(range(256)) * 100), "no XML document"),
    "empty": (page(b""), "an empty document"),
}


def test_a_feed_that_is_down_hostile_or_none_fails_alone_with_its_reason(server):
    server.pages |= {f"/{name.replace(' ', '')}": answer for name, (answer, _) in HOSTILE.items()}
    server.pages["/good"] = page(feed([item("Fed holds", link="https://a.example/1")]))
    began = time.monotonic()
    found = ingested(server, [*(name.replace(" ", "") for name in HOSTILE), "good"])
    assert time.monotonic() - began < 30
    failures = {each.name: each.failure for each in found.feeds}
    for name, (_, reason) in HOSTILE.items():
        assert reason in (failures[name.replace(" ", "")] or ""), name
    assert failures["good"] is None
    assert [each.event.title for each in found.events] == ["Fed holds"]
    assert not found.has_failed
    assert server.sent < 50_000_000


def test_a_wrong_charset_costs_nothing(server):
    body = feed([item("Zürich erhöht – die EZB wartet")])
    server.pages["/a"] = page(body, "text/xml; charset=iso-8859-1")
    server.pages["/b"] = page(
        body.decode().replace("utf-8", "klingon").encode("windows-1252"), "text/xml; charset=utf-8"
    )
    found = ingested(server, ["a", "b"])
    assert [each.event.title for each in found.events] == ["Zürich erhöht – die EZB wartet"]
    assert found.events[0].sources == ("a", "b")


def test_hostile_markup_is_plain_text(server):
    hostile = [
        item("&lt;script&gt;alert(1)&lt;/script&gt;Fed holds", link="javascript:alert(1)"),
        item("&lt;img src=x onerror=alert(1)&gt;Gold rises", link="https://me:canary@a.example/1"),
    ]
    server.pages["/a"] = page(feed(hostile))
    events = [each.event for each in ingested(server, ["a"]).events]
    assert {each.title for each in events} == {"Fed holds", "Gold rises"}
    assert {each.url for each in events} == {None, "https://a.example/1"}


def test_a_feed_that_is_down_takes_none_of_its_events_away(server):
    server.pages["/a"] = page(feed([item("Fed holds", link="https://a.example/1")]))
    first = ingested(server, ["a"])
    server.pages["/a"] = page(b"", status=500)
    second = ingested(server, ["a"], before=first)
    assert second.has_failed
    assert second.events == first.events


def test_what_has_not_changed_is_asked_for_once_and_stays(server):
    server.pages["/a"] = kept(feed([item("Fed holds")]), '"v1"')
    first = ingested(server, ["a"])
    second = ingested(server, ["a"], before=first)
    assert [each.is_unchanged for each in second.feeds] == [True]
    assert second.events == first.events
    assert second.validators == first.validators != {}


def test_a_feed_that_could_not_be_read_is_sent_whole_the_next_time(server):
    server.pages["/a"] = kept(b"<html>maintenance", '"v1"')
    first = ingested(server, ["a"])
    assert first.has_failed
    assert first.validators == {}


def test_a_story_that_more_feeds_carry_later_counts_more_and_keeps_its_moment(server):
    title = "Federal Reserve raises interest rates by 25 basis points to fight inflation"
    date = "Sat, 31 Oct 2026 18:00:00 GMT"
    server.pages["/a"] = page(feed([item(title, date=date)]))
    server.pages["/b"] = page(feed([item(title, date="Sat, 31 Oct 2026 17:00:00 GMT")]))
    first = ingested(server, ["a"])
    second = ingested(server, ["a", "b"], before=first)
    third = ingested(server, ["a", "b"], before=second)
    (event,) = second.events
    assert (second.new, second.grown, third.grown) == (0, 1, 0)
    assert event.sources == ("a", "b")
    assert event.event.published_at == datetime(2026, 10, 31, 18, tzinfo=UTC)
    assert (first.events[0].event.impact, event.event.impact) == (Impact.LOW, Impact.HIGH)
    assert third.events == second.events


def test_an_item_of_the_future_came_now_and_is_told(server):
    server.pages["/a"] = page(feed([item("Fed holds", date="Fri, 01 Jan 2027 00:00:00 GMT")]))
    found = ingested(server, ["a"])
    assert found.feeds[0].ahead == 1
    assert found.events[0].event.published_at == NOW
    assert ingested(server, ["a"], before=found).events == found.events


def test_an_item_without_a_date_came_when_it_was_first_seen(server):
    server.pages["/a"] = page(feed([item("Fed holds")]))
    (event,) = ingested(server, ["a"]).events
    assert event.event.published_at == event.seen_at == NOW


def test_a_feed_with_too_many_items_drives_out_nothing_that_others_told(server):
    flood = feed(item(f"Flood number {n} of {n * n} waves") for n in range(1_300))
    server.pages["/flood"] = page(flood)
    server.pages["/good"] = page(feed([item("Fed holds", date="Sat, 31 Oct 2026 18:00:00 GMT")]))
    found = ingested(server, ["flood", "good"], retention=Retention(days=7300, events=1_100))
    assert [(each.items, each.old) for each in found.feeds] == [(1_300, 300), (1, 0)]
    assert "Fed holds" in {each.event.title for each in found.events}


def test_what_is_older_than_what_is_kept_is_counted_and_does_not_come_and_go(server):
    items = [item(f"Story number {n} of its own", date=f"Sat, 31 Oct 2026 {n:02}:00:00 GMT")
             for n in range(6)]  # fmt: skip
    server.pages["/a"] = page(feed(items))
    few = Retention(days=7300, events=4)
    first = ingested(server, ["a"], retention=few)
    assert (first.new, first.dropped, len(first.events)) == (6, 2, 4)
    second = ingested(server, ["a"], before=first, retention=few)
    assert (second.new, second.dropped, second.feeds[0].old) == (0, 0, 2)
    assert second.events == first.events
    young = ingested(server, ["a"], retention=Retention(days=0.9, events=10))
    assert (young.feeds[0].old, young.new) == (3, 3)
