"""A network of one's own: a browser takes every change of the machine's networks for a fault.

Chromium answers a new or a lost interface, as each container brings them, by failing the requests
under way (net::ERR_NETWORK_CHANGED), those to the loopback too, and no flag turns that off.
"""

import contextlib
import ctypes
import fcntl
import os
import socket
import struct
import sys
from collections.abc import Iterator

NEW_NETWORK = 0x40000000  # CLONE_NEWNET of sched.h
SET_FLAGS, UP = 0x8914, 0x1  # SIOCSIFFLAGS of sockios.h, IFF_UP of if.h

_libc = ctypes.CDLL(None, use_errno=True)


@contextlib.contextmanager
def own_network() -> Iterator[None]:
    """Put this thread, and all that it starts, into a network that has a loopback only.

    Nothing changes where the user may not do that, or the system knows no such networks.
    """
    if sys.platform != "linux":
        yield
        return
    before = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    try:
        if _libc.unshare(NEW_NETWORK) != 0:
            yield
            return
        try:
            _start_loopback()
            yield
        finally:
            if _libc.setns(before, NEW_NETWORK) != 0:
                raise OSError(ctypes.get_errno(), "cannot return to the machine's network")
    finally:
        os.close(before)


def _start_loopback() -> None:
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", UP))
