"""A file sent to a centre, refused, walked with by another, reviewed by sample, and back when a licence ends.

Each deed is done at the screen by whose it is; only the hour strikes by itself, as the schedule has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from playwright.sync_api import Page, expect

from madadkar.foundation.jalali import format_day
from tests.browser.conftest import PHONE, House
from tests.browser.test_every_page import found_by_axe
from tests.browser.test_widow import Desk
from tests.browser.two_centres import YAS

Visitor = Callable[..., Page]
NOUR = "مرکز نیکوکاری نور"
FAR = "خانه‌شان از محله ما دور است"
MINUTES = "پرونده با نه برگ تحویل شد."


@dataclass
class Town:
    """The file, its number, and who works where."""

    house: House
    file: str
    number: str
    head: Desk
    of_nour: Desk
    of_yas: Desk
    worker: Desk

    def is_seen_by(self, *desks: Desk) -> None:
        """These open the file's page; everybody else of the centres is told that there is none."""
        for desk in (self.head, self.of_nour, self.of_yas, self.worker):
            answer = desk.page.goto(self.file, wait_until="domcontentloaded")
            assert answer is not None
            assert answer.status == (200 if any(desk is one for one in desks) else 404)

    def sends(self, centre: str, said: str = "پرونده برای مرکز فرستاده شد.") -> None:
        """The head sends the file, and is told so; or why not."""
        self.head.opens().page.goto(f"{self.file}centre/")
        self.head.page.get_by_label("مرکز نیکوکاری").select_option(label=centre)
        self.head.writes(terms="هر ماه یک بازدید", reason="محله خودشان است")
        self.head.presses("فرستادن به مرکز").reads(said)

    def answers(self, manager: Desk, at: str, button: str, note: str = "") -> None:
        """A centre's manager chooses the file from the list of a step and presses its button."""
        manager.page.goto(f"{self.house.url}/delegations/at/{at}/")
        manager.page.get_by_role("checkbox", name=f"برگزیدن پرونده {self.number}").check()
        if note:
            manager.writes(note=note)
        manager.presses(button)
        expect(manager.page.locator("#messages")).to_contain_text("۱ پرونده")

    def my_day(self, desk: Desk) -> Desk:
        """Somebody's own day."""
        desk.page.goto(f"{self.house.url}/my-day/", wait_until="domcontentloaded")
        return desk


def _town(house: House, visitor: Visitor) -> Town:
    file = f"{house.url}/files/{house.objects['two_centres_file']}/"
    roles = ("head", "centre_manager", "yas_centre_manager")
    head, of_nour, of_yas = (Desk(visitor(role), file) for role in roles)
    worker = Desk(visitor("yas_centre_worker", size=PHONE), file)
    number = head.opens().page.get_by_role("heading", level=1).inner_text().removeprefix("پرونده ")
    return Town(house, file, number, head, of_nour, of_yas, worker)


def _is_refused(town: Town) -> None:
    """The first centre is too far away, and says so; the head reads it in the morning."""
    town.sends(NOUR)
    town.is_seen_by(town.head, town.of_nour)
    town.my_day(town.of_nour).reads("برای مرکز فرستاده شده است؛ دریافت کنید")
    town.answers(town.of_nour, "sent", "دریافت شد")
    town.answers(town.of_nour, "received", "نمی‌پذیریم", FAR)
    town.is_seen_by(town.head)
    town.my_day(town.head).reads(f"{NOUR} نپذیرفت؛ مرکز دیگری برگزینید یا در اداره بماند")
    town.head.opens().reads(FAR)


def _is_walked_with(town: Town) -> None:
    """The other centre takes it over, and its worker asks for a visit."""
    town.sends(YAS)
    expect(town.my_day(town.head).page.locator("#content")).not_to_contain_text(f"{NOUR} نپذیرفت")
    town.answers(town.of_yas, "sent", "دریافت شد")
    town.answers(town.of_yas, "received", "می‌پذیریم")
    town.answers(town.of_yas, "accepted", "تحویل شد؛ آغاز کار", MINUTES)
    town.is_seen_by(town.head, town.of_yas, town.worker)
    town.worker.follows("بازدید تازه").writes(kind="periodic").presses("ثبت بازدید")
    assert found_by_axe(town.worker.opens().page) == []


def _is_reviewed(town: Town) -> None:
    """The head draws a sample of the centre's one file; the centre reads what came of it, not of which."""
    head, of_centre = town.head, f"{town.house.url}/centres/{town.house.objects['yas']}/supervision/"
    head.page.goto(of_centre)
    head.follows("نمونه پرونده‌ها").presses("نمونه گرفته شود").reads("۱ از ۱ پرونده در نمونه آمد.")
    review = head.page.url
    head.page.get_by_role("link", name="ثبت نتیجه").click()
    head.writes(verdict="lacking", findings="گزارش بازدید ماه گذشته نیست").presses("ثبت نتیجه")
    head.reads("نتیجه ثبت شد.").follows("پایان بررسی").writes(conclusion="یک گزارش باید نوشته شود")
    head.presses("پایان بررسی").reads("بررسی به پایان رسید.")
    town.of_yas.page.goto(review)
    town.of_yas.reads("یک گزارش باید نوشته شود", "پرونده‌های نمونه را تنها اداره می‌بیند.")


def _licence_ends(town: Town) -> None:
    """The head writes the licence's last day; the hour strikes, and the clock brings the file back."""
    town.head.page.goto(f"{town.house.url}/centres/{town.house.objects['yas']}/change/")
    town.head.writes(licence_until=format_day(timezone.localdate())).presses("ثبت تغییر")
    town.head.reads("تغییر ثبت شد.")
    town.house.strikes("recall_from_idle")


def test_a_file_is_refused_walked_with_reviewed_and_back_when_the_licence_ends(
    house: House, visitor: Visitor
) -> None:
    town = _town(house, visitor)
    _is_refused(town)
    _is_walked_with(town)
    _is_reviewed(town)
    _licence_ends(town)

    town.is_seen_by(town.head)
    town.head.reads("فعال", "واگذار نشده", FAR, MINUTES, "پایان اعتبار مجوز مرکز")
    town.my_day(town.head).reads(f"از {YAS} که دیگر نمی‌تواند کار کند بازگشت؛ مرکز دیگری برگزینید")
    town.sends(YAS, said="اعتبار مجوز این مرکز")
    for desk in (town.of_yas, town.worker):
        desk.page.goto(f"{house.url}/search/?q={town.number}")
        expect(desk.page.locator("#content")).not_to_contain_text(f"پرونده {town.number}")
        expect(desk.page.locator(".found-row")).to_have_count(0)
    assert found_by_axe(town.my_day(town.worker).page) == []
