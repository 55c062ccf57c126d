"""A real exchange, by ccxt: its public candles and its time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import pandas as pd

from bot.candles import COLUMNS, clean_candles, without_gap_sentences
from bot.domain import KeptStretch, timeframe_delta
from bot.domain.errors import DataError, MarketDataError
from bot.exchange.candle_pages import PAGE, newest_candles, span_of_page
from bot.exchange.ccxt_session import CcxtSession

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_PAGE_WEIGHT = 2


class ExchangeClient:
    """Candles of one exchange, judged closed by the exchange's own time.

    Requests keep to the exchange's rate limit. One that fails for want of a network or an answer is
    sent three times in all; once the exchange limits the rate, nothing is sent until the moment it
    named. Errors are ExchangeError and its kin, MarketDataError for what it does not have.
    """

    def __init__(
        self,
        exchange_id: str = "binance",
        *,
        base_url: str | None = None,
        timeout_seconds: float = 10.0,
        wall_clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`exchange_id` is ccxt's; `base_url` (http or https) replaces every REST base address.

        `wall_clock` is used only for an exchange that does not tell its time. ConfigError where the
        id or the address is none. Nothing is sent yet.
        """
        self._use(
            CcxtSession(
                exchange_id,
                base_url=base_url,
                timeout_seconds=timeout_seconds,
                wall_clock=wall_clock,
                monotonic=monotonic,
                sleep=sleep,
            )
        )

    @classmethod
    def of(cls, session: CcxtSession) -> Self:
        """Candles by a session that others use as well: one budget, one silence, one clock."""
        client = cls.__new__(cls)
        client._use(session)
        return client

    def _use(self, session: CcxtSession) -> None:
        self._session = session
        self._exchange = session.exchange

    def now(self) -> datetime:
        """The exchange's time as last measured and carried on; measured where it never was."""
        return self._session.clock.now()

    def advance(self) -> None:
        """Measure the exchange's time anew."""
        self._session.clock.advance()

    def fetch_ohlcv(self, symbol: str, timeframe: str, limit: int) -> pd.DataFrame:
        """The newest `limit` closed candles, oldest first; fewer only where no more exist."""
        length = timeframe_delta(timeframe)
        self._prepare(timeframe)
        rows = newest_candles(
            lambda since, count: self._page(symbol, timeframe, since, count),
            now=_milliseconds(self.now()),
            length=length // _MILLISECOND,
            limit=limit,
        )
        if not rows:
            raise MarketDataError(
                f"{self._exchange.id} has no closed {timeframe} candle of {symbol}"
            )
        return self._checked(rows, symbol, timeframe)

    def fetch_stretch(
        self, symbol: str, timeframe: str, start: datetime, end: datetime
    ) -> KeptStretch:
        """The first closed candles that open from `start` on and before `end`, by one request.

        The stretch ends where a further call should begin; its candles may be none.
        """
        length = timeframe_delta(timeframe)
        self._prepare(timeframe)
        end = min(end, self.now() - length + timedelta(milliseconds=1))
        since, before, step = _milliseconds(start), _milliseconds(end), length // _MILLISECOND
        page = self._page(symbol, timeframe, since, min(PAGE, max(1, -(-(before - since) // step))))
        rows = [row for row in page if since <= row[0] < before]
        reached = span_of_page(page, rows, since=since, before=before, length=step)
        candles = self._checked(rows, symbol, timeframe) if rows else _frame([])
        return KeptStretch(
            start=start,
            end=_moment(max(reached, since)),
            candles=without_gap_sentences(candles, timeframe) if rows else candles,
        )

    def close(self) -> None:
        """Let go of the connections; the next request opens them again."""
        self._session.close()

    def _prepare(self, timeframe: str) -> None:
        self._session.load_markets()
        if timeframe not in (self._exchange.timeframes or {timeframe: timeframe}):
            timeframes = ", ".join(self._exchange.timeframes)
            raise MarketDataError(
                f"need a timeframe that {self._exchange.id} has ({timeframes}), was {timeframe}"
            )

    def _page(self, symbol: str, timeframe: str, since: int, count: int) -> list[list[Any]]:
        def request() -> list[list[Any]]:
            rows: list[list[Any]] = self._exchange.fetch_ohlcv(symbol, timeframe, since, count)
            if not rows and not _may_hold_candles(self._exchange.last_json_response):
                raise ValueError("neither candles nor an empty list of them")
            return rows

        return self._session.ask(request, weight=_PAGE_WEIGHT)

    def _checked(self, rows: list[list[Any]], symbol: str, timeframe: str) -> pd.DataFrame:
        try:
            return clean_candles(_frame(rows), timeframe=timeframe, never_closes=True)
        except DataError as exc:
            raise MarketDataError(
                f"{self._exchange.id} has no usable candles of {symbol}: {exc}"
            ) from exc


def _frame(rows: list[list[Any]]) -> pd.DataFrame:
    times = pd.to_datetime([row[0] for row in rows], unit="ms", utc=True)
    return pd.DataFrame([row[1:6] for row in rows], columns=list(COLUMNS), index=times)


def _may_hold_candles(answer: object) -> bool:
    """Is the answer an empty list, a list of lists, or an object with either inside?

    ccxt takes every other answer for one without candles, and older ones would be read instead.
    """
    if isinstance(answer, list):
        return not answer or (isinstance(answer[0], list) and bool(answer[0]))
    return isinstance(answer, dict) and any(
        isinstance(part, list | dict) for part in answer.values()
    )


def _milliseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND


def _moment(milliseconds: int) -> datetime:
    return _EPOCH + milliseconds * _MILLISECOND
