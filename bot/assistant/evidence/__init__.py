"""What is on record for a question, read by the ports of the volume."""

from bot.assistant.evidence.evidence import Evidence
from bot.assistant.evidence.gather import Records, evidence_for

__all__ = ["Evidence", "Records", "evidence_for"]
