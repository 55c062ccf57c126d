"""What is taken out of an output, and what stays."""

from datetime import UTC, datetime

import pytest

from tests.golden.normal import Normal


@pytest.fixture
def normal() -> Normal:
    return Normal(began=datetime.now(UTC), places=(("/tmp/lab-1", "<LAB>"),), exact=False)


def test_the_clock_of_the_run_is_taken_out_and_the_time_of_a_candle_stays(normal):
    now = datetime.now(UTC)
    told = f"at {now.isoformat()} and 2023-05-01T12:00:00Z"

    assert normal(told) == "at <CLOCK> and 2023-05-01T12:00:00Z"
    assert normal("as of 2023-05-01T12:00:00.097488Z") == "as of <CLOCK>"
    assert normal(f"000001-{now:%Y%m%dT%H%M%SZ}-0a1b2c3d.json") == "000001-<CLOCK>-<SHA>.json"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("in /tmp/lab-1/data", "in <LAB>/data"),
        ('{"elapsed_seconds":1.25,"trials":3}', '{"elapsed_seconds":<SECONDS>,"trials":3}'),
        ("20 of 40 trials, best 2.1, 3 s left\ndone\n", "done\n"),
        ("http://127.0.0.1:43210/api", "http://127.0.0.1:<PORT>/api"),
        ("held 12.5 s", "held 12.5 s"),
        (f'{{"checksum":"{64 * "a"}"}}', '{"checksum":"<SHA>"}'),
        (f'{{"sha256":"{64 * "a"}"}}', f'{{"sha256":"{64 * "a"}"}}'),
    ],
)
def test_a_path_a_duration_and_a_port_are_taken_out_and_nothing_else(normal, text, kept):
    assert normal(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0.1234567890123456", "0.123456789012"),
        ("-12345.678901234567", "-12345.6789012"),
        ("1.8299423613570255e-30", "1.82994236136e-30"),
        ("0.1234", "0.1234"),
        ("version 1.2.3", "version 1.2.3"),
    ],
)
def test_a_number_keeps_twelve_digits_unless_every_bit_counts(normal, text, kept):
    exact = Normal(began=normal.began, places=(), exact=True)

    assert normal(text) == kept
    assert exact(text) == text
