"""What the service says of itself."""

from api.openapi.document import describe

__all__ = ["describe"]
