"""How far one spelling is from another, so that a family is found however its name was typed."""

from rapidfuzz.distance import OSA


def allowed_edits(key: str) -> int:
    """How many slips a search forgives: one in a word of up to four letters, two in a longer one."""
    return 1 if len(key) <= 4 else 2


def deletions(key: str, max_distance: int | None = None, *, prefix: int | None = None) -> set[str]:
    """The key and everything left of it after up to `max_distance` deletions (SymSpell's neighbours).

    Two keys within that distance share at least one member, so an equality index finds misspelt names.
    `max_distance` is `allowed_edits(key)` unless given; `prefix` looks only at so many first letters, which
    keeps an index small (n letters and distance 2 give up to 1 + n + n(n-1)/2 members).
    """
    reach = allowed_edits(key) if max_distance is None else max_distance
    found = frontier = {key if prefix is None else key[:prefix]}
    for _ in range(reach):
        frontier = {word[:at] + word[at + 1 :] for word in frontier for at in range(len(word))}
        found = found | frontier
    return found - {""} if key else found


def edit_distance(one: str, other: str, *, at_most: int | None = None) -> int:
    """Letters to insert, drop, change or swap with a neighbour; beyond `at_most` it is at_most + 1."""
    return OSA.distance(one, other, score_cutoff=at_most)
