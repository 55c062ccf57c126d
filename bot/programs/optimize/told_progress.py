"""How far the study of each asset is, on stderr."""

from bot.command_line import Meter, tell
from bot.optimizer import StudyProgress
from bot.optimizer.search import SearchMemory

_FOLLOWS = "all tried; describing them, and a look at unseen candles if due, can take longer"


class ToldProgress:
    """Tells of one study after the other: its search, and on a terminal what follows it."""

    def __init__(self) -> None:
        self._meter = Meter()
        self._phase = ""

    @property
    def of_study(self) -> StudyProgress:
        """What a study tells."""
        return StudyProgress(begin=self._begin, search=self._search, phase=self._follow)

    def _begin(self, symbol: str, memory: SearchMemory) -> None:
        tell(f"{symbol}: {memory}")
        self._meter = Meter()

    def _search(self, done: int, total: int, best: float | None) -> None:
        score = "none yet" if best is None else f"{best:.4g}"
        said = f"{done} of {total} trials, best {score}"
        self._meter.show(done / total, said, from_start=True)
        if done == total:
            self._phase = ""
            if not self._meter.is_on_terminal:
                tell(_FOLLOWS)

    def _follow(self, phase: str, share: float) -> None:
        if phase != self._phase:
            self._phase, self._meter = phase, Meter()
        if self._meter.is_on_terminal:
            self._meter.show(share, f"{phase}, {share:.0%}", from_start=True)
