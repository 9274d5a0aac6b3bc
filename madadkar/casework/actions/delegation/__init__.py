"""A charity centre walks with a family for a time: sent, answered, handed over, taken back."""
