"""Faults that happen by themselves: on the account, by other hands, and to the time."""

from decimal import Decimal

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.faults.fault import Fault, FaultKind
from bot.programs.exchange_simulator.faults.schedule import FaultSchedule
from bot.programs.exchange_simulator.matching import (
    FOREVER,
    NewOrder,
    OrderSide,
    OrderType,
    Origin,
    PartialFill,
    Refusal,
)

_AGAIN = 1_000
"""Milliseconds after which an event that found no order to cancel is tried again."""


class FaultyExchange:
    """An exchange with its faults: whoever looks at it lets due events happen first."""

    def __init__(self, exchange: SimulatedExchange) -> None:
        self.exchange = exchange
        self.schedule = FaultSchedule(exchange.now)

    def settle(self) -> int:
        """Let market and events come to now, each event at its own time."""
        exchange = self.exchange
        while due := self.schedule.due_events(exchange.clock.now()):
            for time, fault in due:
                exchange.settle_until(max(time, exchange.now))
                self._happen(fault)
        return exchange.settle()

    def _happen(self, fault: Fault) -> None:
        try:
            detail = self._done(fault)
        except Refusal as refusal:
            detail = f"refused: {refusal}"
        if detail is None:
            self.schedule.plan(self.exchange.now + _AGAIN, fault)
            return
        second = self.exchange.clock.client_seconds()
        self.schedule.record(fault, self.exchange.now, second, detail)

    def _done(self, fault: Fault) -> str | None:
        """Do it, and say what was done; None where it has to wait."""
        match fault.kind:
            case FaultKind.PARTIAL_FILL:
                return self._arm_partial_fill(fault)
            case FaultKind.CANCEL_OUTSIDE:
                return self._cancel(fault)
            case FaultKind.FOREIGN_ORDER:
                return self._place(fault)
            case FaultKind.TRANSFER:
                asset = fault.asset or ""
                amount = fault.amount or Decimal(0)
                moved = self.exchange.engine.ledger.transfer(asset, amount, self.exchange.now)
                return f"{moved} {asset}"
            case FaultKind.CLOCK_JUMP:
                self.exchange.clock.advance(fault.seconds or 0)
                return f"{fault.seconds} s forward"
            case _:
                return self._skew(fault)

    def _arm_partial_fill(self, fault: Fault) -> str:
        rest = FOREVER if fault.rest is None else round(fault.rest * 1000)
        partial = PartialFill(share=fault.share or Decimal(1), rest_ms=rest)
        name = fault.symbol or PartialFill.ANY_SYMBOL
        self.exchange.engine.executions.partial_fills.setdefault(name, []).append(partial)
        return f"the next fill of {fault.symbol or 'any symbol'} is {fault.share} of it"

    def _cancel(self, fault: Fault) -> str | None:
        orders = [
            order
            for order in self.exchange.engine.book.open(fault.symbol)
            if order.origin is Origin.CLIENT
        ]
        if not orders:
            return None
        canceled = self.exchange.engine.cancel(orders[-1], self.exchange.now)
        return ", ".join(order.client_id for order in canceled)

    def _place(self, fault: Fault) -> str:
        """A limit order a tenth below the price, worth twice the least, where nothing is said."""
        exchange, name = self.exchange, fault.symbol or ""
        rules = exchange.market.rules.get(name)
        if rules is None:
            raise Refusal(-1121, "Invalid symbol.")
        view = exchange.view(name)
        at_market = fault.price is None and fault.quantity is not None
        price = fault.price or view.last * Decimal("0.9") // rules.tick * rules.tick
        least = 2 * rules.min_notional / price // rules.step * rules.step + rules.step
        new = NewOrder(
            symbol=name,
            side=OrderSide(fault.side),
            type=OrderType.MARKET if at_market else OrderType.LIMIT,
            quantity=fault.quantity or least,
            price=None if at_market else price,
            client_id=f"web-{len(exchange.engine.book.orders) + 1}",
        )
        return exchange.engine.place(new, view, Origin.OUTSIDE).client_id

    def _skew(self, fault: Fault) -> str:
        self.exchange.clock.skew = round((fault.skew or 0) * 1000)
        if fault.seconds is not None:
            back = Fault(kind=FaultKind.CLOCK_SKEW, skew=0)
            self.schedule.plan(self.exchange.now + round(fault.seconds * 1000), back)
        return f"its clock is told {fault.skew} s off"
