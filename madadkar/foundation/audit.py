"""The trail of deeds: each is recorded in its own transaction, and the chain proves that none was altered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models, transaction

from madadkar.foundation.models import Job, JobState
from madadkar.foundation.scope import Scope

_RECORD = """
insert into foundation_auditevent
  (xid, at, actor_id, actor_name, deed, subject_type, subject_id, office_id, reason, facts)
values (pg_current_xact_id()::text::bigint, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)
"""

# The same of every row of a question that answers subject_id, office_id and facts (jsonb).
_RECORD_MANY = """
insert into foundation_auditevent
  (xid, at, actor_id, actor_name, deed, subject_type, subject_id, office_id, reason, facts)
select pg_current_xact_id()::text::bigint, %(event_at)s, %(event_actor)s, %(event_actor_name)s,
       %(event_deed)s, %(event_subject)s, s.subject_id, s.office_id, %(event_reason)s, s.facts
  from ({subjects}) as s (subject_id, office_id, facts)
"""

PROOF = "foundation.verify_audit"
"""The kind of job that a proof of the chain is kept as."""


@dataclass(frozen=True)
class Fault:
    """One place where the chain no longer fits: its link (if any), the kind of fault and what it touches."""

    seq: int | None
    fault: str
    detail: str


def record(
    deed: str,
    *,
    by: Scope,
    at: datetime,
    subject: models.Model | None = None,
    office_id: int | None = None,
    reason: str = "",
    using: str = "default",
    **facts: Any,
) -> None:
    """Append one event for a deed; must stand inside the deed's transaction (asserted).

    `deed` is `room.verb_noun`; `facts` must be JSON-ready and carry no name or code of a person.
    """
    connection = connections[using]
    assert connection.in_atomic_block, "a deed and its event share one transaction"
    with connection.cursor() as cursor:
        cursor.execute(
            _RECORD,
            [
                at,
                by.actor_id,
                by.actor_name,
                deed,
                subject._meta.label_lower if subject else "",
                subject.pk if subject else None,
                office_id if office_id is not None else getattr(subject, "office_id", by.home_office_id),
                reason,
                json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False),
            ],
        )


def record_many(
    deed: str,
    *,
    by: Scope,
    at: datetime,
    subject: type[models.Model],
    subjects: str,
    parameters: Mapping[str, Any],
    reason: str = "",
    using: str = "default",
) -> int:
    """Append one event for each of many subjects of one deed, in one statement; answers how many.

    `subjects` is a question (SQL, a constant of the room, with its `parameters` by name) that answers a row a
    subject: its id, its office's id, and its facts as jsonb. Otherwise as `record`.
    """
    connection = connections[using]
    assert connection.in_atomic_block, "a deed and its events share one transaction"
    told = {
        "event_at": at,
        "event_actor": by.actor_id,
        "event_actor_name": by.actor_name,
        "event_deed": deed,
        "event_subject": subject._meta.label_lower,
        "event_reason": reason,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RECORD_MANY.format(subjects=subjects), {**parameters, **told})
        return int(cursor.rowcount)


def faults(*, using: str = "owner") -> list[Fault]:
    """Every fault in the chain, first link first; empty when the whole trail is as it was written."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("select seq, fault, detail from audit_faults()")
        return [Fault(*row) for row in cursor.fetchall()]


def link_count(*, using: str = "owner") -> int:
    """How many links the chain has: one a transaction that changed or did something."""
    with connections[using].cursor() as cursor:
        cursor.execute("select count(*) from foundation_auditlink")
        (count,) = cursor.fetchone()
        return int(count)


@dataclass(frozen=True)
class Proof:
    """What walking the whole chain showed: how many links it has, and where it no longer fits."""

    links: int
    faults: list[Fault]


def prove(*, at: datetime, using: str = "owner") -> Proof:
    """Walk the whole chain, and note when and with what result, so that the page of the trail can say so."""
    proof = Proof(link_count(using=using), faults(using=using))
    keep_proof(proof=proof, at=at, using=using)
    return proof


def last_proved_at(*, using: str = "owner") -> datetime | None:
    """When the chain was last walked; nothing before the first time."""
    proofs = Job.objects.using(using).filter(kind=PROOF).order_by("-id")
    return proofs.values_list("finished_at", flat=True).first()


def keep_proof(*, proof: Proof, at: datetime, using: str = "owner") -> None:
    """Note when the chain was walked and what was found."""
    Job.objects.using(using).create(
        kind=PROOF,
        state=JobState.FAILED if proof.faults else JobState.DONE,
        done_count=proof.links,
        total_count=proof.links,
        refusal_facts={"faults": len(proof.faults)},
        requested_at=at,
        finished_at=at,
    )
