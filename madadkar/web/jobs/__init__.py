"""Long work seen from the page: how far it has come, and what it made."""
