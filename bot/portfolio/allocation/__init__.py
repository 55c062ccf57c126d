"""One capital shared among many accounts: ways to do it, and whether any beats equal parts."""
