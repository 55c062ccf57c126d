"""Decisions carried out as orders that survive anything (docs/adr/0021)."""
