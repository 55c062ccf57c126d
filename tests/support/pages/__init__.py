"""Asking pages and looking at them: HTTP without a server, a browser, colours, report pages."""
