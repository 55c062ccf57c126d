"""Where a page of a list by time ends, as a text that only this service reads."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.errors import ConfigError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
_END = datetime.max.replace(tzinfo=UTC)
_INSIDE = re.compile(r"(-?\d{1,18}):(\d{1,6}):(.{1,100})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """The last record of a page: its moment and symbol, and how many of these it has had.

    Of a list without symbols, the list's name.
    """

    at: datetime
    symbol: str
    count: int

    @property
    def text(self) -> str:
        """The mark as a cursor."""
        inside = f"{(self.at - EPOCH) // MICROSECOND}:{self.count}:{self.symbol}"
        return base64.urlsafe_b64encode(inside.encode()).decode().rstrip("=")

    @classmethod
    def of_text(cls, text: str) -> "Mark":
        """What `text` gave; ConfigError for anything else."""
        try:
            padded = text.encode("ascii") + b"=" * (-len(text) % 4)
            inside = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
            match = _INSIDE.fullmatch(inside)
            if match is None:
                raise ValueError(inside)
            at = EPOCH + int(match[1]) * MICROSECOND
            if at == _END:  # what is read from a mark on begins a microsecond after it
                raise ValueError(inside)
        except (ValueError, OverflowError, binascii.Error) as error:
            raise ConfigError("need a cursor that this list gave out") from error
        return cls(at, match[3], int(match[2]))
