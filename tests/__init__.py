"""The house's promises, kept or broken: one folder a room, people with names."""
