"""Are these two the same person? The engine that asks, and the decisions that are remembered."""
