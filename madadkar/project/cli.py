"""The console script `madadkar`: the commands of an office, thin over Django's, in any folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

import django
from django.core.management import ManagementUtility, call_command
from django.core.management.base import CommandError

from madadkar.foundation.refusal import Refusal
from madadkar.project import database, health, supervisor
from madadkar.project.pgbinaries import NoPostgres
from madadkar.project.pgdev import ServerTrouble
from madadkar.web.refusals import sentence

COMMANDS = {
    "run": "اجرای کامل: پایگاه داده، صفحه‌ها و کارگر پس‌زمینه؛ با Ctrl-C می‌ایستد",
    "worker": "فقط کارگر پس‌زمینه",
    "migrate": "ساختن یا به‌روز کردن جدول‌ها",
    "demo": "کاشتن چهار دفتر نمایشی",
    "office-add": "افزودن دفتر: office-add CODE --agency emdad|behzisti --province 26",
    "staff-add": "گشودن حساب: staff-add USERNAME --office CODE --name NAME [--role administrator]",
    "roster-import": "آوردن فهرست: roster-import FILE --office CODE [--json]",
    "figures": "رقم‌ها: figures --office CODE --on 1396-02-20 [--json]",
    "link-register": "آشنایان یک فهرست بیرونی: link-register ROSTER --office CODE --out pairs.csv",
    "link-files": "خانوارهای مشترک دو فهرست: link-files LEFT RIGHT --out pairs.csv [--threshold P] [--json]",
    "spark-cluster": "همان تطبیق روی خوشهٔ Spark در همین ماشین: spark-cluster [LEFT RIGHT] [--json]",
    "overlap": "خانوارهای دو نهاد: overlap --left OFFICE --right OFFICE --on 1404-06-31 [--json]",
    "linkage-project": "کلیدهای تطبیق پوشیده: linkage-project begin|join|complete|confirm|show|destroy",
    "exact-match": "همسان‌های کامل بی‌نشان‌دادن فهرست: exact-match ask|answer|find|read",
    "encode": "رمز کردن فهرست: encode ROSTER --project FILE --out ENCODED [--json]",
    "link-encoded": "تطبیق دو فهرست رمزشده: link-encoded LEFT RIGHT --out matches.csv [--json]",
    "audit-verify": "اثبات زنجیرهٔ رویدادها",
}
_ON_FILES = {"link-files", "spark-cluster", "linkage-project", "exact-match", "encode", "link-encoded"}
_NEEDS_TABLES = set(COMMANDS) - {"run", "migrate"} - _ON_FILES
EXPECTED_NO = 2
_NEEDS_NO_DATABASE = {"help", "version", "--version", "collectstatic", "diffsettings"}
_ASKS_FOR_HELP = {"-h", "--help"}
_OFFICE = "--office"


def main() -> int:
    """`madadkar COMMAND ...`: 0 when done, 2 with one Persian sentence for an expected no."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(_usage())
        return 0
    if arguments[0] == "run":
        return _at_the_door(lambda: supervisor.run(arguments[1:]))
    if arguments[0] == "worker":
        return manage(["madadkar", "work", *arguments[1:]])
    if arguments[0] not in COMMANDS:
        print(f"دستور «{arguments[0]}» شناخته نیست.\n\n{_usage()}", file=sys.stderr)
        return EXPECTED_NO
    return manage(["madadkar", arguments[0].replace("-", "_"), *arguments[1:]])


def manage(argv: Sequence[str]) -> int:
    """Run one of Django's commands with the database running; no traceback for an expected no."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madadkar.project.settings")
    command = argv[1] if len(argv) > 1 else "help"
    if not _needs_database(command, argv) or _ASKS_FOR_HELP & set(argv):
        return _at_the_door(lambda: _execute(argv))

    def with_database() -> int:
        with database.running():
            return _execute(argv)

    return _at_the_door(with_database)


def _needs_database(command: str, argv: Sequence[str]) -> bool:
    """Commands on files alone need none, unless told whose trail shall keep the deed."""
    if command.replace("_", "-") in _ON_FILES:
        return _OFFICE in argv
    return command not in _NEEDS_NO_DATABASE


def _execute(argv: Sequence[str]) -> int:
    asks_for_help = _ASKS_FOR_HELP & set(argv[2:])
    named = argv[1].replace("_", "-") if argv[1:] else ""
    if (named in _NEEDS_TABLES or (named in _ON_FILES and _OFFICE in argv)) and not asks_for_help:
        _have_tables()
    ManagementUtility(list(argv)).execute()
    return 0


def _have_tables() -> None:
    """A new house gets its tables at the first command; an older one is asked to be brought up to date."""
    django.setup()
    if not health.applied_migrations():
        print("ساختن جدول‌ها …", file=sys.stderr)
        call_command("migrate", stdout=sys.stderr, verbosity=0)
    elif health.pending_migrations():
        raise Refusal("not_migrated", command="madadkar migrate")


def _at_the_door(deed: Callable[[], int]) -> int:
    try:
        return deed()
    except Refusal as refusal:
        print(sentence(refusal), file=sys.stderr)
    except (CommandError, NoPostgres, ServerTrouble) as trouble:
        print(trouble, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return EXPECTED_NO


def _usage() -> str:
    lines = [f"  {name:<15} {meaning}" for name, meaning in COMMANDS.items()]
    return "\n".join(["madadkar COMMAND [--help]", "", *lines])
