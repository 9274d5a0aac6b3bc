"""What stands where in an encoded row: words of 64 bits, cut into parts.

One table for both sides of the work: `encoding.py` packs by it, `levels.py` reads by it. A part that is not
known is filled with noise; what is known is told by the flags.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """So many bits of a word, beginning at `shift`."""

    word: int
    shift: int
    bits: int

    @property
    def mask(self) -> int:
        """The part's bits, at the bottom of the word."""
        return (1 << self.bits) - 1


def _parts(word: int, **widths: int) -> dict[str, Part]:
    made, shift = {}, 0
    for name, bits in widths.items():
        made[name] = Part(word, shift, bits)
        shift += bits
    assert shift <= 64, word
    return made


PARTS: dict[str, Part] = {
    **_parts(0, first=16, first_sound=16, last=16, last_sound=16),
    **_parts(1, father=16, father_sound=16, whole=16, house_last=16),
    **_parts(2, place=16, county=16, phone=16, sheba=16),
    **_parts(3, code=16, woman=16, sex=8, role=8, size=8),
    **_parts(4, first_pairs=64),
    **_parts(5, last_pairs=64),
    **_parts(6, father_pairs=64),
    **_parts(7, place_pairs=64),
    **_parts(8, **{f"digit_{at}": 6 for at in range(10)}),
    **_parts(9, **{f"turned_{at}": 7 for at in range(9)}),
    **_parts(
        10, year_low=8, year_high=8, year_up=8, year_down=8, next_up=8, next_down=8, span_even=8, span_odd=8
    ),
    **_parts(11, month_tens=6, month_ones=6, day_tens=6, day_ones=6, month=8, day=8, of_decade=8, decade=8),
    **_parts(12, **{f"house_code_{at}": 16 for at in range(4)}),
    **_parts(13, house_phone_0=16, house_phone_1=16, house_sheba_0=16, house_sheba_1=16),
    **_parts(14, size_up=8, size_down=8, flags=16, first_met=8, last_met=8),
    **_parts(
        15,
        **{
            f"{field}_{degree}": 8
            for field in ("first", "last", "father", "place")
            for degree in ("rare", "rarest")
        },
    ),
}
WORDS = 16
COLUMNS = tuple(f"w{word}" for word in range(WORDS))
FLAGS = (
    "first", "last", "father", "place", "county", "code", "year", "phone", "sheba", "sex", "size", "role",
    "customary_day",
)  # fmt: skip
"""What a row tells in the open: which fields it knows, and whether its day of birth is a customary 1/1."""
HOUSE_SLOTS = {"code": 4, "phone": 2, "sheba": 2}
