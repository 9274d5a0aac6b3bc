"""Which families are elderly, who learns and who is small: the counted groups, laid out exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from madadkar.demo.plans import Counts
from madadkar.demo.shapes import OTHER, PARENT, Shape, quotas

PUPIL, STUDENT, SMALL, GROWN = "pupil", "student", "small", "grown"
_SMALL_SHARE = 0.40
_SPOUSE_IS_ELDERLY_TOO = 0.62


@dataclass(slots=True)
class Form:
    """A family's outline: its shape, who in it is sixty or more, and what each child is."""

    shape: Shape
    head_is_elderly: bool = False
    spouse_is_elderly: bool = False
    children: list[str] = field(default_factory=list)
    grandchild: str = ""


def forms(counts: Counts, dice: Random) -> list[Form]:
    """Outlines of all families; families, persons, women heads, elderly and learners come out exactly."""
    drawn = quotas(households=counts.households, women_heads=counts.women_heads, persons=counts.persons)
    outlines = [Form(shape) for shape, count in drawn.items() for _ in range(count)]
    dice.shuffle(outlines)
    _choose_elderly(outlines, counts.elderly, dice)
    _choose_learners(outlines, counts.pupils, counts.students, dice)
    return outlines


def _choose_elderly(outlines: list[Form], wanted: int, dice: Random) -> None:
    """Heads by the likelihood of their shape, often with their wives; parents who live along always."""
    wanted -= sum(outline.shape.extra == PARENT for outline in outlines)
    by_likelihood = sorted(
        outlines, key=lambda outline: dice.random() ** (1 / _likelihood(outline.shape)), reverse=True
    )
    for outline in by_likelihood:
        if wanted <= 0:
            return
        outline.head_is_elderly = True
        wanted -= 1
        if outline.shape.has_spouse and wanted and dice.random() < _SPOUSE_IS_ELDERLY_TOO:
            outline.spouse_is_elderly = True
            wanted -= 1


def _likelihood(shape: Shape) -> float:
    """How likely the head is sixty or more, beside other shapes."""
    if shape.extra == PARENT:
        return 0.02
    by_children = (5.0, 1.3, 0.25, 0.06, 0.04)[shape.children]
    return by_children * (2.0 if shape.extra == OTHER else 1.0)


def _choose_learners(outlines: list[Form], pupils: int, students: int, dice: Random) -> None:
    """Pupils and students among the children of younger heads and the grandchildren of elderly ones."""
    slots = [
        (outline, place)
        for outline in outlines
        if not outline.head_is_elderly
        for place in range(outline.shape.children)
    ]
    slots += [(o, -1) for o in outlines if o.head_is_elderly and o.shape.extra == OTHER]
    if pupils + students > len(slots):
        raise ValueError(f"{pupils + students} learners among {len(slots)} children")
    dice.shuffle(slots)
    rest = len(slots) - pupils - students
    small = round(rest * _SMALL_SHARE)
    kinds = [PUPIL] * pupils + [STUDENT] * students + [SMALL] * small + [GROWN] * (rest - small)
    for (outline, place), kind in zip(slots, kinds, strict=True):
        if place < 0:
            outline.grandchild = kind
        else:
            outline.children.append(kind)
