"""One backtest while it runs: from its turn to its end on the volume."""

import threading
from dataclasses import dataclass, replace
from pathlib import Path

from api.backtests.figures import done_with
from api.backtests.program import BacktestProgram, Output
from api.backtests.told import Step
from bot.domain import BacktestState, KeptBacktest, Volume
from bot.domain.errors import DataError


@dataclass(frozen=True, slots=True)
class RunningBacktest:
    """Writes its steps and its end to the volume, as long as it is kept there.

    It is ended when it is removed from the volume, or when `closing` is set.
    """

    volume: Volume
    program: BacktestProgram
    backtest: KeptBacktest
    closing: threading.Event

    def run(self) -> None:
        """To its end; nothing of it is left where it was removed meanwhile."""
        store, own = self.volume.backtests, self.backtest.id
        if store.change(own, lambda kept: replace(kept, state=BacktestState.RUNNING)) is None:
            return
        try:
            output = self.program.run(
                self.backtest.request, self._file(), self._tell_step, self._goes_on
            )
            if output is not None:
                self._keep(output)
        except DataError as error:
            self._fail(self.volume.without_location(str(error)))
        except OSError as error:
            self._fail(f"it could not be run: {error.strerror or error}")

    def _file(self) -> Path | None:
        name = self.backtest.request.csv
        if name is None:
            return None
        file = self.volume.candle_files().get(name)
        if file is None:
            raise DataError(f"{name} is no longer on the volume")
        return file

    def _tell_step(self, step: Step) -> None:
        def told(kept: KeptBacktest) -> KeptBacktest:
            return replace(kept, progress=step.progress, eta_seconds=step.eta_seconds)

        self.volume.backtests.change(self.backtest.id, told)

    def _goes_on(self) -> bool:
        is_kept = self.volume.backtests.read(self.backtest.id) is not None
        return is_kept and not self.closing.is_set()

    def _keep(self, output: Output) -> None:
        done_with(self.backtest, output.result)  # refuses a document that cannot be read
        result = self.volume.without_location(output.result.decode()).encode()
        self.volume.backtests.finish(
            self.backtest.id,
            lambda kept: done_with(kept, result),
            result=result,
            report=output.report,
        )

    def _fail(self, why: str) -> None:
        self.volume.backtests.change(self.backtest.id, lambda kept: kept.failed(why))
