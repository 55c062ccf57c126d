"""The two programs that optimize: the service and the one-shot."""
