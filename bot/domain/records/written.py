"""Which fields of a record are written."""

from typing import Final

WRITTEN_WHERE_SET: Final = "written where set"
"""The mark of a field that a line holds only where it is not None, as lines always were without."""
