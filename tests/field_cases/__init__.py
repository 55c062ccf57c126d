"""Candle files as users have them: what is right for each, and what run_backtest.py gives."""

from tests.field_cases.cases import FIELD_CASES, FieldCase
from tests.field_cases.outcome import outcome_of

__all__ = ["FIELD_CASES", "FieldCase", "outcome_of"]
