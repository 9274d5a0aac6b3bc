"""The foundation's commands."""
