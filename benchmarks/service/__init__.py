"""The API as a process: how fast it answers."""
