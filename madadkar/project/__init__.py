"""The house put together: settings, addresses, the database it starts, and the commands that run it."""
