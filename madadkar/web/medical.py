"""What tells of illness or addiction is read by who may see what is medical; others read that it is so.

Free words are withheld where they are read (`foundation.withheld`); here stand the domains of life that tell
of health, with their scores and goals.
"""

from __future__ import annotations

from madadkar.casework.rules.assessment_matrix import MEDICAL, Domain
from madadkar.foundation.scope import Scope
from madadkar.foundation.withheld import HIDDEN
from madadkar.organisations.rules import Right

__all__ = ["HIDDEN", "hidden_domains"]


def hidden_domains(scope: Scope) -> frozenset[Domain]:
    """The domains of life that this reader is not told of."""
    return frozenset() if scope.may(Right.SEE_MEDICAL) else MEDICAL
