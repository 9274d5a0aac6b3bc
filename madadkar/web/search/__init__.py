"""The front door: one box in which a family is found by anything that may be said of it."""
