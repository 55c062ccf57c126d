"""From a request to its answer: limits, signature, endpoint, and what goes into the record."""

from dataclasses import replace
from typing import Any

from bot.programs.exchange_simulator.faults import Fault, FaultyExchange
from bot.programs.exchange_simulator.matching import Refusal
from bot.programs.exchange_simulator.request_log import RequestRecord
from bot.programs.exchange_simulator.rest.messages import (
    HTML,
    Answer,
    Delivery,
    HttpRequest,
    answered,
    refused,
)
from bot.programs.exchange_simulator.rest.parameters import Parameters
from bot.programs.exchange_simulator.rest.routes import ROUTES, Route
from bot.programs.exchange_simulator.rest.security import refuse_stranger
from bot.programs.exchange_simulator.rest.spoiled_answers import is_carried_out, spoiled

_CLIENT_IDS = ("newClientOrderId", "origClientOrderId", "listClientOrderId")
_NO_SUCH_PAGE = Answer(body=b"<html>404 Not Found</html>", status=404, content_type=HTML)


class RestInterface:
    """Answers what clients of the exchange ask; every request is kept in the exchange's record."""

    def __init__(self, faulty: FaultyExchange) -> None:
        self._faulty = faulty
        self._exchange = faulty.exchange

    def answer(self, request: HttpRequest) -> Answer:
        """Let the market move on to now, and answer, rightly or as a fault will have it."""
        self._faulty.settle()
        record = self._recorded(request)
        self._exchange.requests.append(record)
        fault = self._met_fault(record)
        if fault is None:
            answer = self._right_answer(request, record)
        else:
            answer = self._wrong_answer(request, record, fault)
        arrives = answer.delivery in (Delivery.WHOLE, Delivery.CUT)
        record.status, record.code = answer.status if arrives else 0, answer.code
        return answer

    def _met_fault(self, record: RequestRecord) -> Fault | None:
        """The fault that the request meets; in a silence there is nothing but the silence."""
        if self._exchange.limits.is_silent(record.second):
            return None
        schedule = self._faulty.schedule
        return schedule.met_by(record.method, record.path, record.symbol, record.time)

    def _wrong_answer(self, request: HttpRequest, record: RequestRecord, fault: Fault) -> Answer:
        record.fault = fault.kind.value
        right = self._right_answer(request, record) if is_carried_out(fault) else Answer(body=b"")
        detail = f"{record.method} {record.path} {record.symbol or ''} {record.client_id or ''}"
        self._faulty.schedule.record(fault, record.time, record.second, detail.strip())
        return spoiled(fault, right, self._exchange)

    def _right_answer(self, request: HttpRequest, record: RequestRecord) -> Answer:
        exchange, limits = self._exchange, self._exchange.limits
        route = ROUTES.get((request.method, request.path))
        weight = 1 if route is None else route.cost(request.parameters())
        told = exchange.clock.told()
        try:
            record.is_violation = limits.is_silent(record.second)
            limits.refuse_in_silence(record.second, told)
            limits.use(weight, record.second, told)
            if route is None:
                return _NO_SUCH_PAGE
            answer = answered(self._result(route, request))
        except Refusal as refusal:
            answer = refused(refusal)
            if limits.is_silent(record.second):
                retry_after = str(limits.retry_after(record.second))
                answer = replace(answer, headers={"Retry-After": retry_after})
        return replace(answer, headers={**answer.headers, **self._count_headers(request, record)})

    def _result(self, route: Route, request: HttpRequest) -> Any:
        if route.is_signed:
            refuse_stranger(self._exchange, request)
        return route.answer(self._exchange, Parameters(request.parameters()))

    def _count_headers(self, request: HttpRequest, record: RequestRecord) -> dict[str, str]:
        limits = self._exchange.limits
        weight = str(limits.used_weight)
        headers = {"X-MBX-USED-WEIGHT": weight, "X-MBX-USED-WEIGHT-1M": weight}
        if request.method == "POST":
            headers["X-MBX-ORDER-COUNT-10S"] = str(limits.orders_lately(record.second))
            headers["X-MBX-ORDER-COUNT-1D"] = str(limits.orders_today())
        return headers

    def _recorded(self, request: HttpRequest) -> RequestRecord:
        values = request.parameters()
        return RequestRecord(
            time=self._exchange.now,
            second=self._exchange.clock.client_seconds(),
            method=request.method,
            path=request.path,
            symbol=values.get("symbol"),
            client_id=next((values[name] for name in _CLIENT_IDS if name in values), None),
            is_signed="signature" in values,
        )
