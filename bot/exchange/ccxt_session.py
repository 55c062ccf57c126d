"""One session with one exchange: what candles and orders of all symbols share."""

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from bot.domain.errors import ExchangeUnavailable, RateLimited, TradingLabError
from bot.exchange.binance_codes import CLOCK, RATE_CODES, TOO_MANY_ORDERS
from bot.exchange.ccxt_errors import GARBLED, translate
from bot.exchange.ccxt_factory import ApiKeys, make_exchange
from bot.exchange.ccxt_outcomes import outcome
from bot.exchange.exchange_time import ExchangeTime
from bot.exchange.last_answer import LastAnswer
from bot.exchange.rate_budget import RateBudget
from bot.exchange.rate_limits import ORDERS, WEIGHT, stated_limit
from bot.exchange.silence import Silence

_ATTEMPTS = 3
# How long to wait between the first two attempts, and between the next two, at most.
_FIRST_PAUSE_SECONDS, _PAUSE_SECONDS, _LEAST_PAUSE_SECONDS = 0.5, 1.0, 0.1
# How long to be silent where an exchange limits the rate and does not say for how long: a minute,
# which requests are counted in, or the ten seconds of orders.
_SILENCE_SECONDS, _ORDERS_SILENCE_SECONDS = 60.0, 10.0
# Milliseconds since 1970 of the years 2000 and 2200: what lies outside is no exchange's time.
_EARLIEST, _LATEST = 946_684_800_000, 7_258_118_400_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
# Exchanges whose weights we count ourselves: the weight of a minute, the orders of ten seconds.
_COUNTED = {"binance": (6000, 100)}
_MARKETS_WEIGHT = 20
_MINUTE, _TEN_SECONDS = 60.0, 10.0
T = TypeVar("T")


class CcxtSession:
    """ccxt's exchange with one rate budget, one silence and one clock for all that use it.

    Requests follow each other: a session belongs to one thread. Keys show in no error, log or repr.
    """

    def __init__(
        self,
        exchange_id: str = "binance",
        *,
        base_url: str | None = None,
        timeout_seconds: float = 10.0,
        keys: ApiKeys | None = None,
        sandbox: bool = False,
        silent_until: datetime | None = None,
        on_silence: Callable[[datetime], None] = lambda until: None,
        patience_seconds: float = 60.0,
        pause_seconds: float = _PAUSE_SECONDS,
        wall_clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`exchange_id` is ccxt's; `base_url` (http or https) replaces every REST base address.

        `sandbox` takes the exchange's testnet. `on_silence` hears until when (this machine's UTC)
        nothing may be sent; given back as `silent_until` after a restart it still holds. A request
        waits up to `patience_seconds` for its share of the rate, RateLimited after that. Between
        two attempts at a question are at most `pause_seconds`, and a tenth of a second at least.
        `wall_clock` is the time of an exchange that does not tell its own. ConfigError where the id
        or the address is none. Nothing is sent yet.
        """
        counted = _COUNTED.get(exchange_id)
        self.exchange = make_exchange(
            exchange_id, base_url, timeout_seconds, keys, sandbox=sandbox, throttled=counted is None
        )
        self.name = f"{exchange_id} testnet" if sandbox else exchange_id
        self.is_sandbox = sandbox
        self._hidden: Callable[[str], str] = str if keys is None else keys.hidden_in
        self._wall_clock = wall_clock
        self._sleep = sleep
        self._patience_seconds = patience_seconds
        self._pause_seconds = max(pause_seconds, _LEAST_PAUSE_SECONDS)
        self._is_down = False
        weight, orders = counted or (math.inf, math.inf)
        self._budget = RateBudget(weight, monotonic, _MINUTE)
        self._orders = RateBudget(orders, monotonic, _TEN_SECONDS)
        self._silence = Silence(
            silent_until, wall_clock=wall_clock, monotonic=monotonic, on_silence=on_silence
        )
        self._last = LastAnswer(self.exchange)
        self.clock = ExchangeTime(self._ask_time, monotonic)
        self.exchange.nonce = self.clock.stamp

    @property
    def code(self) -> int | None:
        """The error code in the answer to the last request; None where there was none."""
        return self._last.code

    @property
    def status(self) -> int | None:
        """The HTTP status of the last answer; None where none came."""
        return None if self._last.answer is None else self._last.answer.status

    def ask(self, question: Callable[[], T], *, weight: int, urgent: bool = False) -> T:
        """What ccxt answers to a question, asked again where that may help; errors are ours.

        One that is `urgent` may use what is kept for orders: an exit or a protection waits for it.
        An answer that `question` cannot read (one of GARBLED) counts as none. Once all attempts got
        no answer, each further question is asked once until one gets one: a loop over many symbols
        does not wait for each of them.
        """
        attempts = Retrying(
            retry=retry_if_exception(_may_help_to_repeat),
            stop=stop_after_attempt(1 if self._is_down else _ATTEMPTS),
            wait=wait_exponential(multiplier=_FIRST_PAUSE_SECONDS, max=self._pause_seconds),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            answer: T = attempts(
                self._in_time, lambda: self._attempt(question, weight, urgent=urgent)
            )
        except TradingLabError as error:
            self._is_down = _may_help_to_repeat(error)
            raise
        self._is_down = False
        return answer

    def await_turn(self, orders: int) -> None:
        """Wait until so many orders fit into the ten seconds that an exchange counts them in."""
        wait = self._orders.wait(orders, urgent=True)
        if wait > 0:
            self._sleep(wait)

    def order(self, request: Callable[[], T], *, places: int = 0) -> T:
        """What ccxt answers to a request that `places` so many orders, or to a cancel, sent once;
        errors as of `Venue.send`.

        Only a request that was refused for its time is sent a second time, the clock set anew.
        """
        self._orders.spend(places)
        return self._in_time(lambda: self._attempt(request, 1, urgent=True, is_order=True))

    def load_markets(self, *, again: bool = False) -> None:
        """Have the exchange's markets, with its limit of the rate."""
        if self.exchange.markets and not again:
            return
        markets = self.ask(lambda: self.exchange.load_markets(again), weight=_MARKETS_WEIGHT)
        if not markets:
            raise ExchangeUnavailable(
                f"{self.exchange.id} gave an answer that cannot be understood: no markets"
            )
        if math.isfinite(self._budget.allowed):
            self._allow(self.exchange.last_json_response)

    def close(self) -> None:
        """Let go of the connections; the next request opens them again."""
        self.exchange.session.close()

    def _allow(self, exchange_info: object) -> None:
        weight, orders = _COUNTED[self.exchange.id]
        self._budget.allowed = stated_limit(exchange_info, WEIGHT, _MINUTE) or weight
        self._orders.allowed = stated_limit(exchange_info, ORDERS, _TEN_SECONDS) or orders

    def _ask_time(self) -> int:
        if not self.exchange.has.get("fetchTime"):
            return (self._wall_clock() - _EPOCH) // _MILLISECOND
        answer: object = self.ask(self.exchange.fetch_time, weight=1)
        if not isinstance(answer, int) or not _EARLIEST <= answer < _LATEST:
            raise ExchangeUnavailable(
                f"{self.exchange.id} gave an answer that cannot be understood: no time"
            )
        return answer

    def _in_time(self, attempt: Callable[[], T]) -> T:
        """The attempt, and a second one where the exchange did not accept the request's time."""
        try:
            return attempt()
        except TradingLabError:
            if self.code != CLOCK:
                raise
        self.clock.measure()
        return attempt()

    def _attempt(
        self,
        request: Callable[[], T],
        weight: int,
        *,
        urgent: bool,
        is_order: bool = False,
    ) -> T:
        from ccxt.base.errors import BaseError

        self._last.forget()
        self._refuse_in_silence()
        self._take_share(weight, urgent=urgent)
        try:
            return request()
        except (BaseError, *GARBLED) as exc:
            error = self._judged(exc, is_order=is_order)
        finally:
            self._count_used()
        raise error  # by itself: what ccxt's errors hold may be a signed address

    def _judged(self, error: Exception, *, is_order: bool) -> TradingLabError:
        name = self.exchange.id
        if is_order:
            judged = outcome(error, self._last, name, hidden=self._hidden)
        else:
            judged = translate(error, name, code=self.code, hidden=self._hidden)
        if isinstance(judged, RateLimited) or self.code in RATE_CODES:
            self._silence.begin(self._silence_asked_for())
        return judged

    def _refuse_in_silence(self) -> None:
        left = self._silence.left
        if left > 0:
            raise RateLimited(
                f"{self.exchange.id} limits the rate of requests:"
                f" nothing is sent for another {left:.0f} s"
            )

    def _take_share(self, weight: int, *, urgent: bool) -> None:
        wait = self._budget.wait(weight, urgent=urgent)
        if wait > self._patience_seconds:
            raise RateLimited(
                f"what may be asked of {self.exchange.id} in a minute is spent for another"
                f" {wait:.0f} s: trade fewer symbols or raise LOOP_INTERVAL_SECONDS"
            )
        if wait > 0:
            self._sleep(wait)
        self._budget.spend(weight)

    def _count_used(self) -> None:
        used = self._header("X-MBX-USED-WEIGHT-1M")
        if used.isdecimal() and math.isfinite(self._budget.allowed):
            self._budget.correct(int(used))
        placed = self._header("X-MBX-ORDER-COUNT-10S")
        if placed.isdecimal() and math.isfinite(self._orders.allowed):
            self._orders.correct(int(placed))

    def _silence_asked_for(self) -> float:
        asked = self._header("Retry-After")
        if asked.isdecimal():
            return float(asked)
        return _ORDERS_SILENCE_SECONDS if self.code == TOO_MANY_ORDERS else _SILENCE_SECONDS

    def _header(self, name: str) -> str:
        answer = self._last.answer
        return "" if answer is None else str(answer.headers.get(name, ""))


def _may_help_to_repeat(error: BaseException) -> bool:
    return isinstance(error, ExchangeUnavailable) and not isinstance(error, RateLimited)
