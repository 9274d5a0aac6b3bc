"""Letters to families, their appeals, and the summary of a file on paper."""
