"""What is not the exchange's: endpoints under /sim that move the clock and tell the truth."""

from typing import Any

import orjson

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.matching import Refusal
from bot.programs.exchange_simulator.rest import Answer, HttpRequest, answered, refused

PREFIX = "/sim/"


class SimulatorControl:
    """The simulator's own endpoints; no fault and no limit concerns them."""

    def __init__(self, exchange: SimulatedExchange) -> None:
        self._exchange = exchange

    def answer(self, request: HttpRequest) -> Answer:
        """The answer to a request whose path begins with /sim/."""
        self._exchange.settle()
        try:
            match (request.method, request.path.removeprefix(PREFIX)):
                case ("GET", "clock"):
                    return answered(self._clock())
                case ("POST", "advance"):
                    return answered(self._advance(request.body))
                case _:
                    raise Refusal(404, f"no {request.method} {request.path} here", 404)
        except Refusal as refusal:
            return refused(refusal)

    def _clock(self) -> dict[str, Any]:
        clock = self._exchange.clock
        return {"now": clock.now(), "told": clock.told(), "speed": clock.speed, "end": clock.end}

    def _advance(self, body: str) -> dict[str, Any]:
        try:
            seconds = float(orjson.loads(body)["seconds"])
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as exc:
            raise Refusal(400, 'need {"seconds": 60}, seconds to move the clock by') from exc
        if not 0 <= seconds < 1e9:
            raise Refusal(400, f"need seconds from 0 on, was {seconds}")
        self._exchange.clock.advance(seconds)
        self._exchange.settle()
        return self._clock()
