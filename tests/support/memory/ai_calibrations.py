"""Calibrations of the AI in memory."""

from bot.domain import AiCalibration, Document
from bot.domain.encoding import encode
from bot.state.ai_calibrations import calibration_in, refuse_unsafe_name


class MemoryAiCalibrations:
    """An AiCalibrationStore."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def write(self, name: str, document: Document) -> AiCalibration:
        """Keep it."""
        refuse_unsafe_name(name)
        data = encode(document)
        calibration = calibration_in(name, data)
        self._kept[name] = data
        return calibration

    def read(self, name: str) -> AiCalibration | None:
        """The one of that name."""
        refuse_unsafe_name(name)
        data = self._kept.get(name)
        return None if data is None else calibration_in(name, data)
