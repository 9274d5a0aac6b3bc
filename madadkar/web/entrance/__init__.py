"""The way in: password, second factor, the choice of a post, and one's own account."""
