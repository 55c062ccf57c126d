"""What routes ask for: the volume, a symbol's reader, its state and how fresh that is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, TypeAlias

from fastapi import Depends, HTTPException, Query, Request

from api.account import (
    Account,
    Accounts,
    LongHistories,
    Portfolio,
    portfolio_of,
    portfolio_of_one,
)
from api.backtests import BacktestDesk
from api.kept_answers import MADE_OF, Origin
from api.problem import echo
from bot.assistant import Assistant
from bot.domain import BotState, MacroEventSource, StateStore, Volume, store_of
from bot.domain.calendar import EntryBlackout
from bot.domain.errors import ConfigError
from bot.domain.freshness import Freshness, freshness


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the app was made with; routes reach nothing else."""

    volume: Volume
    accounts: Accounts
    histories: LongHistories
    now: Callable[[], datetime]
    macro_events: Callable[[], MacroEventSource]
    blackout: Callable[[], EntryBlackout]
    assistant: Assistant
    backtests: BacktestDesk


def utc_now() -> datetime:
    """The present moment, aware UTC."""
    return datetime.now(UTC)


def _surroundings(request: Request) -> Surroundings:
    surroundings: Surroundings = request.app.state.surroundings
    return surroundings


SurroundingsDep: TypeAlias = Annotated[Surroundings, Depends(_surroundings)]


def _symbol(description: str) -> object:
    return Query(max_length=100, description=description, examples=["BTC/USDT"])


SymbolParam: TypeAlias = Annotated[
    str | None, _symbol("a symbol of the volume; without it the primary one")
]


@dataclass(frozen=True, slots=True)
class Reading:
    """One symbol's part of the volume, read at one moment."""

    store: StateStore
    state: BotState | None
    fresh: Freshness
    now: datetime

    def saying(self, sentence: str | None) -> Freshness:
        """The freshness, with the sentence where it has none of its own."""
        return replace(self.fresh, message=self.fresh.message or sentence)

    @property
    def symbol(self) -> str | None:
        """The symbol; None before the bot's first cycle."""
        return None if self.state is None else self.state.symbol


def reading_of(surroundings: Surroundings, symbol: str | None) -> Reading:
    """A symbol's part of the volume, of None the primary one's; 404 for one that is not there.

    Before the bot's first cycle every symbol's is empty.
    """
    return _read(surroundings, _store_asked_for(surroundings.volume, symbol))


def _read(surroundings: Surroundings, store: StateStore) -> Reading:
    state, now = store.load_state(), surroundings.now()
    return Reading(store, state, freshness(state, now), now)


def _store_asked_for(volume: Volume, symbol: str | None) -> StateStore:
    return volume.reader() if symbol is None else _store_of(volume, symbol)


def _store_of(volume: Volume, symbol: str) -> StateStore:
    """The symbol's store; 404 where the volume holds states, and none of exactly this symbol.

    The volume makes a folder name of the symbol that cannot lead out of it.
    """
    try:
        store = store_of(volume, symbol)
    except ConfigError as exc:
        raise _unknown(volume, symbol) from exc
    if store is not None:
        return store
    primary = volume.reader()
    if volume.symbols() or primary.load_state() is not None:
        raise _unknown(volume, symbol)
    return primary


def _unknown(volume: Volume, symbol: str) -> HTTPException:
    symbols = ", ".join(volume.symbols()) or "none yet"
    return HTTPException(404, f"No symbol {echo(symbol)} in this volume; known: {symbols}.")


def _reading(surroundings: SurroundingsDep, symbol: SymbolParam = None) -> Reading:
    return reading_of(surroundings, symbol)


def _kept_reading(
    request: Request, surroundings: SurroundingsDep, symbol: SymbolParam = None
) -> Reading:
    store = _store_asked_for(surroundings.volume, symbol)
    request.scope[MADE_OF].append(Origin(store, store.stamp))
    return _read(surroundings, store)


ReadingDep: TypeAlias = Annotated[Reading, Depends(_reading)]
KeptReadingDep: TypeAlias = Annotated[Reading, Depends(_kept_reading)]
"""The same for a route whose answer is made of that symbol's store: it is sent again until the
store holds a new cycle, for a second at most."""
PortfolioSymbolParam: TypeAlias = Annotated[
    str | None, _symbol("a symbol of the volume; without it all together")
]
AnySymbolParam: TypeAlias = Annotated[
    str | None,
    _symbol("a symbol, also one that the bot does not trade; without it all together"),
]


def _portfolio(surroundings: SurroundingsDep, symbol: PortfolioSymbolParam = None) -> Portfolio:
    """The accounts asked about; 404 for a symbol that is not there."""
    if symbol is None:
        return portfolio_of(surroundings.accounts, surroundings.now())
    reading = reading_of(surroundings, symbol)
    if reading.state is None:
        return Portfolio(symbol, (), reading.fresh, reading.now, surroundings.accounts)
    account = Account(reading.store, reading.state)
    return portfolio_of_one(account, reading.now, surroundings.accounts)


def _whole_portfolio(surroundings: SurroundingsDep) -> Portfolio:
    return portfolio_of(surroundings.accounts, surroundings.now())


PortfolioDep: TypeAlias = Annotated[Portfolio, Depends(_portfolio)]
WholePortfolioDep: TypeAlias = Annotated[Portfolio, Depends(_whole_portfolio)]
LimitParam: TypeAlias = Annotated[
    int, Query(ge=1, le=1000, description="the most items to answer with")
]
CursorParam: TypeAlias = Annotated[
    str | None,
    Query(max_length=100, description="where a page begins: the Link of the page before has it"),
]
MergedCursorParam: TypeAlias = Annotated[
    str | None,
    Query(max_length=300, description="where a page begins: the Link of the page before has it"),
]
MaxPointsParam: TypeAlias = Annotated[
    int, Query(ge=4, le=10_000, description="the most points; extremes, first and last are kept")
]
