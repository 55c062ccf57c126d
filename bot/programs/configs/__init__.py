"""tools/configs.py: every config that a symbol had, and putting one of them back in use."""
