"""Questions of the reports room: an office's figures, their breakdowns, and the rows behind each."""

from madadkar.reports.queries.breakdowns import Breakdown, Part, breakdowns, part_name
from madadkar.reports.queries.question import Question, question, refusal_of
from madadkar.reports.queries.readings import Reading, all_counts_sql, office_readings
from madadkar.reports.queries.rows import PAGE_SIZE, Narrowing, RowsPage, figure_rows

__all__ = [
    "PAGE_SIZE",
    "Breakdown",
    "Narrowing",
    "Part",
    "Question",
    "Reading",
    "RowsPage",
    "all_counts_sql",
    "breakdowns",
    "figure_rows",
    "office_readings",
    "part_name",
    "question",
    "refusal_of",
]
