"""How long it takes to ingest feeds, against the parser of feeds alone on the same bytes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import feedparser

from benchmarks.line import Line
from benchmarks.rounds import best_seconds
from bot.news.feeds import Feed, FetchLimits
from bot.news.ingestion import Retention, ingest
from bot.news.sentiment import LexiconScorer
from bot.state import NewsFile
from bot.wiring.news import classifier

FEEDS = 20
ITEMS_A_FEED = 50
ROUNDS = 5
_SERVER = """
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
ThreadingHTTPServer.request_queue_size = 64  # a connection that finds no place comes again in 1 s
server = ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
print(server.server_address[1])
server.serve_forever()
"""
SYMBOLS = ("BTC/USDT", "NVDA", "GC=F")
NOW = datetime(2026, 3, 8, 12, tzinfo=UTC)
_WORDS = 3_000
_COMMON_WORD = 12.0
"""How much oftener the first word is met than the last: words of headlines are not all alike."""


def ingestion_lines(folder: Path) -> list[Line]:
    """1,000 items of 20 feeds fetched over loopback, read, merged, classified and written."""
    random = Random(20)
    bodies = {f"feed{number}.xml": _feed(number, random) for number in range(FEEDS)}
    for name, body in bodies.items():
        (folder / name).write_bytes(body)
    with _served(folder) as address:
        feeds = [Feed(name=name, url=f"{address}/{name}") for name in bodies]
        seconds = best_seconds(
            {
                "ingested": lambda: _ingested(feeds, folder / "macro_events.news.json"),
                "parsed": lambda: [feedparser.parse(body) for body in bodies.values()],
            },
            ROUNDS,
        )
    items = FEEDS * ITEMS_A_FEED
    return [
        Line(what="feedparser alone", value=items / seconds["parsed"], unit="items/s"),
        Line(
            what="ingesting 1,000 items of 20 feeds / feedparser alone",
            value=seconds["ingested"] / seconds["parsed"],
            unit="x",
            bar=1.5,
            at_most=True,
        ),
    ]


def _ingested(feeds: list[Feed], out: Path) -> None:
    found = ingest(
        feeds,
        (),
        {},
        classifier(LexiconScorer(), SYMBOLS, {}),
        retention=Retention(days=7300, events=10_000),
        clock=lambda: NOW,
        limits=FetchLimits(),
    )
    if sum(feed.items for feed in found.feeds) != FEEDS * ITEMS_A_FEED:
        raise ValueError(f"need every item, had {found.feeds}")
    NewsFile(out).write(found.events)


def _feed(number: int, random: Random) -> bytes:
    """A feed as publishers write them: a paragraph of HTML, tags and an author for each item."""
    items = "".join(_item(number, place, random) for place in range(ITEMS_A_FEED))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/'
        f'elements/1.1/"><channel><title>Feed {number}</title><link>https://f{number}.example/'
        f"</link>{items}</channel></rss>"
    ).encode()


def _item(number: int, place: int, random: Random) -> str:
    n = number * ITEMS_A_FEED + place
    title, summary = _sentence(random, 10), _sentence(random, 25)
    moment = NOW - timedelta(minutes=n)
    return (
        f"<item><title>{title}</title><link>https://f{number}.example/{n}?utm_source=rss</link>"
        f"<guid isPermaLink='false'>{n}</guid><pubDate>{moment:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<dc:creator>Author {n % 9}</dc:creator><category>Markets</category>"
        f"<description><![CDATA[<p>{summary}, <b>people</b> say, and <a href='https://f.example/"
        f"{n}'>more</a> is to come &amp; to be read.</p>]]></description></item>"
    )


def _sentence(random: Random, words: int) -> str:
    """Made-up words, some of them far more common than others."""
    numbers = (int(_WORDS * random.random() ** _COMMON_WORD) for _ in range(words))
    return " ".join(_word(number) for number in numbers)


def _word(number: int) -> str:
    syllables = ("ba", "ko", "rin", "tas", "mel", "du", "fi", "gor", "nu", "pel", "sha", "vi")
    digits = [number // 12**power % 12 for power in range(4)]
    return "".join(syllables[digit] for digit in digits[: 2 + number % 3])


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The folder's files over HTTP, by a process of its own."""
    command = [sys.executable, "-u", "-c", _SERVER]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            said = "" if server.stdout is None else server.stdout.readline()
            yield f"http://127.0.0.1:{int(said)}"
        finally:
            server.terminate()
