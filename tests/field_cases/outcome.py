"""What run_backtest.py makes of a file."""

import contextlib
import io
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.command_line import run_program
from bot.programs.backtest.program import main
from bot.settings.names import SETTING_NAMES
from tests.field_cases.cases import FieldCase

QUICK = ("--ema-fast=3", "--ema-slow=8", "--rsi-period=5")
ALWAYS_SHORT = """
from dataclasses import dataclass
import numpy as np
from bot.strategy import CandleArrays, Opinions

@dataclass(frozen=True, kw_only=True)
class AlwaysShort:
    warm_up_candles = 1
    search_space = {}
    price_values = ()

    def opinions(self, candles: CandleArrays) -> Opinions:
        every = np.ones(len(candles))
        return Opinions(direction=-every, confidence=every, values={})
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program said: the document, or the refusal."""

    document: dict | None
    refusal: str

    @property
    def line(self) -> str:
        """In one line."""
        if self.document is None:
            return f"refused: {self.refusal}"
        data, metrics = self.document["data"], self.document["metrics"]
        figures = (
            f"{data['candles']} {data['timeframe']} candles, {metrics['total_trades']} trades,"
            f" {metrics['ending_balance']!r}"
        )
        return "; ".join([figures, *self.document["warnings"]])


def outcome_of(file: Path, case: FieldCase) -> Outcome:
    """Run the program on the file in an empty folder, without settings."""
    flags = ("--csv", str(file), "--yes", "--quiet", "--json", *QUICK, *case.flags)
    said, told = io.StringIO(), io.StringIO()
    with _empty_folder(), contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
        code = run_program("run_backtest.py", main, flags)
    if code == 0:
        return Outcome(json.loads(said.getvalue()), "")
    assert (code, said.getvalue(), told.getvalue().count("\n")) == (3, "", 1), told.getvalue()
    return Outcome(None, told.getvalue().strip().rpartition(f"{file.name}: ")[2])


@contextlib.contextmanager
def _empty_folder() -> Iterator[None]:
    before = {name: os.environ.pop(name, None) for name in SETTING_NAMES}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        strategies = Path("data") / "strategies"
        strategies.mkdir(parents=True)
        (strategies / "always_short.py").write_text(ALWAYS_SHORT)
        yield
    os.environ.update({name: value for name, value in before.items() if value is not None})
