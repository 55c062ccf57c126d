"""What every journal of orders does."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import JournalKind, JournalLine
from bot.domain.errors import StateError

START = datetime(2024, 1, 1, tzinfo=UTC)


def line(number: int, kind: JournalKind = JournalKind.REQUEST) -> JournalLine:
    return JournalLine(
        at=START + timedelta(seconds=number),
        kind=kind,
        symbol="BTC/USDT",
        client_id=f"atl-{number}",
        details={"quantity": "0.00100000", "action": 'a "quoted" \u20ac,"hash":"', "tries": number},
    )


def test_a_journal_that_nobody_wrote_is_empty(volume):
    assert list(volume.order_journal().lines()) == []


def test_lines_come_back_as_they_were_appended_also_when_opened_again(open_volume):
    lines = [line(number, kind) for number, kind in enumerate(JournalKind)]
    for part in (lines[:5], lines[5:]):
        journal = open_volume().order_journal(writer=True)
        for each in part:
            journal.append(each)
    assert list(open_volume().order_journal().lines()) == lines
    assert open_volume().order_journal(writer=True).recovery_notes == ()


def test_a_line_of_no_symbol_and_no_order_is_kept(volume):
    alone = JournalLine(at=START, kind=JournalKind.SILENCE, details={"until": "2024-01-01"})
    volume.order_journal(writer=True).append(alone)
    assert list(volume.order_journal().lines()) == [alone]


def test_who_opens_it_to_read_writes_nothing(volume):
    with pytest.raises(StateError, match="to read"):
        volume.order_journal().append(line(1))
    assert list(volume.order_journal().lines()) == []


def test_what_json_cannot_hold_is_refused_and_nothing_is_kept(volume):
    journal = volume.order_journal(writer=True)
    with pytest.raises(StateError, match="JSON"):
        journal.append(JournalLine(at=START, kind=JournalKind.NOTE, details={"what": object()}))
    journal.append(line(1))
    assert list(volume.order_journal().lines()) == [line(1)]
