"""The audit's cost on a bulk write: 200,000 persons inserted in one statement, with the triggers and without.

Floor: the same INSERT … SELECT into the same table with its indexes and keys, its audit triggers disabled.
"""

from __future__ import annotations

import statistics
from pathlib import Path

from django.db import connections, transaction

from benchmarks._ground import cpu_seconds, record, seconds
from madadkar.organisations.models import Agency, Office

ROWS = 200_000
_INSERT = f"""
insert into registry_person (agency_id, office_id, national_code, first_name, last_name, father_name,
                             first_key, last_key, father_key, sort_key, birth_on, birth_precision, sex,
                             marital, birth_certificate_number)
select %(agency)s, %(office)s, '999' || lpad(n::text, 7, '0'), 'نام' || n %% 900, 'خانوادگی' || n %% 5000,
       'پدر' || n %% 600, 'k' || n %% 900, 'l' || n %% 5000, 'f' || n %% 600, 'l' || n %% 5000,
       date '1960-01-01' + (n %% 20000)::int, 'day', 'female', 'married', ''
from generate_series(1, {ROWS}) n
"""


def main(home: Path) -> None:
    """Measure and record; the aim is a ratio of at most 1.2."""
    ids = _an_office()
    _insert(ids, audited=True)
    pairs = [(_insert(ids, audited=True), _insert(ids, audited=False)) for _ in range(5)]
    ratios = [with_audit[0] / bare[0] for with_audit, bare in pairs]
    record(
        "audit",
        rows=ROWS,
        bare_seconds=statistics.median(bare[0] for _, bare in pairs),
        audited_seconds=statistics.median(with_audit[0] for with_audit, _ in pairs),
        ratio=statistics.median(ratios),
        ratio_from=min(ratios),
        ratio_to=max(ratios),
        cpu_ratio=statistics.median(with_audit[1] / bare[1] for with_audit, bare in pairs),
        aim=1.2,
    )


def _insert(ids: dict[str, int], *, audited: bool) -> tuple[float, float]:
    """Seconds of one committed bulk insert, by the clock and of processors; the table is emptied after."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"alter table registry_person {'enable' if audited else 'disable'} trigger audit_insert"
        )

        def one_transaction() -> None:
            with transaction.atomic(using="owner"):
                cursor.execute(_INSERT, ids)

        worked: list[float] = []
        taken = seconds(lambda: worked.append(cpu_seconds(one_transaction)))
        cursor.execute("truncate registry_person cascade")
        return taken, worked[0]


def _an_office() -> dict[str, int]:
    agency = Agency.objects.using("owner").create(code="bench", name="امداد", short_name="امداد")
    office = Office.objects.using("owner").create(
        code="bench", name="زنجان", agency=agency, kind="provincial"
    )
    return {"agency": agency.pk, "office": office.pk}
