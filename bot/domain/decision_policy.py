"""How the three opinions become one decision."""

from dataclasses import dataclass, fields
from typing import Any

from bot.domain.checks import finite_number, require, truth
from bot.domain.kept import AiCalibration


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPolicy:
    """What a decision depends on beside the StrategyConfig; results state both.

    Below `min_confidence` the decision is FLAT; the AI overrides the technical action only above
    `ai_override_confidence`; an event loses half its weight every `macro_half_life_hours`.
    `ai_calibration` is what the AI's probabilities go through first, None = they stand as they are.
    """

    ai_enabled: bool = True
    macro_enabled: bool = True
    min_confidence: float = 0.4
    ai_override_confidence: float = 0.6
    macro_half_life_hours: float = 72.0
    ai_calibration: AiCalibration | None = None

    def __post_init__(self) -> None:
        truth("ai_enabled", self.ai_enabled)
        truth("macro_enabled", self.macro_enabled)
        for name in ("min_confidence", "ai_override_confidence"):
            value = finite_number(name, getattr(self, name))
            require(0 <= value <= 1, f"0 <= {name} <= 1", value)
        half_life = finite_number("macro_half_life_hours", self.macro_half_life_hours)
        require(half_life > 0, "macro_half_life_hours > 0", half_life)

    def to_dict(self) -> dict[str, Any]:
        """Every field by name, ready for JSON; without a calibration where there is none."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        if self.ai_calibration is None:
            del values["ai_calibration"]
        else:
            values["ai_calibration"] = self.ai_calibration.to_dict()
        return values
