"""Deeds of casework: a file's life, its cover, who walks with it, and where it goes."""

from madadkar.casework.actions.delegation.batch_jobs import start_recall, start_send
from madadkar.casework.actions.delegation.batches import (
    BatchAsk,
    drop_batch,
    preview_batch,
    recall_batch,
    send_batch,
)
from madadkar.casework.actions.delegation.centre_decisions import answer_proposal, decide_in_centre
from madadkar.casework.actions.delegation.delegating import Terms, delegate_case, recall_case, send_case
from madadkar.casework.actions.delegation.handing import Handed, recall_delegations, step_delegations
from madadkar.casework.actions.delegation.recalling import recall_from_centre, recall_from_idle_centres
from madadkar.casework.actions.life.admitting import Admission, admit_family
from madadkar.casework.actions.life.files import (
    assign_caseworker,
    begin_coverage,
    begin_pension,
    end_coverage,
    end_pension,
    open_file,
)
from madadkar.casework.actions.life.merging import merge_families, unmerge_families
from madadkar.casework.actions.life.moving import move_family
from madadkar.casework.actions.life.proceeding import (
    begin_review,
    cover_from_queue,
    end_review,
    lift_suspension,
    proceed,
    suspend,
    take_exit_back,
)
from madadkar.casework.actions.life.requests import Asked, answer_request, register_request
from madadkar.casework.actions.life.states import Step, change_state
from madadkar.casework.actions.life.waiting import set_waiting_turn
from madadkar.casework.actions.walk.discretion import lift_discretion, set_discretion

__all__ = [
    "Admission",
    "Asked",
    "BatchAsk",
    "Handed",
    "Step",
    "Terms",
    "admit_family",
    "answer_proposal",
    "answer_request",
    "assign_caseworker",
    "begin_coverage",
    "begin_pension",
    "begin_review",
    "change_state",
    "cover_from_queue",
    "decide_in_centre",
    "delegate_case",
    "drop_batch",
    "end_coverage",
    "end_pension",
    "end_review",
    "lift_discretion",
    "lift_suspension",
    "merge_families",
    "move_family",
    "open_file",
    "preview_batch",
    "proceed",
    "recall_batch",
    "recall_case",
    "recall_delegations",
    "recall_from_centre",
    "recall_from_idle_centres",
    "register_request",
    "send_batch",
    "send_case",
    "set_discretion",
    "set_waiting_turn",
    "start_recall",
    "start_send",
    "step_delegations",
    "suspend",
    "take_exit_back",
    "unmerge_families",
]
