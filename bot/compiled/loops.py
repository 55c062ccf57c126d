"""The one way code is compiled here."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")

_config: Any = numba.config  # its fields are made at run time
_config.SLP_VECTORIZE = 1  # the same step of neighbouring rows becomes one instruction; same bits
_PACKAGE = Path(__file__).resolve().parents[1]


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile on first call; kept on disk for later processes; runs without the GIL.

    Division follows numpy (x / 0 is inf or NaN, no exception); float arithmetic is strict IEEE, so
    that every machine and every number of threads gives the same bits.
    """
    folder_of_others = _config.CACHE_DIR
    _config.CACHE_DIR = _CACHE_FOLDER
    try:
        wrapped: Callable[P, R] = numba.njit(
            cache=bool(_CACHE_FOLDER), nogil=True, error_model="numpy", forceinline=True
        )(function)
    finally:
        _config.CACHE_DIR = folder_of_others
    return wrapped


def _sources_digest() -> str:
    """Differs whenever a file with compiled code does.

    numba looks at a function's own file only, and would go on running the old body of a function
    that another file inlines.
    """
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        source = path.read_bytes()
        if b"@compiled" in source:
            digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + source + b"\0")
    return digest.hexdigest()[:16]


def _cache_folder() -> str:
    """NUMBA_CACHE_DIR, beside the code, or the user's cache: the first writable; "" for none."""
    user = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache")
    for base in (Path(_config.CACHE_DIR or _PACKAGE / "__pycache__"), user / "algo-trading-lab"):
        try:
            folder = base.expanduser() / f"compiled-{_sources_digest()}"
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        except (OSError, RuntimeError):  # not writable, or nobody's home
            continue
        return str(folder)
    return ""


_CACHE_FOLDER = _cache_folder()
