"""Home visits: arranged, made or in vain, and their signed reports."""
