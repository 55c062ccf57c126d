"""Parameters of a request, read with the exchange's own complaints."""

import json
import re
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from bot.programs.exchange_simulator.matching import Refusal

_NUMBER = r"^([0-9]{1,20})(\.[0-9]{1,20})?$"
_CLIENT_ID = r"^[a-zA-Z0-9-_]{1,36}$"
_DECIMALS = 8
Choice = TypeVar("Choice", bound=StrEnum)


class Parameters:
    """What a request says; it knows what was read of it."""

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values
        self._read = {"timestamp", "recvWindow", "signature"}

    def text(self, name: str) -> str | None:
        """A parameter as it stands; -1105 where it is there and empty."""
        self._read.add(name)
        value = self._values.get(name)
        if value == "":
            raise Refusal(-1105, f"Parameter '{name}' was empty.")
        return value

    def needed(self, name: str) -> str:
        """A parameter that must be there."""
        value = self._values.get(name)
        if not value:
            raise missing(name)
        self._read.add(name)
        return value

    def whole(self, name: str, default: int | None = None) -> int | None:
        """A whole number."""
        value = self.text(name)
        if value is None:
            return default
        if not re.fullmatch(r"-?\d{1,20}", value):
            raise _illegal(name, "^[0-9]{1,20}$")
        return int(value)

    def limit(self, default: int = 500, most: int = 1000) -> int:
        """How many rows are asked for."""
        asked = self.whole("limit", default) or default
        if asked < 1:
            raise Refusal(-1130, "Data sent for parameter 'limit' is not valid.")
        return min(asked, most)

    def amount(self, name: str) -> Decimal | None:
        """A price or a quantity, above 0."""
        value = self.text(name)
        if value is None:
            return None
        if not re.fullmatch(_NUMBER, value):
            raise _illegal(name, _NUMBER)
        number = Decimal(value)
        if number != number.quantize(Decimal(1).scaleb(-_DECIMALS)):
            raise Refusal(-1111, f"Parameter '{name}' has too much precision.")
        if number == 0:
            raise Refusal(-1013, f"Invalid {name}.")
        return number

    def client_id(self, name: str) -> str | None:
        """A client's own id of an order."""
        value = self.text(name)
        if value is not None and not re.fullmatch(_CLIENT_ID, value):
            raise _illegal(name, _CLIENT_ID)
        return value

    def choice(self, name: str, options: type[Choice], code: int, words: str) -> Choice | None:
        """One of the exchange's words; `code` and `words` complain of any other."""
        value = self.text(name)
        if value is None:
            return None
        if value not in {each.value for each in options}:
            raise Refusal(code, words)
        return options(value)

    def symbols(self) -> list[str] | None:
        """One symbol or several, as market data takes them; None where none is named."""
        one, many = self.text("symbol"), self.text("symbols")
        if one is not None:
            return [one]
        if many is None:
            return None
        try:
            return [str(each) for each in json.loads(many)]
        except (ValueError, TypeError) as exc:
            raise Refusal(-1100, "Illegal characters found in parameter 'symbols'.") from exc

    def refuse_others(self, *ignored: str) -> None:
        """-1104 where more was sent than was read."""
        self._read.update(ignored)
        if set(self._values) - self._read:
            read, sent = len(set(self._values) & self._read), len(self._values)
            raise Refusal(
                -1104,
                "Not all sent parameters were read;"
                f" read '{read}' parameter(s) but was sent '{sent}'.",
            )


def missing(name: str) -> Refusal:
    """A parameter that must be there is not."""
    words = f"Mandatory parameter '{name}' was not sent, was empty/null, or malformed."
    return Refusal(-1102, words)


def not_required(name: str) -> Refusal:
    """A parameter that must not be there is."""
    return Refusal(-1106, f"Parameter '{name}' sent when not required.")


def _illegal(name: str, legal: str) -> Refusal:
    words = f"Illegal characters found in parameter '{name}'; legal range is '{legal}'."
    return Refusal(-1100, words)
