"""What each command line program does; run_*.py and tools/*.py only start them."""
