"""A fault that is told once, however long it lasts."""

from structlog.typing import FilteringBoundLogger


class LastingFault:
    """Logs `event` with what is wrong where that is news."""

    def __init__(self, log: FilteringBoundLogger, event: str) -> None:
        self._log = log
        self._event = event
        self._fault: str | None = None

    def tell(self, fault: str | None) -> None:
        """What is wrong now; None = nothing is any more."""
        if fault is not None and fault != self._fault:
            self._log.error(self._event, error=fault)
        self._fault = fault
