"""The markets of Binance spot: their names there, their rules, their prices."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.domain.errors import MarketDataError
from bot.domain.orders import MarketRules, Quote
from bot.exchange.binance.answers import reading
from bot.exchange.binance.numbers import number
from bot.exchange.binance.rules import rules_of
from bot.exchange.ccxt_session import CcxtSession

_QUOTE_WEIGHT = 2
_HALT = timedelta(minutes=1)


class Markets:
    """What exchangeInfo says of each market, asked for at the first use, and prices as of now.

    Where a market is not traded it is asked for again a minute later at the earliest: a halt ends.
    """

    def __init__(self, session: CcxtSession) -> None:
        self._session = session
        self._ccxt: Any = session.exchange
        self._refused_at: datetime | None = None

    def id(self, symbol: str) -> str:
        """The exchange's name of a market; MarketDataError where it has none."""
        return str(self._market(symbol)["id"])

    def rules(self, symbol: str) -> MarketRules:
        """Steps, limits and abilities of a market, as last loaded."""
        try:
            return rules_of(symbol, self._market(symbol)["info"])
        except MarketDataError:
            if not self._may_be_over():
                raise
        self.reload()
        return rules_of(symbol, self._market(symbol)["info"])

    def reload(self) -> None:
        """Ask for exchangeInfo anew."""
        self._session.load_markets(again=True)

    def quote(self, symbol: str) -> Quote:
        """Best bid and ask now."""
        market_id = self.id(symbol)
        bid, ask = self._session.ask(
            reading(
                lambda: self._ccxt.public_get_ticker_bookticker({"symbol": market_id}),
                lambda answer: _prices(answer, market_id),
            ),
            weight=_QUOTE_WEIGHT,
            urgent=True,
        )
        return Quote(bid=bid, ask=ask, at=self._session.clock.now())

    def _may_be_over(self) -> bool:
        """Whether what was refused a while ago is worth another question."""
        now, before = self._session.clock.now(), self._refused_at
        if before is not None and now - before < _HALT:
            return False
        self._refused_at = now
        return before is not None

    def _market(self, symbol: str) -> Mapping[str, Any]:
        self._session.load_markets()
        market: Mapping[str, Any] | None = self._ccxt.markets.get(symbol)
        if market is None:
            raise MarketDataError(
                f"{self._session.name} does not have this symbol (spelled like BTC/USDT): {symbol}"
            )
        return market


def _prices(answer: Any, market_id: str) -> tuple[Decimal, Decimal]:
    bid, ask = number(answer["bidPrice"]), number(answer["askPrice"])
    if answer["symbol"] != market_id or not 0 < bid <= ask:
        raise ValueError(f"no quote of {market_id}")
    return bid, ask
