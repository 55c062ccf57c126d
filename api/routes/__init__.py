"""The routes, one file per subject; each is thin: read, shape, answer."""
