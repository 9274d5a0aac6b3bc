"""The wizard's pages, in the order of a roster's way: arrival, columns, findings and changes, rows, deeds."""
