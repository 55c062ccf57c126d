"""From a request to its answer: limits, signature, endpoint, and what goes into the record."""

from dataclasses import replace
from typing import Any

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.matching import Refusal
from bot.programs.exchange_simulator.request_log import RequestRecord
from bot.programs.exchange_simulator.rest.messages import (
    HTML,
    Answer,
    HttpRequest,
    answered,
    refused,
)
from bot.programs.exchange_simulator.rest.parameters import Parameters
from bot.programs.exchange_simulator.rest.routes import ROUTES, Route
from bot.programs.exchange_simulator.rest.security import refuse_stranger

_CLIENT_IDS = ("newClientOrderId", "origClientOrderId", "listClientOrderId")
_NO_SUCH_PAGE = Answer(body=b"<html>404 Not Found</html>", status=404, content_type=HTML)


class RestInterface:
    """Answers what clients of the exchange ask; every request is kept in the exchange's record."""

    def __init__(self, exchange: SimulatedExchange) -> None:
        self._exchange = exchange

    def answer(self, request: HttpRequest) -> Answer:
        """Let the market move on to now, and answer."""
        exchange = self._exchange
        exchange.settle()
        record = self._recorded(request)
        exchange.requests.append(record)
        answer = self._answer(request, record)
        record.status, record.code = answer.status, answer.code
        return answer

    def _answer(self, request: HttpRequest, record: RequestRecord) -> Answer:
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
