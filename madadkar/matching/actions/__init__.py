"""Deeds of the matching room."""

from madadkar.matching.actions.agreements import (
    accept_comparison,
    drop_comparison,
    end_comparison,
    propose_comparison,
)
from madadkar.matching.actions.decisions import decide_pair, undo_decision
from madadkar.matching.actions.foreign import do_foreign, forget_foreign, receive_foreign_roster
from madadkar.matching.actions.keys import record_destroyed_keys
from madadkar.matching.actions.links import end_link, link_people
from madadkar.matching.actions.rechecks import answer_recheck, draw_rechecks
from madadkar.matching.actions.runs import ask_increment, ask_run, do_run
from madadkar.matching.actions.thresholds import set_thresholds

__all__ = [
    "accept_comparison",
    "answer_recheck",
    "ask_increment",
    "ask_run",
    "decide_pair",
    "do_foreign",
    "do_run",
    "draw_rechecks",
    "drop_comparison",
    "end_comparison",
    "end_link",
    "forget_foreign",
    "link_people",
    "propose_comparison",
    "receive_foreign_roster",
    "record_destroyed_keys",
    "set_thresholds",
    "undo_decision",
]
