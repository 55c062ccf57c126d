"""Feeds read in a process of their own."""

import os
import re
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.news.ingestion import feed_reader
from bot.news.ingestion.feed_reader import FeedReaders
from bot.news.parsing import FeedDocument, FeedItems
from tests.support.processes.feed_server import RSS, feed, item

MOST_SECONDS_A_FILE = 10.0
MOST_MEMORY_KIB = 300_000


@pytest.fixture
def readers() -> Iterator[FeedReaders]:
    with FeedReaders() as own:
        yield own


@pytest.fixture
def alone() -> Iterator[FeedReaders]:
    with FeedReaders(count=1) as own:
        yield own


def document(body: bytes, content_type: str = RSS) -> FeedDocument:
    return FeedDocument(body=body, content_type=content_type, url="http://127.0.0.1/feed")


def titled(*titles: str) -> FeedDocument:
    return document(feed(item(title) for title in titles))


def titles_of(found: list[FeedItems]) -> list[list[str]]:
    return [[each.title for each in items.items] for items in found]


def child_of(readers: FeedReaders, number: int = 0) -> "subprocess.Popen[bytes]":
    return readers._readers[number]._process


def test_a_process_that_reads_what_strangers_wrote_holds_no_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BINANCE_API_SECRET", "canary")
    with FeedReaders(count=1) as own:
        assert titles_of(own.read([titled("Gold rises")])) == [["Gold rises"]]
        environment = Path(f"/proc/{child_of(own).pid}/environ").read_bytes()
    assert b"canary" not in environment


def test_feeds_are_read_side_by_side_and_come_in_their_order(readers: FeedReaders) -> None:
    found = readers.read([titled(str(n), "x") for n in range(9)])
    assert titles_of(found) == [[str(n), "x"] for n in range(9)]
    assert readers.read([]) == []


def test_what_is_no_feed_says_what_it_is_and_costs_no_other(readers: FeedReaders) -> None:
    first, second, third = readers.read([titled("One"), document(b"<html>"), titled("Three")])
    assert "a web page" in (second.refusal or "")
    assert titles_of([first, third]) == [["One"], ["Three"]]


def test_a_feed_that_takes_too_long_is_given_up_and_the_others_are_read(
    alone: FeedReaders,
) -> None:
    alone.read([titled("warm")])
    before = child_of(alone).pid
    alone._readers[0]._most_seconds = 0.01
    (late,) = alone.read([document(feed(item(f"title {n}") for n in range(3_000)))])
    assert "was not read within 0.01 s" in (late.refusal or "")
    alone._readers[0]._most_seconds = 60.0
    assert titles_of(alone.read([titled("One")])) == [["One"]]
    assert child_of(alone).pid != before


def test_a_parser_that_breaks_off_costs_that_feed_alone(alone: FeedReaders) -> None:
    alone.read([titled("warm")])
    child_of(alone).kill()
    child_of(alone).wait()
    lost, good = alone.read([titled("One"), titled("Two")])
    assert "broke off" in (lost.refusal or "")
    assert titles_of([good]) == [["Two"]]


def test_nothing_is_left_running_afterwards() -> None:
    with FeedReaders() as readers:
        readers.read([titled("One"), titled("Two")])
        children = [child_of(readers, number).pid for number in range(2)]
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


SUITES = {"feedparser_suite.zip": 610, "feed_rs_fixtures.zip": 36}


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.timeout(600)
def test_every_file_of_the_suites_is_read_or_refused_in_bounded_time_and_memory(
    real_data: Path, suite: str, alone: FeedReaders, capfd: pytest.CaptureFixture[str]
) -> None:
    alone.read([titled("warm")])
    child = child_of(alone).pid
    read, refused = 0, {}
    for name, body in documents_in(real_data / "news" / suite):
        began = time.monotonic()
        (found,) = alone.read([document(body, stated_type(body))])
        if found.refusal is None:
            read += 1
        else:
            refused[name] = found.refusal
        assert time.monotonic() - began < MOST_SECONDS_A_FILE, name
    assert read + len(refused) >= SUITES[suite]
    assert read > 10 * len(refused), refused
    assert {why for why in refused.values() if "is" not in why} == set()
    assert child_of(alone).pid == child, "the parser broke off on a file"
    assert peak_memory_kib(child) < MOST_MEMORY_KIB
    assert capfd.readouterr() == ("", "")


def documents_in(archive: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(archive) as files:
        for name in files.namelist():
            if name.endswith((".xml", ".rss", ".atom", ".json", ".rdf")):
                yield name, files.read(name)


def stated_type(body: bytes) -> str:
    """The Content-Type that the comment at the top of a file asks for."""
    stated = re.search(rb"Header:\s*Content-type:\s*([^\r\n]+)", body[:2_000], re.IGNORECASE)
    return RSS if stated is None else stated[1].decode("latin-1").strip()


def peak_memory_kib(process: int | None) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    peak = re.search(r"VmHWM:\s*(\d+) kB", status)
    assert peak is not None
    return int(peak[1])


def test_the_process_cannot_take_more_memory_than_it_may(alone: FeedReaders) -> None:
    alone.read([titled("warm")])
    assert address_space_of(child_of(alone).pid) == str(feed_reader.MOST_MEMORY_BYTES)
    assert address_space_of(os.getpid()) != str(feed_reader.MOST_MEMORY_BYTES)


def address_space_of(process: int) -> str:
    limits = Path(f"/proc/{process}/limits").read_text()
    held = re.search(r"Max address space\s+(\S+)", limits)
    assert held is not None
    return held[1]
