"""Values as text, HTML and JSON documents, with every number and time formatted in one place."""
