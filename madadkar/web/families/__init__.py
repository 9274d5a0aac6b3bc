"""The room where everything about a family is seen, and what can be done for it."""
