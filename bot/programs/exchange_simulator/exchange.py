"""The simulated exchange: market, clock, account and rules, kept at the same moment."""

from decimal import Decimal

from bot.programs.exchange_simulator.limits import RateLimits
from bot.programs.exchange_simulator.market import SimulatedClock, SimulatedMarket
from bot.programs.exchange_simulator.matching import MarketView, MatchingEngine
from bot.programs.exchange_simulator.request_log import RequestRecord
from bot.programs.exchange_simulator.simulator_setup import SimulatorSetup

_BNB_ELSEWHERE = Decimal(600)


class SimulatedExchange:
    """One account on one market; not for two threads at once.

    Nothing happens between two calls of `settle`, which lets the market move on to now and fills
    what its prices reached on the way. How often it is called changes nothing.
    """

    def __init__(self, setup: SimulatorSetup) -> None:
        self.setup = setup
        start = setup.first_moment()
        self.market = SimulatedMarket(dict(setup.candles), start)
        self.clock = SimulatedClock(start, setup.speed, self.market.end)
        self.engine = MatchingEngine(
            self.market.rules, dict(setup.balances), setup.terms, self._bnb_price
        )
        self.limits = RateLimits(setup.rates.times(self.clock.patience))
        self.requests: list[RequestRecord] = []
        self.now = start

    def settle(self) -> int:
        """Let the market move on to now, and return that time."""
        self.settle_until(self.clock.now())
        return self.now

    def settle_until(self, now: int) -> None:
        """Let the market move on to a time that is not before its own."""
        for name in self.engine.book.symbols_with_orders():
            for leg in self.market.legs(name, self.now, now):
                self.engine.move(leg, max(self.now, leg.begin), min(now, leg.finish))
        self.now = now

    def view(self, name: str) -> MarketView:
        """What a symbol costs now."""
        return self.market.view(name, self.now)

    def _bnb_price(self, quote: str) -> Decimal:
        name = f"BNB{quote}"
        if name in self.market.rules:
            return self.market.price(name, self.now)
        return _BNB_ELSEWHERE
