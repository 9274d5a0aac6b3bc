"""`madadkar audit-verify`: prove that no event was altered, and say where the chain breaks."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from madadkar.foundation import audit
from madadkar.foundation.persian import persian_digits

BROKEN = 1
_WORDS = {
    "link_missing": "حلقه‌ای پیش از این افتاده است",
    "link_altered": "خود حلقه دست خورده است",
    "contents_altered": "رویداد یا تغییری زیر این حلقه دست خورده یا برداشته شده است",
    "event_unlinked": "رویدادی که به هیچ حلقه‌ای بسته نیست",
    "change_unlinked": "تغییری که به هیچ حلقه‌ای بسته نیست",
}


class Command(BaseCommand):
    """Walks the whole trail; exit code 0 when it is whole, 1 when it is not."""

    help = "اثبات زنجیرهٔ رویدادها"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="برای ماشین")

    def handle(self, *args: Any, **options: Any) -> None:
        proof = audit.prove(at=timezone.now())
        link_count, found = proof.links, proof.faults
        if options["json"]:
            answer = {"links": link_count, "whole": not found, "faults": [vars(fault) for fault in found]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        elif not found:
            self.stdout.write(f"زنجیره درست است: {persian_digits(str(link_count))} حلقه.")
        for fault in [] if options["json"] else found:
            place = "بی‌حلقه" if fault.seq is None else f"حلقهٔ {persian_digits(str(fault.seq))}"
            self.stdout.write(f"{place}: {_WORDS[fault.fault]} ({fault.detail})")
        if found:
            sys.exit(BROKEN)
