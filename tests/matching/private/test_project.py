"""A project's keys: made by two, the same for both, altered by nobody, gone on their day."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from madadkar.foundation.refusal import Refusal
from madadkar.matching.private import project
from madadkar.matching.private.blocks import recipe
from tests.matching.private.ground import LAST_DAY, TODAY, Two, agree

AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_both_sides_have_one_secret_and_one_fingerprint(two: Two) -> None:
    ours, theirs = (project.opened(path, recipe=recipe(), on=TODAY) for path in (two.emdad, two.behzisti))

    assert ours.secret == theirs.secret
    assert ours.agreement.fingerprint == theirs.agreement.fingerprint
    assert len(ours.agreement.fingerprint.replace(" ", "")) == 30


def test_what_travels_holds_neither_secret_nor_private_key(two: Two, tmp_path: Path) -> None:
    travelled = "".join((tmp_path / "agreed" / name).read_text() for name in ("invitation", "reply"))

    for path in (two.emdad, two.behzisti):
        opened = project.opened(path, recipe=recipe(), on=TODAY)
        assert not any(hidden in travelled for hidden in (opened.secret.hex(), *opened.own.to_hex()))


def test_only_its_owner_may_read_the_projects_file(two: Two) -> None:
    assert stat.S_IMODE(two.emdad.stat().st_mode) == 0o600


def test_two_projects_of_the_same_agencies_have_nothing_in_common(two: Two, tmp_path: Path) -> None:
    other = agree(tmp_path / "again")
    ours, again = (project.opened(path, recipe=recipe(), on=TODAY) for path in (two.emdad, other.emdad))

    assert ours.secret != again.secret
    assert ours.agreement.fingerprint != again.agreement.fingerprint


def test_nothing_is_opened_before_the_fingerprint_was_told(tmp_path: Path) -> None:
    unconfirmed = agree(tmp_path / "agreed", is_confirmed=False)

    with pytest.raises(Refusal, match="linkage_not_confirmed"):
        project.opened(unconfirmed.emdad, recipe=recipe(), on=TODAY)


def test_another_fingerprint_is_not_confirmed_and_persian_digits_are(tmp_path: Path) -> None:
    unconfirmed = agree(tmp_path / "agreed", is_confirmed=False)
    told = project.load(unconfirmed.emdad).agreement.fingerprint

    with pytest.raises(Refusal, match="linkage_fingerprint_differs"):
        project.confirm(unconfirmed.emdad, fingerprint=told[:-1] + str((int(told[-1]) + 1) % 10))
    persian = told.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert project.confirm(unconfirmed.emdad, fingerprint=persian).seal


def test_one_who_stands_between_the_two_is_found_out_by_the_fingerprint(tmp_path: Path) -> None:
    """Mallory answers both in their names; both hold secrets, but not one fingerprint."""
    between = tmp_path / "between"
    real = agree(tmp_path / "agreed", is_confirmed=False)
    false = agree(between, is_confirmed=False)

    ours = project.load(real.emdad).agreement
    with pytest.raises(Refusal, match="linkage_fingerprint_differs"):
        project.confirm(false.behzisti, fingerprint=ours.fingerprint)


def test_a_reply_to_another_invitation_is_refused(tmp_path: Path) -> None:
    agree(tmp_path / "one")
    other = agree(tmp_path / "other", is_confirmed=False)

    with pytest.raises(Refusal, match="linkage_file_foreign"):
        project.complete(other.emdad, reply=tmp_path / "one" / "reply")


def test_a_reply_that_moves_the_day_of_expiry_is_refused(tmp_path: Path) -> None:
    two = agree(tmp_path / "agreed", is_confirmed=False)
    reply = tmp_path / "agreed" / "reply"
    facts = json.loads(reply.read_text())
    facts["agreement"]["expires_on"] = "2030-01-01"
    reply.write_text(json.dumps(facts))

    with pytest.raises(Refusal, match="linkage_file_foreign"):
        project.complete(two.emdad, reply=reply)


def test_a_project_whose_terms_were_altered_after_confirmation_is_refused(two: Two) -> None:
    facts = json.loads(two.emdad.read_text())
    facts["agreement"]["expires_on"] = "2030-01-01"
    two.emdad.write_text(json.dumps(facts))

    with pytest.raises(Refusal, match="linkage_project_altered"):
        project.opened(two.emdad, recipe=recipe(), on=TODAY)


@pytest.mark.parametrize("key", ["00" * 32, "01" + "00" * 31, "zz", ""])
def test_a_key_that_agrees_on_nothing_is_refused(tmp_path: Path, key: str) -> None:
    agree(tmp_path / "agreed", is_confirmed=False)
    invitation = tmp_path / "agreed" / "invitation"
    facts = json.loads(invitation.read_text())
    facts["agreement"]["first"]["exchange"] = key
    invitation.write_text(json.dumps(facts))

    with pytest.raises(Refusal, match="linkage_file_foreign"):
        project.join(
            tmp_path / "mine", invitation=invitation, agency="بهزیستی", recipe=recipe(), on=TODAY,
            reply=tmp_path / "mine.reply",
        )  # fmt: skip
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"kind": "madadkar linkage project"}', "سلام", "[" * 9000]
)
def test_what_is_no_projects_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "some.project"
    path.write_text(content)

    with pytest.raises(Refusal, match="linkage_file_foreign"):
        project.load(path)


def test_a_file_that_is_there_is_not_written_over(two: Two, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="linkage_file_exists"):
        project.begin(
            two.emdad, name="دیگر", agency="امداد", expires_on=LAST_DAY, recipe=recipe(), on=TODAY,
            invitation=tmp_path / "new",
        )  # fmt: skip


def test_it_holds_until_the_day_before_its_expiry_and_not_on_that_day(two: Two) -> None:
    last = LAST_DAY.replace(day=LAST_DAY.day - 1)

    assert project.opened(two.emdad, recipe=recipe(), on=last).secret
    with pytest.raises(Refusal, match="linkage_project_expired"):
        project.opened(two.emdad, recipe=recipe(), on=LAST_DAY)


def test_a_project_of_another_version_is_refused(two: Two) -> None:
    with pytest.raises(Refusal, match="linkage_recipe_differs"):
        project.opened(two.emdad, recipe="another", on=TODAY)


def test_destruction_leaves_a_signed_record_and_no_key(two: Two) -> None:
    hidden = project.load(two.emdad).own.to_hex()

    record = project.destroy(two.emdad, at=AT, who="مریم احمدی", reason="کار پروژه تمام شد")

    left = two.emdad.read_text()
    assert not any(key in left for key in hidden)
    assert json.loads(left) == record
    assert project.is_record_of_destruction(record)
    assert not project.is_record_of_destruction({**record, "by": "دیگری"})
    with pytest.raises(Refusal, match="linkage_keys_destroyed"):
        project.opened(two.emdad, recipe=recipe(), on=TODAY)
    with pytest.raises(Refusal, match="linkage_keys_destroyed"):
        project.destroy(two.emdad, at=AT, who="مریم احمدی", reason="باز هم")


def test_the_bytes_of_the_keys_are_written_over_before_they_are_let_go(two: Two) -> None:
    hidden = project.load(two.emdad).own.to_hex()
    beside = two.emdad.with_name("same-bytes")
    beside.hardlink_to(two.emdad)

    project.destroy(two.emdad, at=AT, who="مریم احمدی", reason="پایان")

    assert not any(key.encode() in beside.read_bytes() for key in hidden)


@pytest.mark.parametrize(
    ("who", "reason", "code"), [("", "پایان", "name_missing"), ("مریم", " ", "reason_missing")]
)
def test_nobody_destroys_without_name_and_reason(two: Two, who: str, reason: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        project.destroy(two.emdad, at=AT, who=who, reason=reason)
    assert project.load(two.emdad).seal


def test_the_fingerprint_is_of_every_term(two: Two) -> None:
    told = project.load(two.emdad).agreement

    changed = [
        replace(told, name="دیگر"),
        replace(told, recipe="دیگر"),
        replace(told, expires_on=TODAY),
        replace(told, first=replace(told.first, agency="دیگر")),
        replace(told, second=replace(told.second, signing="00")),
    ]
    assert told.fingerprint not in {other.fingerprint for other in changed}


def test_an_invitation_cannot_show_a_fingerprint_of_its_own(two: Two, tmp_path: Path) -> None:
    sent = json.loads((tmp_path / "agreed" / "invitation").read_text())
    for name in ("کمیته\nاثر انگشت: 12345", "کمیته\u202e", "کمیته\x1b[2J", "ن" * 201, 5, None):
        sent["agreement"]["name"] = name
        (tmp_path / "invitation").write_text(json.dumps(sent))

        with pytest.raises(Refusal, match="linkage_file_foreign"):
            join(tmp_path, "کمیته\u200cامداد")


@pytest.mark.parametrize(
    ("field", "told"), [("exchange", 5), ("exchange", "zz" * 32), ("signing", "00"), ("agency", [])]
)
def test_a_card_that_is_none_is_refused(field: str, told: object, two: Two, tmp_path: Path) -> None:
    sent = json.loads((tmp_path / "agreed" / "invitation").read_text())
    sent["agreement"]["first"][field] = told
    (tmp_path / "invitation").write_text(json.dumps(sent))

    with pytest.raises(Refusal, match="linkage_file_foreign"):
        join(tmp_path, "بهزیستی")


def test_an_agency_is_named_in_one_line(two: Two, tmp_path: Path) -> None:
    (tmp_path / "invitation").write_bytes((tmp_path / "agreed" / "invitation").read_bytes())

    with pytest.raises(Refusal, match="linkage_name_hidden"):
        join(tmp_path, "بهزیستی\nزنجان")
    assert join(tmp_path, "بهزیستی\u200cزنجان").agreement.second.agency == "بهزیستی\u200cزنجان"


def join(folder: Path, agency: str) -> project.Project:
    """Accept the invitation that lies in a folder."""
    return project.join(
        folder / "new.project", invitation=folder / "invitation", agency=agency, recipe=recipe(), on=TODAY,
        reply=folder / "reply",
    )  # fmt: skip
