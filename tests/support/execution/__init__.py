"""Venues that carry decisions out, for tests."""
