"""Calibrations of the AI, a file each."""

import hashlib
from pathlib import Path

from bot.domain import AiCalibration, Document, sanitize_symbol_for_fs
from bot.domain.encoding import encode
from bot.domain.errors import ConfigError, StateError
from bot.state.files import (
    file_size,
    make_private_folder,
    parse_object,
    read_file,
    remove_leftovers,
    replace_file,
)

CALIBRATIONS_FOLDER = "ai_calibrations"
METHOD = "platt"
MOST_BYTES = 1_000_000


class JsonAiCalibrationStore:
    """An AiCalibrationStore in ai_calibrations/<name>.json."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / CALIBRATIONS_FOLDER

    def write(self, name: str, document: Document) -> AiCalibration:
        """Replace the file of that name."""
        path = self._path(name)
        data = encode(document, readable=True) + b"\n"
        calibration = calibration_in(name, data)
        make_private_folder(self._folder)
        remove_leftovers(self._folder, path.name)
        replace_file(path, data)
        return calibration

    def read(self, name: str) -> AiCalibration | None:
        """The calibration in the file of that name."""
        path = self._path(name)
        return read_ai_calibration(path) if path.is_file() else None

    def _path(self, name: str) -> Path:
        refuse_unsafe_name(name)
        return self._folder / f"{name}.json"


def read_ai_calibration(path: Path) -> AiCalibration:
    """The calibration of a file that a person names; ConfigError where it cannot be used."""
    try:
        if file_size(path) > MOST_BYTES:
            raise StateError(f"need at most {MOST_BYTES} bytes in {path}")
        data = read_file(path)
        if data is None:
            raise StateError(f"{path} is missing")
        return calibration_in(path.stem, data)
    except (StateError, ConfigError) as error:
        raise ConfigError(f"the calibration {path} cannot be used: {error}") from error


def calibration_in(name: str, data: bytes) -> AiCalibration:
    """What the bytes of a file hold; ConfigError or StateError where that is no calibration."""
    values = parse_object(data, Path(name))
    method = values.get("method")
    if method != METHOD:
        raise ConfigError(f"need the method {METHOD} in a calibration, was {method!r}")
    sha256 = hashlib.sha256(data).hexdigest()
    return AiCalibration.from_dict({**values, "name": name, "sha256": sha256})


def refuse_unsafe_name(name: str) -> None:
    """ConfigError for what cannot be the name of a file."""
    if sanitize_symbol_for_fs(name) != name:
        raise ConfigError(
            f"need a name of letters, digits, dots, dashes and underscores, was {name!r}"
        )
