from bot.command_line import Meter


def test_off_a_terminal_a_line_is_told_every_tenth(capsys):
    meter = Meter()
    for done in range(1, 101):
        meter.show(done / 100, f"{done} of 100", from_start=True)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[0].startswith("10 of 100, ")
    assert lines[-1] == "100 of 100, 0 s left"


def test_work_done_before_the_first_call_gives_no_time_left(capsys):
    meter = Meter()
    meter.show(0.5, "half")
    meter.show(0.8, "most")
    first, second = capsys.readouterr().err.splitlines()
    assert first == "half"
    assert second.startswith("most, ")


def test_a_quiet_program_tells_no_progress(capsys):
    Meter(quiet=True).show(0.9, "nearly")
    assert capsys.readouterr().err == ""
