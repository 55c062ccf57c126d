"""Stories of many feeds, each told once."""

from datetime import UTC, datetime, timedelta

from bot.domain import Headline, MacroEvent, NewsEvent
from bot.news.merging import FeedCounts, merge

NOW = datetime(2026, 3, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
RATES = "Federal Reserve raises interest rates by 25 basis points to fight inflation"
REWORDED = "Federal Reserve raises interest rates by 25 basis points to tame inflation pressure"


def told(title: str, source: str = "A", ago: timedelta | None = HOUR, **more) -> Headline:
    moment = None if ago is None else NOW - ago
    return Headline(title=title, source=source, published_at=moment, **more)


def on_file(
    title: str, feed: str = "A", ago: timedelta = HOUR, url: str | None = None
) -> NewsEvent:
    moment = NOW - ago
    event = MacroEvent(title=title, published_at=moment, source=feed, url=url)
    return NewsEvent(event=event, feed=feed, sources=(feed,), seen_at=moment)


def counted(**counts: int) -> FeedCounts:
    return FeedCounts(**counts)


def test_what_nobody_told_before_is_new():
    merged = merge(
        [], {"A": [told("Gold rises to a record"), told("Oil falls below 60 dollars")]}, NOW
    )
    assert [story.headline.title for story in merged.stories] == [
        "Gold rises to a record",
        "Oil falls below 60 dollars",
    ]
    assert merged.counts == {"A": counted(new=2)}


def test_one_link_is_one_story_and_both_who_carry_it_are_counted():
    url = "https://a.example/x"
    merged = merge(
        [],
        {
            "A": [told("Bank fails", url=url)],
            "B": [told("A lender collapses", "B", url=url, ago=2 * HOUR)],
        },
        NOW,
    )
    (story,) = merged.stories
    assert (story.headline.title, story.headline.sources) == ("A lender collapses", 2)
    assert story.headline.published_at == NOW - 2 * HOUR
    assert story.sources == ("B", "A")
    assert merged.counts == {"A": counted(repeated=1), "B": counted(new=1)}


def test_near_same_titles_of_two_feeds_are_one_story():
    merged = merge([], {"A": [told(RATES)], "B": [told(REWORDED, "B")]}, NOW)
    assert [story.sources for story in merged.stories] == [("A", "B")]


def test_near_same_titles_far_apart_are_two_stories():
    merged = merge([], {"A": [told(RATES)], "B": [told(REWORDED, "B", ago=80 * HOUR)]}, NOW)
    assert len(merged.stories) == 2


def test_what_one_feed_tells_in_similar_words_is_two_stories():
    merged = merge(
        [],
        {"A": [told(RATES, url="https://a.example/1"), told(REWORDED, url="https://a.example/2")]},
        NOW,
    )
    assert len(merged.stories) == 2


def test_an_item_that_a_feed_posts_again_is_no_new_one_and_another_days_column_is():
    column = "Here is what happened in crypto today"
    first = told(column, url="https://a.example/1")
    again = told(column, url="https://a.example/2", ago=5 * HOUR)
    next_day = told(column, url="https://a.example/3", ago=25 * HOUR)
    assert len(merge([], {"A": [first, again]}, NOW).stories) == 1
    assert len(merge([], {"A": [first, next_day]}, NOW).stories) == 2


def test_one_source_by_two_ways_counts_once():
    merged = merge([], {"A": [told(RATES, "Reuters")], "Google": [told(RATES, "reuters")]}, NOW)
    (story,) = merged.stories
    assert (story.sources, story.headline.sources) == (("Reuters",), 1)


def test_the_heaviest_feed_and_the_first_summary_speak_for_a_story():
    heavy = told(RATES, "B", weight=2.0, summary="A summary.", ago=timedelta(minutes=5))
    (story,) = merge([], {"A": [told(RATES)], "B": [heavy]}, NOW).stories
    assert (story.headline.source, story.headline.weight, story.headline.summary) == (
        "A",
        2.0,
        "A summary.",
    )


def test_what_is_on_file_is_known_and_nothing_is_to_be_done():
    kept = [on_file(RATES, url="https://a.example/x")]
    merged = merge(kept, {"A": [told("Fed hikes (updated)", url="https://a.example/x")]}, NOW)
    assert merged.stories == ()
    assert merged.counts == {"A": counted(known=1)}


def test_a_story_on_file_that_another_source_carries_grows_and_keeps_its_moment():
    merged = merge(
        [on_file("Other"), on_file(RATES)], {"B": [told(REWORDED, "B", ago=3 * HOUR)]}, NOW
    )
    (story,) = merged.stories
    assert (story.known, story.sources, story.feed) == (1, ("A", "B"), "A")
    assert story.headline.title == RATES
    assert (story.headline.published_at, story.headline.sources) == (NOW - HOUR, 2)
    assert merged.counts == {"B": counted(known=1)}


def test_next_months_figures_have_the_same_link_and_are_new():
    url = "https://bls.example/cpi"
    kept = [on_file("Consumer prices rose in January", ago=700 * HOUR, url=url)]
    merged = merge(kept, {"A": [told("Consumer prices rose in February", url=url)]}, NOW)
    assert len(merged.stories) == 1


def test_an_item_without_a_date_came_now_and_is_known_ever_after():
    url = "https://a.example/x"
    (story,) = merge([], {"A": [told("Gold rises", ago=None, url=url)]}, NOW).stories
    assert story.headline.published_at == NOW
    for where in (url, None):
        kept = [on_file("Gold rises", ago=500 * HOUR, url=where)]
        again = told("Gold rises", ago=None, url=where)
        assert merge(kept, {"A": [again]}, NOW).stories == ()


def test_a_link_that_a_feed_gives_to_all_its_items_says_nothing():
    url = "https://a.example/news"
    items = [told("Gold rises to a record", url=url), told("Oil falls below 60 dollars", url=url)]
    merged = merge([], {"A": items}, NOW)
    assert len(merged.stories) == 2
    kept = [on_file(each.title, url=url) for each in items]
    assert merge(kept, {"A": items}, NOW).counts == {"A": counted(known=2)}


def test_events_on_file_are_never_merged_with_each_other():
    kept = [on_file(RATES), on_file(RATES, "B"), on_file(RATES)]
    merged = merge(kept, {"C": [told(RATES, "C")]}, NOW)
    assert [story.known for story in merged.stories] == [0]


def test_a_second_run_over_the_same_items_finds_nothing_new():
    feeds = {
        name: [
            told(
                f"Number {n} of {words} is a story",
                name,
                ago=n * HOUR,
                url=f"https://{name}.example/{n}",
            )
            for n, words in enumerate(("gold bars", "oil wells", "bond sales", "bank runs"))
        ]
        for name in ("a", "b", "c")
    }
    first = merge([], feeds, NOW)
    kept = [
        NewsEvent(
            event=MacroEvent(
                title=story.headline.title,
                published_at=story.headline.published_at,
                url=story.headline.url,
                source=story.headline.source,
            ),
            feed=story.feed,
            sources=story.sources,
            seen_at=NOW,
        )
        for story in first.stories
    ]
    again = merge(kept, feeds, NOW + 10 * HOUR)
    assert again.stories == ()
    assert sum(count.new for count in again.counts.values()) == 0


def test_no_feed_has_nothing_to_tell():
    assert merge([on_file(RATES)], {}, NOW).stories == ()
    assert merge([], {"A": []}, NOW).counts == {"A": counted()}
