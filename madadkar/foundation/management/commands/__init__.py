"""The foundation's commands, one a file."""
