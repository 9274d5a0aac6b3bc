"""Finding somebody in two seconds, however their name is spelt: question → spellings → persons → rows."""

from madadkar.registry.search.finding import Hit, find_persons
from madadkar.registry.search.question import Question, read_question
from madadkar.registry.search.rows import PersonRow, person_rows

__all__ = ["Hit", "PersonRow", "Question", "find_persons", "person_rows", "read_question"]
