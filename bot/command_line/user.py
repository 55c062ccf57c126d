"""Who runs a program."""

import getpass
import os


def user_name() -> str:
    """The user's name; the number where a container's user has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
