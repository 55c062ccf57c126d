"""How much clients may ask, and the silence that follows where they ask for more."""

from math import ceil

from bot.programs.exchange_simulator.matching import Refusal
from bot.programs.exchange_simulator.simulator_setup import RateRules

_MINUTE, _TEN_SECONDS, _DAY = 60, 10, 86_400


class RateLimits:
    """Weights and orders counted in clients' seconds, with 429 and then 418 for too many.

    Whoever got 429 is to be silent for Retry-After seconds; a request before that is a violation,
    and after enough of them all requests are banned, each time for twice as long.
    """

    def __init__(self, rules: RateRules) -> None:
        self.rules = rules
        self.used_weight = 0
        self.violations = 0
        self._minute = 0
        self._orders: list[float] = []
        self._silent_until = 0.0
        self._silence_status = 429
        self._strikes = 0
        self._ban_seconds = rules.ban_seconds

    def silence(self, status: int, seconds: float, now: float) -> None:
        """From now on every request is refused with 429 or 418, for so many clients' seconds."""
        self._silent_until = now + seconds
        self._silence_status = status

    def is_silent(self, now: float) -> bool:
        """Whether nothing may be asked now."""
        return now < self._silent_until

    def retry_after(self, now: float) -> int:
        """Whole seconds until something may be asked again."""
        return max(1, ceil(self._silent_until - now))

    def refuse_in_silence(self, now: float, told: int) -> None:
        """Refuse and count a request that came too early; `told` is the exchange's time."""
        if not self.is_silent(now):
            return
        self.violations += 1
        self._strikes += 1
        if self._silence_status == 429 and self._strikes >= self.rules.strikes:
            self.silence(418, self._ban_seconds, now)
            self._ban_seconds *= 2
            self._strikes = 0
        raise self.refusal(now, told)

    def refusal(self, now: float, told: int) -> Refusal:
        """The answer to everybody during a silence."""
        advice = "Please use WebSocket Streams for live updates to avoid"
        if self._silence_status == 418:
            until = told + 1000 * self.retry_after(now)
            text = f"Way too much request weight used; IP banned until {until}. {advice} bans."
            return Refusal(-1003, text, 418)
        limit = f"current limit is {self.rules.weight} request weight per 1 MINUTE"
        text = f"Too much request weight used; {limit}. {advice} polling the API."
        return Refusal(-1003, text, 429)

    def use(self, weight: int, now: float, told: int) -> None:
        """Count a request; the one that is too much begins a silence until the next minute."""
        minute = int(now // _MINUTE)
        if minute != self._minute:
            self._minute, self.used_weight = minute, 0
        self.used_weight += weight
        if self.used_weight > self.rules.weight:
            self.silence(429, (minute + 1) * _MINUTE - now, now)
            raise self.refusal(now, told)

    def use_orders(self, count: int, now: float) -> None:
        """Count new orders; too many are refused with -1015."""
        self._orders = [each for each in self._orders if each > now - _DAY]
        lately, today = self.orders_lately(now) + count, len(self._orders) + count
        if lately > self.rules.orders:
            raise _too_many_orders(self.rules.orders, "10 SECOND")
        if today > self.rules.orders_a_day:
            raise _too_many_orders(self.rules.orders_a_day, "1 DAY")
        self._orders.extend([now] * count)

    def orders_lately(self, now: float) -> int:
        """New orders in the last ten seconds."""
        return sum(each > now - _TEN_SECONDS for each in self._orders[-self.rules.orders - 1 :])

    def orders_today(self) -> int:
        """New orders of the last day."""
        return len(self._orders)


def _too_many_orders(limit: int, span: str) -> Refusal:
    return Refusal(-1015, f"Too many new orders; current limit is {limit} orders per {span}.", 429)
