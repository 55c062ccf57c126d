"""What the service answers with: pydantic models, snake_case, units in names, null for unknown."""
