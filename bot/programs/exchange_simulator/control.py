"""What is not the exchange's: endpoints under /sim that move the clock and tell the truth."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

from bot.domain.errors import ConfigError
from bot.programs.exchange_simulator.faults import FaultyExchange, document, faults_of
from bot.programs.exchange_simulator.judge import verdict
from bot.programs.exchange_simulator.matching import Refusal
from bot.programs.exchange_simulator.rest import Answer, HttpRequest, answered, refused
from bot.programs.exchange_simulator.truth import truth_of

PREFIX = "/sim/"


class SimulatorControl:
    """The simulator's own endpoints; no fault and no limit concerns them."""

    def __init__(self, faulty: FaultyExchange) -> None:
        self._faulty = faulty
        self._exchange = faulty.exchange
        self._endpoints: dict[tuple[str, str], Callable[[HttpRequest], Any]] = {
            ("GET", "clock"): lambda _: self._clock(),
            ("POST", "advance"): self._advance,
            ("GET", "ledger"): self._ledger,
            ("GET", "verdict"): self._verdict,
            ("GET", "faults"): lambda _: self._faults(),
            ("POST", "faults"): self._add_faults,
            ("DELETE", "faults"): self._clear_faults,
        }

    def answer(self, request: HttpRequest) -> Answer:
        """The answer to a request whose path begins with /sim/."""
        self._faulty.settle()
        endpoint = self._endpoints.get((request.method, request.path.removeprefix(PREFIX)))
        try:
            if endpoint is None:
                raise Refusal(404, f"no {request.method} {request.path} here", 404)
            return answered(endpoint(request))
        except Refusal as refusal:
            return refused(refusal)
        except ConfigError as exc:
            return refused(Refusal(400, str(exc)))

    def _clock(self) -> dict[str, Any]:
        clock = self._exchange.clock
        return {"now": clock.now(), "told": clock.told(), "speed": clock.speed, "end": clock.end}

    def _advance(self, request: HttpRequest) -> dict[str, Any]:
        try:
            seconds = float(orjson.loads(request.body)["seconds"])
        except (KeyError, TypeError, ValueError) as exc:
            raise Refusal(400, 'need {"seconds": 60}, seconds to move the clock by') from exc
        if not 0 <= seconds < 1e9:
            raise Refusal(400, f"need seconds from 0 on, was {seconds}")
        self._exchange.clock.advance(seconds)
        self._faulty.settle()
        return self._clock()

    def _ledger(self, request: HttpRequest) -> dict[str, Any]:
        with_requests = request.parameters().get("requests") != "no"
        return truth_of(self._exchange, with_requests=with_requests)

    def _verdict(self, request: HttpRequest) -> dict[str, Any]:
        try:
            dust = Decimal(request.parameters().get("dust", "0"))
        except InvalidOperation as exc:
            raise Refusal(400, "need a quantity as dust, such as 0.001") from exc
        return verdict(truth_of(self._exchange, with_requests=False), dust)

    def _faults(self) -> dict[str, Any]:
        schedule = self._faulty.schedule
        return {
            "pending": [document(each) for each in schedule.pending()],
            "happened": [each.document() for each in schedule.happened],
        }

    def _add_faults(self, request: HttpRequest) -> dict[str, Any]:
        try:
            content = orjson.loads(request.body)
        except orjson.JSONDecodeError as exc:
            raise Refusal(400, "need a fault or a list of faults as JSON") from exc
        for fault in faults_of(content):
            self._faulty.schedule.add(fault, self._exchange.now)
        return self._faults()

    def _clear_faults(self, _request: HttpRequest) -> dict[str, Any]:
        self._faulty.schedule.clear()
        return self._faults()
