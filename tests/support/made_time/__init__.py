"""Bots and an exchange in a time that is made: it passes only where a bot waits or asks."""
