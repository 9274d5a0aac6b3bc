"""Tables of casework: a family's file, its life, and who walks with it."""

from madadkar.casework.models.appeals import Appeal, Letter, LetterBook
from madadkar.casework.models.assessments import Assessment
from madadkar.casework.models.committees import (
    AgendaItem,
    Attendance,
    Committee,
    CommitteeSeat,
    CommitteeSession,
    DeclaredKin,
    ItemVoice,
)
from madadkar.casework.models.confidence import Confided, FileAssignment, GlassBreak
from madadkar.casework.models.delegations import BatchLine, CentreDecision, Delegation, DelegationBatch
from madadkar.casework.models.discretion import Discretion
from madadkar.casework.models.documents import Document, DocumentContent
from madadkar.casework.models.exits import ExitProposal, FollowUp
from madadkar.casework.models.files import CaseFile, Coverage, FileFact, FileStanding, PensionReceipt
from madadkar.casework.models.groups import EnablingGroup, GroupAttendance, GroupMember, GroupSession
from madadkar.casework.models.life import FileMove, FileRecord, Request
from madadkar.casework.models.notes import Note
from madadkar.casework.models.office_rules import OfficeRule
from madadkar.casework.models.plans import Goal, Plan, PlanStep, Review
from madadkar.casework.models.supervision import (
    CentreScore,
    CorrectiveAction,
    FileReview,
    Inspection,
    SampledFile,
    ScoringScheme,
)
from madadkar.casework.models.tasks import FileTask
from madadkar.casework.models.visits import HomeVisit, VisitReport
from madadkar.casework.models.voices import Survey, SurveyAnswer, Voice
from madadkar.casework.models.waiting import WaitingTurn

__all__ = [
    "AgendaItem",
    "Appeal",
    "Assessment",
    "Attendance",
    "BatchLine",
    "CaseFile",
    "CentreDecision",
    "CentreScore",
    "Committee",
    "CommitteeSeat",
    "CommitteeSession",
    "Confided",
    "CorrectiveAction",
    "Coverage",
    "DeclaredKin",
    "Delegation",
    "DelegationBatch",
    "Discretion",
    "Document",
    "DocumentContent",
    "EnablingGroup",
    "ExitProposal",
    "FileAssignment",
    "FileFact",
    "FileMove",
    "FileRecord",
    "FileReview",
    "FileStanding",
    "FileTask",
    "FollowUp",
    "GlassBreak",
    "Goal",
    "GroupAttendance",
    "GroupMember",
    "GroupSession",
    "HomeVisit",
    "Inspection",
    "ItemVoice",
    "Letter",
    "LetterBook",
    "Note",
    "OfficeRule",
    "PensionReceipt",
    "Plan",
    "PlanStep",
    "Request",
    "Review",
    "SampledFile",
    "ScoringScheme",
    "Survey",
    "SurveyAnswer",
    "VisitReport",
    "Voice",
    "WaitingTurn",
]
