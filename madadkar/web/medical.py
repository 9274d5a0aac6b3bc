"""What tells of illness or addiction is read by who may see what is medical; others read that it is so."""

from __future__ import annotations

from madadkar.casework.rules.assessment_matrix import MEDICAL, Domain
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right

HIDDEN = "این بخش را کسانی می‌بینند که حق دیدن موارد پزشکی را دارند."


def hidden_domains(scope: Scope) -> frozenset[Domain]:
    """The domains of life that this reader is not told of."""
    return frozenset() if scope.may(Right.SEE_MEDICAL) else MEDICAL
