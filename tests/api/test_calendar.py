"""What /risk says of scheduled events."""

from datetime import UTC, timedelta

from bot.domain import Impact
from bot.domain.calendar import EntryBlackout, ScheduledEvent
from bot.domain.errors import DataError
from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient
from tests.support.small_volume import NOON, write_volume

FIGURES = ScheduledEvent(name="Figures", at=NOON + timedelta(minutes=20))
OF_NVIDIA = ScheduledEvent(name="Nvidia reports", at=NOON, concerns=("NVDA",))
SOON = ScheduledEvent(name="Speech", at=NOON, impact=Impact.LOW)
EVENTS = (FIGURES, OF_NVIDIA, SOON)


def calendar(folder, blackout):
    app = app_over(folder, allowed_hosts=["testserver"], now=lambda: NOON, blackout=blackout)
    return AsgiClient(app).get("/risk").json()["calendar"]


def test_the_next_event_and_why_nothing_is_entered_now(tmp_path):
    write_volume(tmp_path, candles=9)
    rule = EntryBlackout(events=EVENTS, before_minutes=30, after_minutes=5)
    shown = calendar(tmp_path, lambda: rule)
    start, end = NOON - timedelta(minutes=10), NOON + timedelta(minutes=25)
    assert shown["is_on"]
    assert shown["blackout"] == (
        f"no entry from {start:%Y-%m-%d %H:%M} to {end:%H:%M} UTC: Figures at {FIGURES.at:%H:%M}"
    )
    assert shown["next_event"]["name"] == "Figures"
    assert shown["next_event"]["at"] == FIGURES.at.astimezone(UTC).isoformat()[:19] + "Z"


def test_the_next_event_is_shown_also_where_the_rule_is_off(tmp_path):
    write_volume(tmp_path, candles=9)
    shown = calendar(tmp_path, lambda: EntryBlackout(events=EVENTS))
    assert (shown["is_on"], shown["blackout"]) == (False, None)
    assert shown["next_event"]["name"] == "Figures"


def test_before_the_first_cycle_and_without_a_calendar_there_is_nothing_to_show(tmp_path):
    shown = calendar(tmp_path, EntryBlackout)
    assert (shown["is_on"], shown["next_event"], shown["problem"]) == (False, None, None)


def test_a_calendar_that_cannot_be_read_is_told_and_the_rest_is_answered(tmp_path):
    write_volume(tmp_path, candles=9)

    def broken():
        raise DataError(f"{tmp_path}/calendar.yml: event 1: need a name")

    assert calendar(tmp_path, broken)["problem"] == "calendar.yml: event 1: need a name"
