"""Questions of the matching room; none of them writes."""

from madadkar.matching.queries.links import links_between

__all__ = ["links_between"]
