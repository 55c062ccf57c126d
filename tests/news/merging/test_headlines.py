"""Items of a feed as headlines."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.news.feeds import Feed
from bot.news.merging import headlines_of
from bot.news.parsing import FeedItem

NOW = datetime(2026, 3, 8, 12, tzinfo=UTC)
FEED = Feed(name="Wire", url="https://w.example/rss", category="crypto", weight=1.5, language="de")


def made(**changes):
    values = {
        "title": "Gold rises",
        "summary": "",
        "url": None,
        "published_at": NOW,
        "publisher": None,
    }
    found = headlines_of(FEED, [FeedItem(**{**values, **changes})], NOW)
    (headline,) = found.headlines
    return headline, found.ahead


def test_a_headline_carries_what_its_feed_says():
    headline, _ = made(url="https://w.example/x?utm_source=a")
    assert (headline.source, headline.category, headline.weight) == ("Wire", "crypto", 1.5)
    assert (headline.language, headline.sources) == ("de", 1)
    assert headline.url == "https://w.example/x"


@pytest.mark.parametrize(
    ("title", "publisher", "url", "expected"),
    [
        ("Gold rises - Reuters", "Reuters", None, ("Gold rises", "Reuters")),
        ("Gold rises - again", "Reuters", None, ("Gold rises - again", "Reuters")),
        (
            "Gold - rises - AP",
            None,
            "https://news.google.com/rss/articles/1",
            ("Gold - rises", "AP"),
        ),
        ("Gold - rises", None, "https://w.example/1", ("Gold - rises", "Wire")),
        (" - Reuters", "Reuters", None, (" - Reuters", "Reuters")),
    ],
)
def test_an_aggregators_publisher_is_the_source_and_no_part_of_the_title(
    title, publisher, url, expected
):
    headline, _ = made(title=title, publisher=publisher, url=url)
    assert (headline.title, headline.source) == expected


def test_a_date_in_the_future_counts_as_none_and_is_told():
    assert made(published_at=NOW + timedelta(hours=1))[0].published_at is None
    assert made(published_at=NOW + timedelta(hours=1))[1] == 1


def test_a_clock_that_is_a_little_ahead_is_believed():
    moment = NOW + timedelta(minutes=5)
    assert made(published_at=moment) == (made(published_at=moment)[0], 0)
    assert made(published_at=moment)[0].published_at == moment


def test_a_date_that_stands_for_none_is_none():
    assert made(published_at=datetime(1970, 1, 1, tzinfo=UTC))[0].published_at is None
    assert made(published_at=datetime(1, 1, 1, tzinfo=UTC))[0].published_at is None


def test_a_summary_that_says_the_title_again_is_none():
    assert made(summary="Gold rises Reuters")[0].summary == ""
    assert made(summary="Gold rises to a record as yields fall and the dollar weakens")[0].summary
