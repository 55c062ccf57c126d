"""Compiled code kept on disk is that of the sources as they are now."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import bot.compiled.loops

INNER = "from bot.compiled.loops import compiled\n@compiled\ndef inner(x):\n    return x + {}\n"
OUTER = (
    "from bot.compiled.loops import compiled\nfrom bot.inner import inner\n"
    "@compiled\ndef outer(x):\n    return inner(x)\n"
)


def house(folder: Path, constant: int) -> None:
    (folder / "bot" / "compiled").mkdir(parents=True, exist_ok=True)
    shutil.copy(bot.compiled.loops.__file__, folder / "bot" / "compiled")
    (folder / "bot" / "inner.py").write_text(INNER.format(constant))
    (folder / "bot" / "outer.py").write_text(OUTER)


def outer_of_one(folder: Path, **environment: str) -> str:
    program = (
        "from bot.outer import outer; print(outer(1), sum(outer.stats.cache_hits.values()), end='')"
    )
    # PYTHONPATH as well as cwd: the copy must be the one found
    variables = {**os.environ, "PYTHONPATH": str(folder), **environment}
    return subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=variables, check=True, capture_output=True
    ).stdout.decode()


def test_a_change_in_a_called_file_is_not_hidden_by_the_cache(tmp_path):
    house(tmp_path, 10)
    assert outer_of_one(tmp_path) == "11 0"
    assert outer_of_one(tmp_path) == "11 1"
    house(tmp_path, 20)
    assert outer_of_one(tmp_path) == "21 0"


def test_nowhere_to_keep_it_is_no_reason_to_fail(tmp_path):
    house(tmp_path, 10)
    nowhere = str(tmp_path / "bot" / "outer.py" / "below-a-file")
    assert outer_of_one(tmp_path, NUMBA_CACHE_DIR=nowhere, XDG_CACHE_HOME=nowhere) == "11 0"
