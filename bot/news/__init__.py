"""News: from feeds and wires to macro events."""
