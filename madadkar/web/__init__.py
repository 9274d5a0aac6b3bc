"""Every screen, in Persian."""
