"""What the gate remembers of one symbol between runs."""

from bot.domain import PromotionStore, StrategyConfig
from bot.optimizer import GateState, RollbackWatch


class GateMemory:
    """Reads what the gate remembers, and writes what is new; a dry run never writes."""

    def __init__(self, promotions: PromotionStore, symbol: str, *, dry_run: bool) -> None:
        self._symbol = symbol
        self._promotions = promotions
        self._dry_run = dry_run
        self._state = GateState()

    @property
    def state(self) -> GateState:
        """What is remembered now; in a dry run what would be."""
        return self._state

    def read(self) -> GateState:
        """What was written last; DataError or StateError where it cannot be trusted."""
        values = self._promotions.read(self._symbol)
        self._state = GateState() if values is None else GateState.from_dict(values)
        return self._state

    def write(self, state: GateState) -> None:
        """Replace it, where there is anything new; StateError where the volume refuses."""
        if state != self._state and not self._dry_run:
            self._promotions.write(self._symbol, state.to_dict())
        self._state = state


def still_watched(watch: RollbackWatch | None, in_use: StrategyConfig) -> RollbackWatch | None:
    """The watch while what it promoted is in use; what a person put there is not watched."""
    return watch if watch is not None and watch.promoted == in_use else None
