"""The exchange over HTTP."""

from bot.programs.exchange_simulator.rest.interface import RestInterface
from bot.programs.exchange_simulator.rest.messages import Answer, HttpRequest, answered, refused
from bot.programs.exchange_simulator.rest.server import HttpConnection

__all__ = ["Answer", "HttpConnection", "HttpRequest", "RestInterface", "answered", "refused"]
