"""What can go wrong, as it stands in a file of faults or in a request."""

from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class FaultKind(StrEnum):
    """Faults by what they touch: answers, whether there is one, the account, the time, lists."""

    NO_ANSWER = "no_answer"
    CLOSE = "close"
    STATUS = "status"
    CUT = "cut"
    GARBAGE = "garbage"
    EMPTY = "empty"
    DELAY = "delay"
    REFUSE = "refuse"
    LIMIT = "limit"
    OUTAGE = "outage"
    REPEATED_TRADES = "repeated_trades"
    LATE_TRADES = "late_trades"
    SHUFFLED_TRADES = "shuffled_trades"
    STALE_CANDLES = "stale_candles"
    DIRTY_CANDLES = "dirty_candles"
    PARTIAL_FILL = "partial_fill"
    CANCEL_OUTSIDE = "cancel_outside"
    FOREIGN_ORDER = "foreign_order"
    TRANSFER = "transfer"
    CLOCK_JUMP = "clock_jump"
    CLOCK_SKEW = "clock_skew"

    @property
    def is_event(self) -> bool:
        """Whether it happens by itself at its time; others wait for a request."""
        return self in _EVENTS


class Dirt(StrEnum):
    """What is wrong with candles that are dirty."""

    NAN = "nan"
    ZERO = "zero"
    NEGATIVE = "negative"
    HIGH_BELOW_LOW = "high_below_low"
    DUPLICATE = "duplicate"
    GAP = "gap"
    WORDS = "words"


_EVENTS = {
    FaultKind.PARTIAL_FILL,
    FaultKind.CANCEL_OUTSIDE,
    FaultKind.FOREIGN_ORDER,
    FaultKind.TRANSFER,
    FaultKind.CLOCK_JUMP,
    FaultKind.CLOCK_SKEW,
}
_PATHS = {
    FaultKind.REPEATED_TRADES: "/api/v3/myTrades",
    FaultKind.LATE_TRADES: "/api/v3/myTrades",
    FaultKind.SHUFFLED_TRADES: "/api/v3/myTrades",
    FaultKind.STALE_CANDLES: "/api/v3/klines",
    FaultKind.DIRTY_CANDLES: "/api/v3/klines",
}
_NEEDED = {
    FaultKind.STATUS: "status",
    FaultKind.REFUSE: "code",
    FaultKind.LIMIT: "status",
    FaultKind.OUTAGE: "seconds",
    FaultKind.DELAY: "wait",
    FaultKind.LATE_TRADES: "age",
    FaultKind.STALE_CANDLES: "age",
    FaultKind.DIRTY_CANDLES: "dirt",
    FaultKind.PARTIAL_FILL: "share",
    FaultKind.FOREIGN_ORDER: "symbol",
    FaultKind.TRANSFER: "amount",
    FaultKind.CLOCK_JUMP: "seconds",
    FaultKind.CLOCK_SKEW: "skew",
}


class Fault(BaseModel):
    """One fault, and when it happens.

    `at` is in simulated seconds from the simulator's beginning; where that is over, it is now. A
    fault of requests meets those that fit `method`, `path` (a last `*` stands for anything) and
    `symbol`, leaves `after` of them alone, and meets `times` of them, or, with `seconds`, all of
    them for so many simulated seconds. `wait` and `retry_after` are in real seconds, as clients
    count; `age`, `rest` and `skew` in simulated ones. `carried_out` says whether the exchange did
    what was asked before the answer was lost; without it that is so for all but refusals.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: FaultKind
    at: float = Field(default=0, ge=0)
    method: str | None = None
    path: str | None = None
    symbol: str | None = None
    after: int = Field(default=0, ge=0)
    times: int = Field(default=1, ge=1)
    seconds: float | None = Field(default=None, gt=0)
    carried_out: bool | None = None
    code: int | None = None
    message: str | None = None
    status: int | None = Field(default=None, ge=400, le=599)
    retry_after: int = Field(default=60, ge=1)
    wait: float | None = Field(default=None, gt=0)
    age: float | None = Field(default=None, gt=0)
    dirt: Dirt | None = None
    share: Decimal | None = Field(default=None, gt=0, lt=1)
    rest: float | None = Field(default=None, ge=0)
    asset: str | None = None
    amount: Decimal | None = None
    quantity: Decimal | None = Field(default=None, gt=0)
    price: Decimal | None = Field(default=None, gt=0)
    side: str = Field(default="BUY", pattern="^(BUY|SELL)$")
    skew: float | None = None

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        needed = _NEEDED.get(self.kind)
        if needed is not None and getattr(self, needed) is None:
            raise ValueError(f"need {needed} in a fault of the kind {self.kind}")
        if self.kind is FaultKind.TRANSFER and self.asset is None:
            raise ValueError("need asset in a fault of the kind transfer")
        if self.kind is FaultKind.LIMIT and self.status not in (418, 429):
            raise ValueError(f"need a status of 418 or 429 in a limit, was {self.status}")
        return self

    def fits(self, method: str, path: str, symbol: str | None) -> bool:
        """Whether such a request meets it."""
        wanted = self.path or _PATHS.get(self.kind)
        if self.method not in (None, method) or self.symbol not in (None, symbol):
            return False
        if wanted is None:
            return True
        return path.startswith(wanted[:-1]) if wanted.endswith("*") else path == wanted
