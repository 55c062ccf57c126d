"""How the bot is asked to end."""

import signal
import threading

_GRACE_SECONDS = 5  # what a fetch may still take once the bot was asked to stop


class StopNow(BaseException):
    """Raised in the middle of whatever runs when the bot was asked to stop and has not by then.

    No Exception, so that no guard takes it for a fault of a symbol.
    """


def listen() -> threading.Event:
    """An event that SIGTERM and SIGINT set; what still runs _GRACE_SECONDS later is cut off.

    A commit that is cut off is finished by the next start, as after a kill (docs/adr/0002).
    """
    stop = threading.Event()

    def ask(*_: object) -> None:
        stop.set()
        signal.alarm(_GRACE_SECONDS)

    def cut_off(*_: object) -> None:
        raise StopNow

    signal.signal(signal.SIGALRM, cut_off)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)
    return stop
