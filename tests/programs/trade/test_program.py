"""python -m bot.bot: how it ends."""

import os
import signal

from bot.programs.trade import program


def test_no_alarm_is_left_that_would_kill_an_interpreter_on_its_way_down(monkeypatch):
    def asked_to_end() -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        return 0

    monkeypatch.setattr(program, "mark_seen", asked_to_end)
    assert program.main(["--seen"]) == 0
    assert signal.alarm(0) == 0
