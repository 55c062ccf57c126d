"""How the bot is asked to end."""

import signal

from bot.command_line import EndRequest

_GRACE_SECONDS = 5  # what a fetch may still take once the bot was asked to stop


class StopNow(BaseException):
    """Raised in the middle of whatever runs when the bot was asked to stop and has not by then.

    No Exception, so that no guard takes it for a fault of a symbol.
    """


class Ending:
    """`to_end` is made by SIGTERM and Ctrl-C, `by_ctrl_c` tells which; what still runs
    _GRACE_SECONDS later is cut off.

    A commit that is cut off is finished by the next start, as after a kill (docs/adr/0002).
    """

    def __init__(self) -> None:
        self.to_end = EndRequest()
        self.by_ctrl_c = False
        signal.signal(signal.SIGALRM, _cut_off)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def stop_listening(self) -> None:
        """From now on nothing is cut off, and Ctrl-C interrupts as it does anywhere."""
        signal.alarm(0)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def _ask(self, number: int, _: object) -> None:
        self.by_ctrl_c = number == signal.SIGINT
        signal.alarm(_GRACE_SECONDS)
        self.to_end.make()


def _cut_off(*_: object) -> None:
    raise StopNow


def listen() -> Ending:
    """From now on signals ask for the end."""
    return Ending()
