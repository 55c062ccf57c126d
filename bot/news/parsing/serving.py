"""What the process does that reads feeds for another one."""

import contextlib
import resource
from multiprocessing.connection import Connection

from bot.news.parsing.feed_document import read_feed


def serve(descriptor: int, most_memory_bytes: int) -> None:
    """Answer each document that comes over the socket with its items, until the other end closes.

    More memory than allowed ends this process, and so does any error of the parser.
    """
    with contextlib.suppress(ValueError, OSError):  # a lower limit holds already
        resource.setrlimit(resource.RLIMIT_AS, (most_memory_bytes, most_memory_bytes))
    with Connection(descriptor) as connection, contextlib.suppress(EOFError, ConnectionError):
        while True:
            connection.send(read_feed(connection.recv()))
