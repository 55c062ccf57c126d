"""Who asks, whether the signature is right, and whether the request is fresh."""

import hashlib
import hmac
import re

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.matching import Refusal
from bot.programs.exchange_simulator.rest.messages import HttpRequest
from bot.programs.exchange_simulator.rest.parameters import missing

_MOST_WINDOW = 60_000
_WINDOW = 5_000
_AHEAD = 1_000
_SIGNATURE = re.compile(r"(^|&)signature=[^&]*")


def refuse_stranger(exchange: SimulatedExchange, request: HttpRequest) -> None:
    """Refuse a signed request with a wrong key, signature or time."""
    parameters, access = request.parameters(), exchange.setup.access
    key = request.headers.get("x-mbx-apikey", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", key):
        raise Refusal(-2014, "API-key format invalid.", 401)
    _refuse_wrong_time(exchange, parameters)
    if not parameters.get("signature"):
        raise missing("signature")
    payload = _SIGNATURE.sub("", request.query) + _SIGNATURE.sub("", request.body)
    right = hmac.new(access.secret.encode(), payload.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(right, parameters["signature"].lower()):
        raise Refusal(-1022, "Signature for this request is not valid.")
    if access.key not in (None, key):
        raise Refusal(-2015, "Invalid API-key, IP, or permissions for action.", 401)


def _refuse_wrong_time(exchange: SimulatedExchange, parameters: dict[str, str]) -> None:
    """-1021 outside of the window, which at N times the real speed is N times as long."""
    stamp = parameters.get("timestamp", "")
    window = parameters.get("recvWindow", str(_WINDOW))
    if not stamp.isdigit():
        raise missing("timestamp")
    if not re.fullmatch(r"\d+(\.\d{1,3})?", window):
        raise missing("recvWindow")
    if float(window) > _MOST_WINDOW:
        words = f"recvWindow must be less than or equal to {_MOST_WINDOW}."
        raise Refusal(-1131, words)
    told, patience = exchange.clock.told(), exchange.clock.patience
    if int(stamp) >= told + _AHEAD * patience:
        words = "Timestamp for this request was 1000ms ahead of the server's time."
        raise Refusal(-1021, words)
    if told - int(stamp) > float(window) * patience:
        raise Refusal(-1021, "Timestamp for this request is outside of the recvWindow.")
