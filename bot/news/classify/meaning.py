"""What a phrase of a headline means."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import NamedTuple

from bot.domain import Impact
from bot.news.classify.category import Category


class SubjectKind(StrEnum):
    """What goes up or down."""

    ASSET = "asset"
    STOCKS = "stocks"  # of the region that the text names
    CURRENCY = "currency"
    RATES = "rates"
    YIELDS = "yields"
    INFLATION = "inflation"
    JOBS = "jobs"
    UNEMPLOYMENT = "unemployment"
    GROWTH = "growth"
    BANK = "bank"


class Subject(NamedTuple):
    """Something that goes up or down; `keys` are the symbols of an asset, or a currency's code."""

    kind: SubjectKind
    keys: tuple[str, ...] = ()


class Nature(StrEnum):
    """By which rule a lean becomes the bias of an asset."""

    PLAIN = "plain"
    RATES = "rates"  # hawkish below 0, dovish above
    TURMOIL = "turmoil"  # bad for all but gold and energy


class Scope(StrEnum):
    """Whom a topic concerns, whether or not the headline names an asset."""

    NAMED = "named"
    CRYPTO = "crypto"
    MARKET = "market"


class Topic(NamedTuple):
    """Something that happened, with its lean in [-1, 1]: above 0 is good for what it concerns."""

    lean: float
    scope: Scope = Scope.NAMED
    nature: Nature = Nature.PLAIN


class Reach(StrEnum):
    """How far the economy of a region reaches into the markets of others."""

    WORLD = "world"
    MAJOR = "major"
    LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a phrase means; most phrases mean one or two of these things.

    `move` is the direction times the strength of what a subject does, 0 where it stands still.
    `flips` turns a move or a topic round (fails to rise), `ends_clause` parts subjects from moves,
    `begins_aside` comes before what is not the news but its background (amid the war);
    `amplifies` makes what happened weigh more (a record fall), `is_theft` asks for the sum;
    `is_supply` makes less of it a higher price, `is_soft` marks opinion and advice.
    """

    votes: tuple[tuple[Category, int], ...] = ()
    actor: str | None = None
    reach: Reach | None = None
    currency: str | None = None
    subject: Subject | None = None
    move: float | None = None
    topic: Topic | None = None
    impact: Impact | None = None
    amplifies: bool = False
    is_theft: bool = False
    flips: bool = False
    ends_clause: bool = False
    begins_aside: bool = False
    is_supply: bool = False
    is_soft: bool = False

    def __or__(self, other: "Meaning") -> "Meaning":
        """Both meanings; where they differ the other's holds, and votes add up."""
        stated = {
            each.name: value
            for each in fields(other)
            if (value := getattr(other, each.name)) != each.default
        }
        return replace(self, **stated | {"votes": self.votes + other.votes})


def topic_meaning(
    lean: float,
    impact: Impact | None = None,
    votes: tuple[tuple[Category, int], ...] = (),
    scope: Scope = Scope.NAMED,
    nature: Nature = Nature.PLAIN,
) -> Meaning:
    """The meaning of a phrase that tells a topic."""
    return Meaning(topic=Topic(lean, scope, nature), impact=impact, votes=votes)


NO_MEANING = Meaning()
"""Of a phrase whose words would else be taken for something: a billion-dollar company."""

Phrases = dict[str, Meaning]


def spelled(*rows: tuple[Meaning, str]) -> Phrases:
    """A meaning for each phrase of the texts, which part them by commas."""
    return {phrase: meaning for meaning, text in rows for phrase in phrases_of(text)}


def phrases_of(texts: str) -> list[str]:
    """The phrases of a text that parts them by commas."""
    return [phrase for text in texts.split(",") if (phrase := " ".join(text.split()))]


def joined(*tables: Phrases) -> Phrases:
    """The phrases of all tables; one that stands in two has both meanings."""
    whole: Phrases = {}
    for table in tables:
        for phrase, meaning in table.items():
            whole[phrase] = whole[phrase] | meaning if phrase in whole else meaning
    return whole
