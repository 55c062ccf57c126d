"""Questions in words, answered from what is on record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.assistant.answers import answered
from bot.assistant.evidence import Evidence, Records, evidence_for
from bot.assistant.fact import Fact, Told, joined
from bot.assistant.question import Inquiry, Topic, understood

Rewrite = Callable[[str, Told], str | None]
"""A plain answer to a question in other words; None where the plain one stands."""
_NEVER_REWRITTEN = frozenset({Topic.REFUSED, Topic.COMMAND, Topic.HELP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer with the names of its topics ("help" where none was asked for) and its facts.

    `symbol` is what it is about, None before the bot's first cycle. `by_model`: a language model
    wrote the text from the facts.
    """

    text: str
    topics: tuple[str, ...]
    facts: tuple[Fact, ...]
    symbol: str | None
    by_model: bool = False


class Assistant:
    """Answers questions from records, without a guess; `rewrite` may put an answer in other words.

    Safe to be asked from several threads.
    """

    def __init__(self, records: Records, rewrite: Rewrite | None = None) -> None:
        self._records = records
        self._rewrite = rewrite

    def ask(self, question: str, now: datetime, symbol: str | None = None) -> Reply:
        """What is on record for a question, asked at `now` beside a symbol (None: the primary one).

        A symbol that the question names comes before that. StateError where the state is lost.
        """
        beside = () if symbol is None else (symbol,)
        symbols = sorted({*self._records.volume.symbols(), *beside})
        inquiry = understood(question, symbols, now)
        about = (inquiry.symbols or (symbol,))[: 1 if inquiry.topics == (Topic.HELP,) else None]
        read = [evidence_for(self._records, inquiry, each, now) for each in about]
        plain = _together(inquiry, read)
        topics = tuple(str(topic) for topic in inquiry.topics)
        state = read[0].state
        text = self._rewritten(question, inquiry, plain)
        return Reply(
            text=text or plain.text,
            topics=topics if state is not None or _needs_none(inquiry) else ("help",),
            facts=plain.facts,
            symbol=None if state is None else state.symbol,
            by_model=text is not None,
        )

    def _rewritten(self, question: str, inquiry: Inquiry, plain: Told) -> str | None:
        if self._rewrite is None or not plain.facts or set(inquiry.topics) & _NEVER_REWRITTEN:
            return None
        return self._rewrite(question, plain)


def _needs_none(inquiry: Inquiry) -> bool:
    return bool(set(inquiry.topics) & {Topic.REFUSED, Topic.COMMAND, Topic.TERMS})


def _together(inquiry: Inquiry, read: list[Evidence]) -> Told:
    told = [answered(inquiry, evidence) for evidence in read]
    if len(told) == 1:
        return told[0]
    named = zip(inquiry.symbols, told, strict=True)
    return joined(*(Told(text=f"{name}: {each.text}", facts=each.facts) for name, each in named))
