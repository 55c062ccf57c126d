"""From Settings to parts: the only room that chooses an adapter.

Each sub-room is imported by the process that needs it, so that none loads what only another needs.
"""
