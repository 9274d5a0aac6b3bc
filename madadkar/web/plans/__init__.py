"""A family's plan in versions, its steps, and the reviews held on it."""
