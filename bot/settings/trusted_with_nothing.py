"""The environment of a process that computes and is trusted with nothing."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from bot.domain import Secret
from bot.settings.ai import NO_CALIBRATION
from bot.settings.names import ALIASES, GROUPS, SETTING_NAMES

_ALL_FIELDS = tuple(field for group in GROUPS.values() for field in fields(group))


def _names_of_kind(kind: type[Any]) -> frozenset[str]:
    return frozenset(
        field.name.upper()
        for field in _ALL_FIELDS
        if field.type is kind or kind in get_args(field.type)
    )


SECRET_NAMES = _names_of_kind(Secret) | frozenset(ALIASES)
_PATH_NAMES = _names_of_kind(Path) | {"DATA_DIR"}
_OF_THE_MACHINE = frozenset(
    {
        *("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "XDG_CACHE_HOME"),
        *("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "LD_LIBRARY_PATH"),
        *("NUMBA_CACHE_DIR", "NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"),
        *("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
        *("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"),
    }
)
"""What Python, its packages and their network find their way by."""


def child_environment(environ: Mapping[str, str], data_dir: Path) -> dict[str, str]:
    """The settings of `environ` that are no secret, with what a Python process needs.

    Nothing else is passed on: a name that nobody knows may hold a key. Paths hold in every working
    folder, in which the process then finds no .env either; `data_dir` is its state volume.
    """
    given = {**environ, "DATA_DIR": str(data_dir)}
    passed_on = (SETTING_NAMES - SECRET_NAMES) | _OF_THE_MACHINE
    return {
        name: _absolute(text) if _is_path(name, text) else text
        for name, text in given.items()
        if name in passed_on and text
    }


def _is_path(name: str, text: str) -> bool:
    if name == "AI_CALIBRATION":  # a file, or a name on the volume
        return text != NO_CALIBRATION and Path(text).expanduser().is_file()
    return name in _PATH_NAMES


def _absolute(text: str) -> str:
    return str(Path(text).expanduser().absolute())
