"""Memory of the API under many clients of its stream."""
