"""Faults read from JSON: one or a list of them."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.domain.errors import ConfigError
from bot.programs.exchange_simulator.faults.fault import Fault


def faults_of(content: Any) -> list[Fault]:
    """One fault or a list of them; ConfigError, one sentence, for anything else."""
    rows = content if isinstance(content, list) else [content]
    return [_fault(row) for row in rows]


def faults_of_file(path: Path) -> list[Fault]:
    """The faults of a file; ConfigError where there are none to read."""
    try:
        return faults_of(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as exc:
        raise ConfigError(f"cannot read the faults of {path}: {exc}") from exc


def _fault(row: Any) -> Fault:
    try:
        return Fault.model_validate(row)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(each) for each in first["loc"]) or "a fault"
        raise ConfigError(f"need a fault that can happen: {where}: {first['msg']}") from exc
