"""What the log of a house is spared: a stranger's mistake is one line, not a page of our own code."""

from __future__ import annotations

import logging


class InOneLine(logging.Filter):
    """Keeps a record's sentence and leaves its traceback out: nothing of ours went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes, shortened."""
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class NotOfHealth(logging.Filter):
    """Leaves out what /healthz answers: who asks reads it; a house that opens is asked till it is well."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is of another address."""
        return getattr(getattr(record, "request", None), "path", "") != "/healthz"
