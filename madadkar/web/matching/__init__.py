"""The workbench of matching: pairs side by side, what was decided, how right it is, and who is asked."""
