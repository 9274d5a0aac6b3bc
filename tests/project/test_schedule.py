"""What happens by the clock: the trail is proved once a night, or as soon as the machine is on again."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from madadkar.foundation import audit
from madadkar.foundation.audit import Fault, last_proved_at
from madadkar.project.schedule import proof_is_due, verify_audit

TEHRAN = ZoneInfo("Asia/Tehran")


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=TEHRAN)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, _at(22, 14), True),
        (_at(21, 2, 20), _at(22, 1, 20), False),
        (_at(21, 2, 20), _at(22, 2, 20), True),
        (_at(22, 2, 20), _at(22, 14), False),
        (_at(20, 2, 20), _at(22, 9, 20), True),
        (_at(22, 9, 20), _at(23, 2, 20), True),
    ],
)
def test_a_proof_is_due_once_a_night(last: datetime | None, now: datetime, due: bool) -> None:
    assert proof_is_due(last=last, now=now) is due


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_trail_is_proved_and_the_proof_is_kept_once(caplog: pytest.LogCaptureFixture) -> None:
    verify_audit(timestamp=0)
    first = last_proved_at()
    verify_audit(timestamp=0)

    assert first is not None
    assert last_proved_at() == first
    assert "does not fit" not in caplog.text


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_broken_trail_is_told_to_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(audit, "faults", lambda **_: [Fault(3, "link_altered", "")])

    verify_audit(timestamp=0)

    assert "does not fit in 1 places" in caplog.text
