"""Runs a case in a folder of its own and gives what was shown and written, normalized."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.golden.case import Case, Service, Step
from tests.golden.exchange import exchange_of
from tests.golden.normal import Normal
from tests.golden.service import answers
from tests.golden.written import written

SLOWEST_SECONDS = 1800
PASSED_ON = ("PATH", "HOME", "TMPDIR", "NUMBA_CACHE_DIR", "XDG_CACHE_HOME")
"""All that a program learns of the environment; a setting of the person at work is none of it."""
SETTINGS = {
    "DATA_DIR": "data",
    "COLUMNS": "80",
    "NO_COLOR": "1",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "LOGNAME": "tester",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """Programs of the checkout `tree`, run by this Python; see Normal for `exact`."""

    tree: Path
    exact: bool

    def run(self, case: Case) -> dict[str, str]:
        """Every output of the case by its name: exit codes, both streams, files."""
        with (
            tempfile.TemporaryDirectory(prefix="golden-") as name,
            exchange_of(case.exchange) as exchange,
        ):
            folder = Path(name).resolve()
            self._put(case.files, folder)
            url = {} if exchange is None else {"EXCHANGE_URL": exchange.url}
            environment = self._environment({**case.settings, **url})
            normal = Normal(
                began=datetime.now(UTC),
                places=((str(folder), "<LAB>"), (str(self.tree), "<TREE>")),
                exact=self.exact,
                exchange=bool(case.exchange),
            )
            parts = dict(self._steps(case, folder, environment))
            parts |= written(folder, case.files, exact=self.exact)
            return {normal(part): normal(text) for part, text in parts.items()}

    def _steps(
        self, case: Case, folder: Path, environment: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        for number, step in enumerate(case.steps, start=1):
            own = {**environment, **step.settings}
            title = f"{number:02d}-{step.name}"
            if isinstance(step, Service):
                yield from answers(step, title, folder, own, exact=self.exact)
            else:
                yield from self._step(step, title, folder, own)

    def _step(
        self, step: Step, title: str, folder: Path, environment: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        first, *further = step.command
        program = [first] if first == "-m" else [str(self.tree / first)]
        done = subprocess.run(
            [sys.executable, *program, *further],
            cwd=folder,
            env=environment,
            input=step.typed.encode(),
            capture_output=True,
            timeout=SLOWEST_SECONDS,
            check=False,
        )
        yield f"{title}.exit-code", f"{done.returncode}\n"
        yield f"{title}.stdout", done.stdout.decode()
        yield f"{title}.stderr", done.stderr.decode()

    def _put(self, files: Mapping[str, bytes], folder: Path) -> None:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def _environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        return {**passed_on, **SETTINGS, "PYTHONPATH": str(self.tree), **settings}
