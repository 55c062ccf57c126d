"""Takes backtests in, and has them run one after the other."""

import logging
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from api.backtests.kept_few import to_forget
from api.backtests.program import BacktestProgram
from api.backtests.running import RunningBacktest
from bot.domain import BacktestRequest, BacktestState, KeptBacktest, Volume
from bot.domain.errors import ConfigError, StateError, VolumeInUse

ROLE = "backtests"
ENDED_WITH_SERVICE = "the service ended while it ran: start it again"
SERVICE_FAILED = "the service failed while it ran; its log says why: start it again"
_SECONDS_BETWEEN_LOOKS = 1.0
_log = logging.getLogger(__name__)


class BacktestDesk:
    """The backtests of a volume, run in a thread that holds the role on it.

    Where another process holds it, that one runs what is taken in here. The thread begins with
    the first backtest that there is, and ends when nothing waits. What is removed from the volume
    while it runs is ended.
    """

    def __init__(
        self, volume: Volume, program: BacktestProgram, now: Callable[[], datetime]
    ) -> None:
        self._volume = volume
        self._store = volume.backtests
        self._program = program
        self._now = now
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()

    def open(self) -> None:
        """Go on with what waits, and say of what ran in a process before that it failed.

        The service starts also where the backtests cannot be read; their routes say why.
        """
        try:
            is_unfinished = any(not backtest.state.is_over for backtest in self._store.all())
        except StateError as error:
            _log.warning("backtests cannot be read: %s", error)
            return
        if is_unfinished:
            self._wake()

    def close(self) -> None:
        """End what runs, which is marked as failed; what waits goes on waiting."""
        self._closing.set()
        with self._guard:
            thread = self._thread
        if thread is not None:
            thread.join()

    def take(self, request: BacktestRequest, note: str | None) -> KeptBacktest:
        """Keep a new one, which waits for its turn; ConfigError where it cannot be had."""
        now = self._now().astimezone(UTC)
        request.refuse_too_many(now)
        if request.csv is not None:
            self._refuse_missing(request.csv)
        backtest = KeptBacktest(
            id=f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}", at=now, request=request, note=note
        )
        with self._guard:
            for old in to_forget(self._store.all()):
                self._store.remove(old.id)
            self._store.add(backtest)
        self._wake()
        return backtest

    def _refuse_missing(self, name: str) -> None:
        files = self._volume.candle_files()
        if name not in files:
            names = ", ".join(files) or "none"
            raise ConfigError(f"need a file of candles of the volume ({names}), was {name!r}")

    def _wake(self) -> None:
        with self._guard:
            if self._closing.is_set() or (self._thread is not None and self._thread.is_alive()):
                return
            self._thread = threading.Thread(target=self._work, name="backtests", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        """Until nothing waits, or the service ends; what the volume refuses is tried again."""
        trouble: str | None = None
        while not self._closing.is_set():
            try:
                has_worked = self._worked_as_holder(trouble or ENDED_WITH_SERVICE)
                if self._is_over():
                    return
                trouble = None
            except (StateError, OSError) as error:
                has_worked, before = False, trouble
                trouble = self._volume.without_location(str(error))
                if trouble != before:
                    _log.warning("backtests cannot be run: %s", error)
            if not has_worked:
                self._closing.wait(_SECONDS_BETWEEN_LOOKS)

    def _is_over(self) -> bool:
        """Whether nothing waits; then the next one that is taken in begins another thread."""
        with self._guard:
            if all(backtest.state.is_over for backtest in self._store.all()):
                self._thread = None
                return True
        return False

    def _worked_as_holder(self, ended_because: str) -> bool:
        """Whether this process holds the role, and so has run what waits.

        What ran by the record before it did has ended because of that.
        """
        try:
            role = self._volume.hold(ROLE)
        except VolumeInUse:
            return False
        with role:
            self._mark_what_ran(ended_because)
            try:
                self._run_what_waits()
            finally:
                is_closing = self._closing.is_set()
                self._mark_what_ran(ENDED_WITH_SERVICE if is_closing else SERVICE_FAILED)
            return True

    def _run_what_waits(self) -> None:
        while not self._closing.is_set():
            waiting = [b for b in self._store.all() if b.state is BacktestState.QUEUED]
            if not waiting:
                return
            RunningBacktest(self._volume, self._program, waiting[-1], self._closing).run()

    def _mark_what_ran(self, why: str) -> None:
        """Who holds the role runs nothing at this moment: what runs by the record has failed."""
        for backtest in self._store.all():
            if backtest.state is BacktestState.RUNNING:
                self._store.change(backtest.id, lambda kept: kept.failed(why))
