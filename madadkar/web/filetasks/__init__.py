"""What people are to do for a family: set, handed on, done."""
