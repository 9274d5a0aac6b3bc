"""`madadkar demo`: plant the four offices of the published reports, once."""

from __future__ import annotations

import gc
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from madadkar.demo.accounts import ACCOUNTS, DEMO_PASSWORD
from madadkar.demo.actions import plant_demo
from madadkar.foundation.persian import persian_digits


class Command(BaseCommand):
    """Plants what is missing and says what was there."""

    help = "کاشتن چهار دفتر نمایشی"

    def add_arguments(self, parser: CommandParser) -> None:
        """`--if-missing` is silent where all is planted; `--sign-ins` only prints who may sign in."""
        parser.add_argument("--if-missing", action="store_true")
        parser.add_argument("--sign-ins", action="store_true")
        parser.add_argument("--scale", type=float, default=1.0, help="برای آزمون: ۰٫۰۱ یعنی یک‌صدم")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plant, timing it."""
        if options["sign_ins"]:
            self._print_sign_ins()
            return
        began = time.monotonic()
        gc.disable()  # hundreds of thousands of people are no garbage; looking through them costs a third
        try:
            planted = plant_demo(at=timezone.now(), told=self._say, scale=options["scale"])
        finally:
            gc.enable()
        if planted:
            seconds = persian_digits(round(time.monotonic() - began))
            self._say(f"چهار دفتر نمایشی در {seconds} ثانیه آماده شد.")
        elif not options["if_missing"]:
            self._say("دفترهای نمایشی از پیش هستند؛ چیزی دوباره کاشته نشد.")

    def _print_sign_ins(self) -> None:
        self._say(f"گذرواژهٔ همه: {DEMO_PASSWORD}")
        for account in ACCOUNTS:
            self._say(f"  {account.username:<28} {account.post} ({account.office})")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
