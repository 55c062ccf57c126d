"""Every field case through run_backtest.py: the right figure, the sentence, or the refusal."""

from pathlib import Path

import pytest

from tests.field_cases import FIELD_CASES, FieldCase, outcome_of


def test_every_file_is_a_case(real_data: Path) -> None:
    folder = real_data / "field_cases"
    files = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    assert files == set(FIELD_CASES)


@pytest.mark.parametrize("name", FIELD_CASES)
def test_a_field_case_gives_what_is_right(real_data: Path, name: str) -> None:
    case = FIELD_CASES[name]
    outcome = outcome_of(real_data / "field_cases" / name, case)
    if case.refused is not None:
        assert case.refused in outcome.refusal
        return
    assert outcome.document is not None, outcome.refusal
    for words in case.told:
        assert [text for text in outcome.document["warnings"] if words in text], words
    if case.result is not None:
        metrics = outcome.document["metrics"]
        assert (metrics["total_trades"], metrics["ending_balance"]) == case.result


def test_dates_that_leave_the_day_open_need_the_flag(real_data: Path) -> None:
    outcome = outcome_of(real_data / "field_cases" / "formats" / "dd_mm_yyyy.csv", FieldCase())
    assert "name --date-format dd/mm/yyyy or mm/dd/yyyy" in outcome.refusal
