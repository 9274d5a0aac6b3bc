"""The trail of deeds, for those who watch over an office."""
