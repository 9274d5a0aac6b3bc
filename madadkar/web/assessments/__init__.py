"""The matrix of self-sufficiency: filled, and drawn over time."""
