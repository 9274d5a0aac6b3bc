"""Practice: invented rosters whose answers are known, to teach the matching and to tell how good it is."""

from madadkar.matching.practice.names import Split
from madadkar.matching.practice.rates import Kind
from madadkar.matching.practice.rosters import Practice, practice
from madadkar.matching.practice.writing import write_rosters

__all__ = ["Kind", "Practice", "Split", "practice", "write_rosters"]
