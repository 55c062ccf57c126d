"""The last decision taken apart: rules with live values, checks on the way, the entry planned."""

from api.decision.checks import checks_of
from api.decision.plan import plan_of
from api.decision.rules import rules_of

__all__ = ["checks_of", "plan_of", "rules_of"]
