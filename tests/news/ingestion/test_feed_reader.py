"""Feeds read in a process of their own."""

import os
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.errors import FeedUnavailable
from bot.news.ingestion import feed_reader
from bot.news.ingestion.feed_reader import FeedReader
from bot.news.parsing import FeedDocument, FeedItems
from tests.support.processes.feed_server import RSS, feed, item

MOST_SECONDS_A_FILE = 10.0
MOST_MEMORY_KIB = 300_000


@pytest.fixture
def reader() -> Iterator[FeedReader]:
    with FeedReader() as own:
        yield own


def document(body: bytes, content_type: str = RSS) -> FeedDocument:
    return FeedDocument(body=body, content_type=content_type, url="http://127.0.0.1/feed")


def test_feeds_are_read_one_after_another(reader: FeedReader) -> None:
    for title in ("One", "Two"):
        assert [each.title for each in reader.read(document(feed([item(title)]))).items] == [title]
    with pytest.raises(FeedUnavailable, match="a web page"):
        reader.read(document(b"<html>"))
    assert len(reader.read(document(feed([item("Three")]))).items) == 1


def test_a_feed_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with FeedReader() as reader:
        reader.read(document(feed([])))
        reader._most_seconds = 0.01
        with pytest.raises(FeedUnavailable, match="was not read within"):
            reader.read(document(feed(item(f"title {n}") for n in range(3_000))))
        reader._most_seconds = 30.0
        assert len(reader.read(document(feed([item("One")]))).items) == 1


def test_a_parser_that_breaks_off_costs_that_feed_alone(reader: FeedReader) -> None:
    reader.read(document(feed([])))
    assert reader._process is not None
    reader._process.kill()
    reader._process.wait()
    with pytest.raises(FeedUnavailable, match="broke off"):
        reader.read(document(feed([item("One")])))
    assert len(reader.read(document(feed([item("Two")]))).items) == 1


def test_nothing_is_left_running_afterwards() -> None:
    with FeedReader() as reader:
        reader.read(document(feed([])))
        assert reader._process is not None
        child = reader._process.pid
    assert child is not None
    assert not Path(f"/proc/{child}").exists()


SUITES = {"feedparser_suite.zip": 610, "feed_rs_fixtures.zip": 36}


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.timeout(600)
def test_every_file_of_the_suites_is_read_or_refused_in_bounded_time_and_memory(
    real_data: Path, suite: str, reader: FeedReader, capfd: pytest.CaptureFixture[str]
) -> None:
    reader.read(document(feed([])))
    assert reader._process is not None
    child = reader._process.pid
    read, refused = 0, {}
    for name, body in documents_in(real_data / "news" / suite):
        began = time.monotonic()
        try:
            assert isinstance(reader.read(document(body, stated_type(body))), FeedItems)
            read += 1
        except FeedUnavailable as refusal:
            refused[name] = str(refusal)
        assert time.monotonic() - began < MOST_SECONDS_A_FILE, name
    assert read + len(refused) >= SUITES[suite]
    assert read > 10 * len(refused), refused
    assert {why for why in refused.values() if "is" not in why} == set()
    assert reader._process.pid == child, "the parser broke off on a file"
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


def test_the_process_cannot_take_more_memory_than_it_may(reader: FeedReader) -> None:
    reader.read(document(feed([])))
    assert reader._process is not None
    limits = Path(f"/proc/{reader._process.pid}/limits").read_text()
    held = re.search(r"Max address space\s+(\d+)", limits)
    assert held is not None
    assert int(held[1]) == feed_reader.MOST_MEMORY_BYTES


def test_this_process_keeps_its_own_limits(reader: FeedReader) -> None:
    reader.read(document(feed([])))
    limits = Path(f"/proc/{os.getpid()}/limits").read_text()
    assert re.search(rf"Max address space\s+{feed_reader.MOST_MEMORY_BYTES}\b", limits) is None
