"""The roster wizard: from a dropped file to families, files and figures, and the way back."""
