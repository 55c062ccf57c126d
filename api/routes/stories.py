"""GET …/story of a trade, a position or a signal: how it came, and what came of it."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Response

from api.account import Account, portfolio_of_one, trade_at
from api.answers import object_answer
from api.dependencies import Reading, Surroundings, SurroundingsDep, reading_of
from api.problem import echo
from api.schemas import StoryAnswer
from api.stories import (
    Telling,
    no_story_yet,
    story_of_position,
    story_of_signal,
    story_of_trade,
    symbol_and_moment,
)

router = APIRouter(tags=["stories"])
IdParam = Annotated[
    str,
    Path(
        max_length=150,
        description="symbol@time, as the lists have it",
        examples=["BTC/USDT@2025-03-01T09:00:00Z"],
    ),
]
SymbolInPath = Annotated[str, Path(max_length=100, examples=["BTC/USDT"])]


@router.get("/trades/{trade_id:path}/story", response_model=StoryAnswer)
def trade_story(trade_id: IdParam, surroundings: SurroundingsDep) -> Response:
    """A closed trade: its decision, orders, fills against what was decided, and its news."""
    symbol, entered = symbol_and_moment(trade_id, "trade")
    telling = _telling(surroundings, symbol)
    trade = trade_at(telling.account.store, entered)
    if trade is None:
        raise _not_there("trade", trade_id)
    return object_answer(story_of_trade(telling, trade))


@router.get("/positions/{symbol:path}/story", response_model=StoryAnswer)
def position_story(symbol: SymbolInPath, surroundings: SurroundingsDep) -> Response:
    """What is held of a symbol: its decision, its stop and target then and now."""
    reading = reading_of(surroundings, symbol)
    telling = _telling_of(surroundings, reading)
    return object_answer(
        no_story_yet(reading.fresh) if telling is None else story_of_position(telling)
    )


@router.get("/signals/{signal_id:path}/story", response_model=StoryAnswer)
def signal_story(signal_id: IdParam, surroundings: SurroundingsDep) -> Response:
    """A decision, and the trade or the position that it entered."""
    symbol, candle_time = symbol_and_moment(signal_id, "signal")
    telling = _telling(surroundings, symbol)
    signal = telling.account.store.signal_of(candle_time)
    if signal is None:
        raise _not_there("signal", signal_id)
    return object_answer(story_of_signal(telling, signal))


def _telling(surroundings: Surroundings, symbol: str) -> Telling:
    """Where a symbol's stories are read; 404 where the volume holds none of it."""
    telling = _telling_of(surroundings, reading_of(surroundings, symbol))
    if telling is None:
        raise _not_there("symbol", symbol)
    return telling


def _telling_of(surroundings: Surroundings, reading: Reading) -> Telling | None:
    """The same of a symbol that was read; None before the bot's first cycle."""
    if reading.state is None:
        return None
    account = Account(reading.store, reading.state)
    portfolio = portfolio_of_one(account, reading.now, surroundings.accounts)
    return Telling(portfolio, surroundings.macro_events().current().events)


def _not_there(kind: str, name: str) -> HTTPException:
    return HTTPException(404, f"No {kind} {echo(name)} is on record.")
