"""Speed against peers, each ratio measured in one run: make bench."""
