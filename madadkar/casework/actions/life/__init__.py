"""From a first request to the end of help: the moves of a file, its cover, its office and its family."""
