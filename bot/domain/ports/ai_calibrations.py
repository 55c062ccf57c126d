"""What calibrations of the AI are kept."""

from typing import Protocol

from bot.domain.kept import AiCalibration, Document


class AiCalibrationStore(Protocol):
    """Calibrations by name, each with all that is known of its making.

    A name is text that can be the name of a file; ConfigError for any other.
    """

    def write(self, name: str, document: Document) -> AiCalibration:
        """Keep it, whole at any instant, in place of an earlier one; answers what `read` will.

        ConfigError where the document is none of a calibration.
        """
        ...

    def read(self, name: str) -> AiCalibration | None:
        """None where there is none of that name; ConfigError where it cannot be used."""
        ...
