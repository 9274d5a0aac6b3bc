"""How a compared field of two records stands, in a word and a tone of colour."""

from __future__ import annotations

from madadkar.matching.engine.policy import Mark

MARK_WORDS = {
    Mark.SAME: "یکسان",
    Mark.NEAR: "نزدیک",
    Mark.DIFFERS: "متفاوت",
    Mark.UNKNOWN: "ناگفته",
}
TONES = {Mark.SAME: "good", Mark.NEAR: "heed", Mark.DIFFERS: "stop", Mark.UNKNOWN: "plain"}
