"""Calling the program in this process, on a volume of its own."""

from tests.support.optimizer_volume import data_dir

__all__ = ["data_dir"]
