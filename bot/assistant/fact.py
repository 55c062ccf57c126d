"""What an answer rests on, and what it says."""

from dataclasses import dataclass
from datetime import datetime

from bot.assistant.formats import minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One recorded value as people read it; `as_of` is when it held, None where nobody knows.

    `source` names the record that it comes from: state, signals, trades, ...
    """

    name: str
    value: str
    as_of: datetime | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Sentences, and the facts that they were made of."""

    text: str
    facts: tuple[Fact, ...] = ()

    def dated(self, said: str = "") -> str:
        """The sentences, with every time of a fact that neither they nor `said` name."""
        times = {fact.as_of for fact in self.facts if fact.as_of is not None}
        unnamed = [text for text in map(minute, sorted(times)) if text not in self.text + said]
        return f"{self.text} (As of {' and '.join(unnamed)}.)" if unnamed else self.text


def joined(*parts: Told | None) -> Told:
    """Several in one; None is nothing."""
    told = [part for part in parts if part is not None]
    return Told(
        text=" ".join(part.text for part in told if part.text),
        facts=tuple(dict.fromkeys(fact for part in told for fact in part.facts)),
    )
