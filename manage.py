#!/usr/bin/env python
"""Django's commands, for developers; offices use `madadkar`."""

import sys

from madadkar.project.cli import manage

if __name__ == "__main__":
    sys.exit(manage(sys.argv))
