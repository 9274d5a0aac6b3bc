"""The figures of an office: on any day, by any part, each opening to the families behind it."""
