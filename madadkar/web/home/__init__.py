"""The first page of the morning: what to do now, and what changed since yesterday."""
