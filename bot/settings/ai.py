"""How the AI's probabilities are taken."""

from dataclasses import dataclass

from bot.domain import one_line

NO_CALIBRATION = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class AiSettings:
    """`ai_calibration` is the name of a calibration on the volume, or a file; "off" for none."""

    ai_calibration: str = NO_CALIBRATION

    def __post_init__(self) -> None:
        one_line("AI_CALIBRATION", self.ai_calibration)
