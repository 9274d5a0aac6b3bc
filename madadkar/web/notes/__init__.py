"""What is written of a family, and who is let into what is confided of it."""
