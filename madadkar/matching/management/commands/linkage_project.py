"""`madadkar linkage-project begin|join|complete|confirm|show|destroy`: the keys of a project."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from madadkar.foundation.jalali import format_day, parse, tehran_day
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.matching.actions.keys import record_destroyed_keys
from madadkar.matching.management.files import check_outputs
from madadkar.matching.private import project
from madadkar.matching.private.blocks import recipe
from madadkar.matching.private.project import Project
from madadkar.organisations.queries import command_scope, office_by_code


class Command(BaseCommand):
    """Keys are made and destroyed here; what leaves the machine is in the invitation and the reply."""

    help = "کلیدهای تطبیق پوشیده: begin | join | complete | confirm | show | destroy"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A word for each step, and what the step needs."""
        steps = parser.add_subparsers(dest="step", required=True)
        begin = steps.add_parser("begin", help="آغاز پروژه و نوشتن دعوت‌نامه")
        begin.add_argument("--name", required=True)
        begin.add_argument("--agency", required=True)
        begin.add_argument("--expires", required=True, help="روز پایان، مانند ۱۴۰۵/۱۲/۲۹")
        begin.add_argument("--invitation", type=Path, required=True)
        join = steps.add_parser("join", help="پذیرفتن دعوت‌نامه و نوشتن پاسخ")
        join.add_argument("--agency", required=True)
        join.add_argument("--invitation", type=Path, required=True)
        join.add_argument("--reply", type=Path, required=True)
        complete = steps.add_parser("complete", help="گذاشتن پاسخ طرف دیگر")
        complete.add_argument("--reply", type=Path, required=True)
        confirm = steps.add_parser("confirm", help="اثر انگشتی که طرف دیگر پای تلفن خواند")
        confirm.add_argument("--fingerprint", required=True)
        show = steps.add_parser("show", help="آنچه توافق شده است")
        destroy = steps.add_parser("destroy", help="نابود کردن کلیدها با سند")
        destroy.add_argument("--by", required=True, help="نام کسی که نابود می‌کند")
        destroy.add_argument("--reason", required=True)
        destroy.add_argument("--office", help="کد اداره، تا رویداد آن در همین سامانه هم ثبت شود")
        for step in (begin, join, complete, confirm, show, destroy):
            step.add_argument("--project", type=Path, required=True)
            step.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """One step of a project."""
        told = Namespace(**options)
        _check_files(told)
        if told.step == "destroy":
            self.stdout.write(_destroy(told))
            return
        facts = _facts(_STEPS[told.step](told))
        self.stdout.write(json.dumps(facts, ensure_ascii=False) if told.json else _as_text(facts, told.step))


def _check_files(told: Namespace) -> None:
    """Before any key is made: no file stands for another, and all can be written."""
    writes = {"begin": ("project", "invitation"), "join": ("project", "reply")}.get(told.step, ())
    reads = {"join": ("invitation",)}.get(told.step, ())
    check_outputs(*(getattr(told, name) for name in writes), beside=[getattr(told, name) for name in reads])


def _begin(told: Namespace) -> Project:
    return project.begin(
        told.project,
        name=told.name,
        agency=told.agency,
        expires_on=_day(told.expires),
        recipe=recipe(),
        on=tehran_day(timezone.now()),
        invitation=told.invitation,
    )


def _join(told: Namespace) -> Project:
    return project.join(
        told.project,
        invitation=told.invitation,
        agency=told.agency,
        recipe=recipe(),
        on=tehran_day(timezone.now()),
        reply=told.reply,
    )


def _complete(told: Namespace) -> Project:
    return project.complete(told.project, reply=told.reply)


def _confirm(told: Namespace) -> Project:
    return project.confirm(told.project, fingerprint=told.fingerprint)


def _show(told: Namespace) -> Project:
    return project.load(told.project)


_STEPS = {"begin": _begin, "join": _join, "complete": _complete, "confirm": _confirm, "show": _show}


def _destroy(told: Namespace) -> str:
    """Inside a house the event is on its trail too; the record stands in the keys' place either way."""
    at = timezone.now()
    if told.office:
        by = command_scope(office=office_by_code(code=told.office))
        with within(by):
            record = record_destroyed_keys(
                project_file=told.project, who=told.by, reason=told.reason, by=by, at=at
            )
    else:
        record = project.destroy(told.project, at=at, who=told.by, reason=told.reason)
    if told.json:
        return json.dumps(record, ensure_ascii=False)
    name = record["agreement"]["name"]
    return f"کلیدهای پروژه «{name}» نابود شد؛ سند امضاشده آن در {told.project.name} است."


def _day(text: str) -> date:
    day = parse(text, today=tehran_day(timezone.now())).value
    if day.precision != "day":
        raise Refusal("date_unreadable", text=text)
    return day.earliest


def _facts(told: Project) -> dict[str, Any]:
    return {
        "project": told.agreement.name,
        "first": told.agreement.first.agency,
        "second": told.agreement.second.agency,
        "side": told.side,
        "expires_on": told.agreement.expires_on.isoformat(),
        "fingerprint": told.agreement.fingerprint if told.is_complete else "",
        "is_confirmed": bool(told.seal),
    }


_NEXT = {
    "begin": "دعوت‌نامه را برای طرف دیگر بفرستید.",
    "join": "پاسخ را برای طرف دیگر بفرستید، اثر انگشت را پای تلفن بخوانید و با confirm تأیید کنید.",
    "complete": "اثر انگشت را پای تلفن برای هم بخوانید و با confirm تأیید کنید.",
    "confirm": "پروژه آماده است؛ با encode فهرست را رمز کنید.",
    "show": "",
}


def _as_text(facts: dict[str, Any], step: str) -> str:
    lines = [
        f"پروژه: {facts['project']}",
        f"دو طرف: {facts['first']}، {facts['second'] or 'هنوز پاسخی نیامده'}",
        f"روز پایان: {persian_digits(format_day(date.fromisoformat(facts['expires_on'])))}",
        f"اثر انگشت: {persian_digits(facts['fingerprint']) or 'پس از آمدن پاسخ'}",
        _NEXT[step],
    ]
    return "\n".join(line for line in lines if line)
