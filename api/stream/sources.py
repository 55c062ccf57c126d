"""Which histories a client is told of: those of its symbol, and what concerns all."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from api.account import Account, newest_views, portfolio_of_one
from api.dependencies import Surroundings
from api.records import command_view, run_view
from api.schemas import CandleOfSymbol, EquityOfSymbol, SignalView, TradeView, read_as
from api.series import candle_points
from api.stream.newer import MOST_MISSED, Pages
from api.stream.source import Source
from bot.domain import (
    CandleRecord,
    EquityPoint,
    Page,
    SignalEvent,
    StateStore,
    Trade,
    Volume,
    moment_of,
)

_FEW = 20


def sources_of(
    surroundings: Surroundings, symbol: str | None, accounts: Iterable[Account]
) -> list[Source]:
    """Those of the accounts that a client of a symbol (None: of the portfolio) is told of.

    Candles and equity are of the symbol, of None the primary one's as everywhere; signals are of
    the symbol, of None all; trades always all.
    """
    own = surroundings.accounts.primary_symbol if symbol is None else symbol
    sources: list[Source] = []
    for account in accounts:
        if account.symbol == own:
            sources += [_candles(account), _equity(surroundings, account)]
        if symbol in (None, account.symbol):
            sources.append(_signals(account))
        sources.append(_trades(account))
    return sources


def common_sources(volume: Volume) -> list[Source]:
    """The optimizer's runs and the bot's answers, which every client is told of."""
    return [
        Source(
            "run", "run", volume.runs.page, lambda run: run.at, lambda runs: map(run_view, runs)
        ),
        Source(
            "command",
            "command",
            lambda limit: _page(volume.commands.answered(limit), limit),
            lambda answer: answer.at,
            lambda answers: map(command_view, answers),
        ),
    ]


def _page(items: Sequence[Any], limit: int) -> Page[Any]:
    """A list that is no history as one page, with more where it is full."""
    return Page(items=list(items), older="more" if len(items) == limit else None)


def _of(event: str, account: Account, kind: type, views: Callable[[Sequence[Any]], Any]) -> Source:
    name = f"{event}:{account.symbol}"
    return Source(event, name, _pages(account.store, kind), moment_of, views)


def _pages(store: StateStore, kind: type) -> Pages:
    return lambda limit: store.page(kind, limit)


def _signals(account: Account) -> Source:
    def views(signals: Sequence[SignalEvent]) -> list[SignalView]:
        return [read_as(SignalView, signal, "a signal") for signal in signals]

    return _of("signal", account, SignalEvent, views)


def _trades(account: Account) -> Source:
    def views(trades: Sequence[Trade]) -> list[TradeView]:
        return [read_as(TradeView, trade, "a trade") for trade in trades]

    return _of("trade", account, Trade, views)


def _candles(account: Account) -> Source:
    def views(records: Sequence[CandleRecord]) -> list[CandleOfSymbol]:
        points = candle_points(account.store, records, MOST_MISSED)
        return [CandleOfSymbol(**point.model_dump(), symbol=account.symbol) for point in points]

    return _of("candle", account, CandleRecord, views)


def _equity(surroundings: Surroundings, account: Account) -> Source:
    """The newest points as /portfolio/equity has them, of this symbol alone.

    One that its state does not know yet, of a cycle that is being written, has no view.
    """

    def views(points: Sequence[EquityPoint]) -> list[EquityOfSymbol | None]:
        alone = portfolio_of_one(account, surroundings.now(), surroundings.accounts)
        newest = newest_views(alone, len(points) + _FEW)
        by_time = {view.timestamp: view for view in newest}
        known = [by_time.get(point.timestamp) for point in points]
        return [
            None if view is None else EquityOfSymbol(**view.model_dump(), symbol=account.symbol)
            for view in known
        ]

    return _of("equity", account, EquityPoint, views)
