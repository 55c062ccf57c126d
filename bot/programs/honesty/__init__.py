"""Does the gate fool itself? Series whose truth is known, run through the real code."""
