"""A venue on the simulated exchange, whose ledger is the truth."""

from decimal import Decimal

from bot.domain import Secret, Side
from bot.domain.orders import MarketOrder, OrderReport, OrderState, ProtectionOrder
from bot.domain.ports.venue import Venue
from bot.exchange.binance.venue import BinanceVenue
from bot.exchange.ccxt_factory import ApiKeys
from bot.exchange.ccxt_session import CcxtSession
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import REHEARSAL

SYMBOL = "BTC/USDT"


class Rehearsal:
    """A session, its venue and the simulator; time passes for all three together."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.seconds = 0.0
        self.session = CcxtSession(
            base_url=simulator.url,
            timeout_seconds=0.5,
            keys=ApiKeys(key=Secret("any"), secret=Secret(REHEARSAL)),
            monotonic=lambda: self.seconds,
            sleep=self.sleep,
        )
        self.venue: Venue = BinanceVenue(self.session)

    def sleep(self, seconds: float) -> None:
        self.simulator.advance(seconds)
        self.seconds += seconds

    def pass_a_minute(self) -> None:
        self.sleep(60)
        self.venue.advance()

    def free(self, asset: str) -> Decimal:
        free: Decimal = self.simulator.exchange.engine.ledger.balance(asset).free
        return free

    def state(self, client_id: str) -> OrderState:
        report = self.venue.order(SYMBOL, client_id)
        assert report is not None
        return report.state


def buy(rehearsal: Rehearsal, quantity: str = "1", client_id: str = "atl-e1") -> OrderReport:
    order = MarketOrder(
        symbol=SYMBOL, client_id=client_id, side=Side.BUY, quantity=Decimal(quantity)
    )
    return rehearsal.venue.send(order)


def protect(rehearsal: Rehearsal, *, target: str | None = "120", stop: str = "90") -> None:
    order = ProtectionOrder(
        symbol=SYMBOL,
        client_id="atl-p1",
        stop_id="atl-s1",
        target_id="atl-t1",
        side=Side.SELL,
        quantity=Decimal("0.999"),
        stop_price=Decimal(stop),
        worst_price=Decimal("85"),
        target_price=None if target is None else Decimal(target),
    )
    reports = rehearsal.venue.protect(order)
    assert {report.client_id for report in reports} == {"atl-s1"} | (
        {"atl-t1"} if target else set()
    )
    assert all(report.state.rests for report in reports)
