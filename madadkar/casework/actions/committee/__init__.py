"""Who decides together, when they sit, what they decide and what is asked of them again."""
