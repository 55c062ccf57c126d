"""What feeds tell, held against what is on file: which stories are new, and who carries them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.domain import Headline, NewsEvent
from bot.domain.stories import Stories, is_same_story, title_words
from bot.news.merging.links import link_key

WINDOW = timedelta(hours=72)
"""So far apart two items may be and still be one story: next month's figures have the same link."""
REPOSTED_WITHIN = timedelta(hours=12)
"""A feed that repeats a title within this time repeats an item; later it is another day's."""
_ALWAYS = datetime.max.replace(tzinfo=UTC) - datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story that is new, or that more sources carry than the event on file says.

    `headline` is the first that told it, with its moment and the number of its `sources`; `known`
    is the place of its event among those on file, None for a new one.
    """

    headline: Headline
    feed: str
    sources: tuple[str, ...]
    known: int | None = None


@dataclass(slots=True, kw_only=True)
class FeedCounts:
    """What became of a feed's items: new events, told by another item of this run, on file."""

    new: int = 0
    repeated: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The stories to classify, in the order of their moments, and the counts of each feed."""

    stories: tuple[Story, ...]
    counts: Mapping[str, FeedCounts]


@dataclass(slots=True, kw_only=True)
class _Telling:
    """One item or one event on file, and when it came."""

    moment: datetime
    feed: str
    title: str
    link: str | None
    sources: tuple[str, ...]
    place: int | None = None
    headline: Headline | None = None

    @property
    def is_undated(self) -> bool:
        return self.headline is not None and self.headline.published_at is None

    def is_near(self, other: "_Telling", within: timedelta) -> bool:
        limit = _ALWAYS if self.is_undated or other.is_undated else within
        return abs(self.moment - other.moment) <= limit

    def repeats(self, other: "_Telling") -> bool:
        """Whether a feed says again what it said itself."""
        same_title = self.title.casefold() == other.title.casefold()
        return same_title and self.is_near(other, REPOSTED_WITHIN)


@dataclass(slots=True)
class _Group:
    """Tellings of one story, at most one of them on file."""

    tellings: list[_Telling] = field(default_factory=list)

    @property
    def on_file(self) -> _Telling | None:
        return next((each for each in self.tellings if each.place is not None), None)

    def takes(self, telling: _Telling) -> bool:
        """Whether it may join by its title: what is on file stays apart, and so do a feed's items,
        which its editors took for two.
        """
        if telling.place is not None and self.on_file is not None:
            return False
        own = [each for each in self.tellings if each.feed == telling.feed]
        return not own or any(telling.repeats(each) for each in own)


def merge(
    on_file: Sequence[NewsEvent], told: Mapping[str, Sequence[Headline]], now: datetime
) -> Merged:
    """The new and the grown stories of what each feed (by its name) told.

    Two items are one story where they have one link, or where different feeds have near-same titles
    for it, within WINDOW. An item without a date came `now`, and is known however long ago it was
    first seen. A feed that has one link for different titles has no link of its own for them.
    """
    items = [
        _of_headline(feed, each, now) for feed, headlines in told.items() for each in headlines
    ]
    shared = _shared_links(items)
    tellings = sorted([*_on_file(on_file, now), *items], key=lambda each: each.moment)
    groups = _grouped(tellings, shared, since=min((each.moment for each in items), default=now))
    counts = {feed: FeedCounts() for feed in told}
    stories = [story for group in groups if (story := _story(group, on_file, counts)) is not None]
    return Merged(stories=tuple(stories), counts=counts)


def _of_headline(feed: str, headline: Headline, now: datetime) -> _Telling:
    return _Telling(
        moment=headline.published_at or now,
        feed=feed,
        title=headline.title,
        link=None if headline.url is None else link_key(headline.url),
        sources=(headline.source,),
        headline=headline,
    )


def _on_file(events: Iterable[NewsEvent], now: datetime) -> list[_Telling]:
    return [
        _Telling(
            moment=each.event.published_at or each.seen_at or now,
            feed=each.feed,
            title=each.event.title,
            link=None if each.event.url is None else link_key(each.event.url),
            sources=each.sources or ((each.event.source,) if each.event.source else ()),
            place=place,
        )
        for place, each in enumerate(events)
    ]


def _shared_links(items: Iterable[_Telling]) -> set[str]:
    """The links that a feed gives to items of different stories: a front page, a daily ticker."""
    first: dict[tuple[str, str], str] = {}
    shared = set()
    for each in items:
        if each.link is not None:
            title = first.setdefault((each.feed, each.link), each.title)
            if title != each.title and not is_same_story(
                title_words(title), title_words(each.title)
            ):
                shared.add(each.link)
    return shared


def _grouped(tellings: Sequence[_Telling], shared: set[str], since: datetime) -> list[_Group]:
    """The tellings by their stories; titles are read of those from `since` on less the window."""
    groups: list[_Group] = []
    by_link: dict[str, tuple[_Telling, _Group]] = {}
    by_title: dict[tuple[str, str], tuple[_Telling, _Group]] = {}
    by_story: dict[int, _Group] = {}
    stories = Stories(WINDOW.total_seconds())
    for telling in tellings:
        link = None if telling.link in shared else telling.link
        title = (telling.feed, telling.title.casefold())
        group = _found(telling, by_link.get(link or ""))
        if group is None and telling.is_undated:
            group = _found(telling, by_title.get(title))
        if group is None and telling.moment >= since - WINDOW:
            story = stories.tell(title_words(telling.title), telling.moment.timestamp())
            group = by_story.get(story)
            if group is None or not group.takes(telling):
                group = _Group()
                by_story.setdefault(story, group)
        if group is None or (telling.place is not None and group.on_file is not None):
            group = _Group()
        if not group.tellings:
            groups.append(group)
        group.tellings.append(telling)
        by_title[title] = telling, group
        if link is not None:
            by_link[link] = telling, group
    return groups


def _found(telling: _Telling, held: tuple[_Telling, _Group] | None) -> _Group | None:
    if held is None or not telling.is_near(held[0], WINDOW):
        return None
    return held[1]


def _story(
    group: _Group, on_file: Sequence[NewsEvent], counts: Mapping[str, FeedCounts]
) -> Story | None:
    """What is to be made of a group; None where the file says all of it."""
    items = [each for each in group.tellings if each.headline is not None]
    known = group.on_file
    if not items:
        return None
    for place, each in enumerate(items):
        count = counts[each.feed]
        count.known += known is not None
        count.new += known is None and place == 0
        count.repeated += known is None and place > 0
    sources = _distinct(group.tellings)
    headlines = [each.headline for each in items if each.headline is not None]
    first = replace(
        headlines[0],
        published_at=items[0].moment,
        summary=next((each.summary for each in headlines if each.summary), ""),
        weight=max(each.weight for each in headlines),
        sources=len(sources),
    )
    if known is None:
        return Story(headline=first, feed=items[0].feed, sources=sources)
    if len(sources) <= len(known.sources):
        return None
    event = on_file[known.place or 0].event
    return Story(
        headline=replace(
            first,
            title=event.title,
            summary=event.summary or first.summary,
            published_at=event.published_at or known.moment,
        ),
        feed=known.feed,
        sources=sources,
        known=known.place,
    )


def _distinct(tellings: Sequence[_Telling]) -> tuple[str, ...]:
    """All sources once, those of the event on file first."""
    names: dict[str, str] = {}
    for telling in sorted(tellings, key=lambda each: each.place is None):
        for name in telling.sources:
            names.setdefault(name.casefold(), name)
    return tuple(names.values())
