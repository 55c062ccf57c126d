"""Every request that reached the simulator, as truth to judge a client by."""

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class RequestRecord:
    """One request and its answer; `time` in simulated milliseconds, `second` as clients count.

    `status` is 0 where no answer was sent, `is_violation` says that it came during a ban or a
    silence that the exchange had asked for, and `fault` names the fault that it met.
    """

    time: int
    second: float
    method: str
    path: str
    symbol: str | None
    client_id: str | None
    is_signed: bool
    status: int = 0
    code: int | None = None
    is_violation: bool = False
    fault: str | None = None
