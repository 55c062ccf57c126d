"""The import graph of this checkout, read from its source: `python -m docs.house` draws it."""
