"""What is told of a volume: records that are newer than a place, and whole answers as they are."""

import logging
from collections.abc import Iterable

from api.account import Account, Period, performance_of, portfolio_of, positions_of
from api.dependencies import Surroundings, reading_of
from api.risk_answer import risk_answer
from api.status_answer import status_answer
from api.stream.batch import Batch
from api.stream.event import Whole
from api.stream.place import Place
from api.stream.source import Source
from api.stream.sources import common_sources, sources_of
from bot.domain.errors import StateError

_log = logging.getLogger(__name__)


class Teller:
    """Reads for the stream; nothing here waits for a client."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._faults: dict[str, str] = {}

    def accounts(self) -> tuple[Account, ...]:
        """Every account as it is now; one that cannot be read is left out until it can."""
        return self._surroundings.accounts.all()[0]

    def place_now(self, symbol: str | None) -> Place:
        """The place of a client that knows everything."""
        newest = ((source.name, source.newest()) for source in self._sources(symbol))
        return Place({name: at for name, at in newest if at is not None})

    def missed(self, symbol: str | None, since: Place, until: Place) -> bytes:
        """Everything after one place up to another.

        TooMuchMissed where that is more than a page should be told one by one.
        """
        batch = Batch(since)
        for source in self._sources(symbol):
            if source.name not in until.told:
                continue
            for at, data in self._after(source, since):
                if at <= until.told[source.name]:
                    batch.add(source.event, source.name, at, data)
        return batch.content

    def newer(
        self, symbol: str | None, changed: Iterable[Account], place: Place
    ) -> tuple[bytes, Place]:
        """What accounts that changed have recorded since, and what concerns all.

        TooMuchMissed as above.
        """
        batch = Batch(place)
        sources = sources_of(self._surroundings, symbol, changed)
        for source in (*sources, *common_sources(self._surroundings.volume)):
            for at, data in self._after(source, place):
                batch.add(source.event, source.name, at, data)
        return batch.content, batch.place

    def _after(self, source: Source, place: Place) -> list[tuple[int, bytes]]:
        """What a history has after a place; what cannot be read is logged once, and waits."""
        try:
            records = source.after(place.told.get(source.name))
        except StateError as error:
            if self._faults.get(source.name) != str(error):
                _log.warning("the stream cannot tell of %s: %s", source.name, error)
            self._faults[source.name] = str(error)
            return []
        self._faults.pop(source.name, None)
        return records

    def wholes(self) -> dict[str, Whole]:
        """The answers on the whole portfolio, by event."""
        surroundings = self._surroundings
        portfolio = portfolio_of(surroundings.accounts, surroundings.now())
        return {
            "positions": Whole.of_list(positions_of(portfolio)),
            "performance": Whole.of(performance_of(portfolio, Period.DAY)),
            "risk": Whole.of(risk_answer(portfolio, surroundings)),
        }

    def status(self, symbol: str | None) -> Whole:
        """The status of a symbol, of None the primary one's."""
        reading = reading_of(self._surroundings, symbol)
        return Whole.of(status_answer(reading, self._surroundings.volume))

    def _sources(self, symbol: str | None) -> list[Source]:
        accounts = self.accounts()
        return [
            *sources_of(self._surroundings, symbol, accounts),
            *common_sources(self._surroundings.volume),
        ]
