"""A roster's way into the register, a stage a file: read, recognise, check, match, preview, commit, undo."""
