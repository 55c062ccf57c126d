"""One run over all feeds: fetched, read, merged with what is on file, classified."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import IMPACT_WEIGHT, FeedValidators, Headline, MacroEvent, NewsEvent
from bot.news.feeds import Feed, FeedAnswer, FetchLimits, fetch_feeds
from bot.news.ingestion.feed_reader import FeedReaders
from bot.news.ingestion.retention import Retention
from bot.news.merging import FeedCounts, Story, headlines_of, merge
from bot.news.parsing import FeedDocument, FeedItems

Classify = Callable[[Sequence[Headline]], Sequence[MacroEvent]]
"""An event for each headline, in their order."""
MOST_ITEMS = 1_000
"""Of one feed in one run; feeds have 10 to 200."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedResult:
    """What came of one feed; `failure` says why nothing did.

    Of its `items`, `new` became events, `repeated` were told by another item of this run, `known`
    were on file and `old` are older than what is kept, or beyond the newest MOST_ITEMS; `ahead`
    were dated in the future.
    """

    name: str
    items: int = 0
    new: int = 0
    repeated: int = 0
    known: int = 0
    old: int = 0
    ahead: int = 0
    without_text: int = 0
    is_unchanged: bool = False
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """The events to keep, oldest first, and what the servers said for the next run.

    `read_at` is when they were read, which new ones were seen at; `grown` events on file are
    carried by more sources now.
    """

    events: tuple[NewsEvent, ...]
    validators: Mapping[str, FeedValidators]
    feeds: tuple[FeedResult, ...]
    read_at: datetime
    new: int
    grown: int
    dropped: int

    @property
    def has_failed(self) -> bool:
        """Whether not a single feed could be read."""
        return all(feed.failure is not None for feed in self.feeds)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A feed's result so far, and what it told."""

    result: FeedResult
    headlines: tuple[Headline, ...] = ()


def ingest(
    feeds: Sequence[Feed],
    on_file: Sequence[NewsEvent],
    validators: Mapping[str, FeedValidators],
    classify: Classify,
    *,
    retention: Retention,
    clock: Callable[[], datetime],
    limits: FetchLimits,
) -> Ingested:
    """Ask every feed, and hold what they tell against the events on file.

    An event on file never goes because of what a feed says or does not; one that more sources carry
    now gets their names, and its impact may rise with them. `validators` are those of the last run.
    """
    with FeedReaders() as readers:  # ready when the feeds have come
        answers = fetch_feeds(feeds, validators, limits)
        found = _items(answers, readers)
    now = clock()
    floor = retention.floor(on_file, now)
    read = [_read(answer, found.get(answer.feed.name), now, floor) for answer in answers]
    told = {each.result.name: each.headlines for each in read}
    merged = merge(on_file, told, now)
    events, new = _with_stories(on_file, merged.stories, classify, now)
    kept = retention.kept(events, now)
    return Ingested(
        events=kept,
        validators=_validators(answers, validators, [each.result for each in read]),
        feeds=tuple(_counted(each.result, merged.counts) for each in read),
        read_at=now,
        new=new,
        grown=len(merged.stories) - new,
        dropped=len(events) - len(kept),
    )


def _items(answers: Sequence[FeedAnswer], readers: FeedReaders) -> Mapping[str, FeedItems]:
    """What is in each feed that came, by its name."""
    documents = {
        answer.feed.name: FeedDocument(
            body=answer.body, content_type=answer.content_type, url=answer.url
        )
        for answer in answers
        if answer.body is not None
    }
    return dict(zip(documents, readers.read(tuple(documents.values())), strict=True))


def _read(answer: FeedAnswer, found: FeedItems | None, now: datetime, floor: datetime) -> _Read:
    name = answer.feed.name
    failure = answer.failure if found is None else found.refusal
    if failure is not None:
        return _Read(result=FeedResult(name=name, failure=failure))
    if found is None:
        return _Read(result=FeedResult(name=name, is_unchanged=True))
    told = headlines_of(answer.feed, found.items, now)
    young = _newest([each for each in told.headlines if (each.published_at or now) >= floor], now)
    result = FeedResult(
        name=name,
        items=len(told.headlines),
        old=len(told.headlines) - len(young),
        ahead=told.ahead,
        without_text=found.without_text,
    )
    return _Read(result=result, headlines=young)


def _newest(headlines: Sequence[Headline], now: datetime) -> tuple[Headline, ...]:
    """As many as one feed may bring, so that none can drive out what all others told."""
    if len(headlines) <= MOST_ITEMS:
        return tuple(headlines)
    return tuple(sorted(headlines, key=lambda each: each.published_at or now)[-MOST_ITEMS:])


def _with_stories(
    on_file: Sequence[NewsEvent], stories: Sequence[Story], classify: Classify, now: datetime
) -> tuple[list[NewsEvent], int]:
    """The events on file with the grown ones in their places and the new ones behind them."""
    events = list(on_file)
    classified = classify([story.headline for story in stories])
    for story, event in zip(stories, classified, strict=True):
        if story.known is None:
            events.append(
                NewsEvent(event=event, feed=story.feed, sources=story.sources, seen_at=now)
            )
        else:
            events[story.known] = _grown(events[story.known], story, event)
    return events, len(events) - len(on_file)


def _grown(kept: NewsEvent, story: Story, judged: MacroEvent) -> NewsEvent:
    """The event with all its sources; its impact rises with them and never falls."""
    impact = max(kept.event.impact, judged.impact, key=IMPACT_WEIGHT.__getitem__)
    return replace(kept, event=replace(kept.event, impact=impact), sources=story.sources)


def _counted(result: FeedResult, counts: Mapping[str, FeedCounts]) -> FeedResult:
    count = counts[result.name]
    return replace(result, new=count.new, repeated=count.repeated, known=count.known)


def _validators(
    answers: Sequence[FeedAnswer],
    before: Mapping[str, FeedValidators],
    results: Sequence[FeedResult],
) -> Mapping[str, FeedValidators]:
    """What to send next time: of a feed that could not be read, what was sent this time."""
    kept = {}
    for answer, result in zip(answers, results, strict=True):
        key = answer.feed.fingerprint
        said = answer.validators if result.failure is None else before.get(key)
        if said is not None:
            kept[key] = said
    return kept
