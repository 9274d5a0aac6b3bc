"""A widow's walk at the screen, each deed by whose it is: from her first words to the day she comes back.

A browser cannot wait two years, so the story is told in three tests: her first days, up to the appeal that
gives her back what was held; a family walked with for two years (laid by `years.py`) that leaves; and one
that left a hundred days ago and asks again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.utils import timezone
from playwright.sync_api import Page, expect

from madadkar.casework.rules.assessment_matrix import Domain
from madadkar.foundation.jalali import format_day
from tests.browser.conftest import PHONE, House
from tests.browser.test_every_page import found_by_axe

Visitor = Callable[..., Page]
ZAHRA = "زهرا شکوهی"
MARYAM = "مریم رضایی"
IN_SEASON = format_day(timezone.localdate() + timedelta(days=90))
WEAK = (Domain.INCOME, Domain.EMPLOYMENT)
FIRST_PANEL, OTHER_PANEL = "کمیته پذیرش زنجان", "کمیته رسیدگی به اعتراض"


@dataclass
class Desk:
    """Somebody's page, and the family's file they work on."""

    page: Page
    file: str = ""

    def opens(self) -> Desk:
        """Back at the file."""
        self.page.goto(self.file, wait_until="domcontentloaded")
        return self

    def follows(self, words: str) -> Desk:
        """A link of the page itself, the first of that name."""
        return self._goes("link", words)

    def unfolds(self, title: str) -> Desk:
        """A folded part of the file's page."""
        self.page.locator("summary").filter(has_text=title).click()
        return self

    def writes(self, **fields: str) -> Desk:
        """Fields by their names: text typed, a choice taken."""
        for name, words in fields.items():
            field = self.page.locator(f"main form [name={name}]")
            kind = field.first.evaluate("one => one.type")
            if kind in {"radio", "checkbox"}:
                self.page.locator(f"main form [name={name}][value='{words}']").check()
            elif kind == "select-one":
                field.select_option(words)
            else:
                field.fill(words)
        return self

    def presses(self, words: str) -> Desk:
        """A button of the page."""
        return self._goes("button", words)

    def _goes(self, role: Literal["link", "button"], words: str) -> Desk:
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.locator("main").get_by_role(role, name=words, exact=True).first.click()
        return self

    def reads(self, *told: str) -> Desk:
        """What the page says now."""
        for words in told:
            expect(self.page.locator("#content")).to_contain_text(words)
        return self

    def is_in_state(self, words: str) -> Desk:
        """What the strip of the family says of its file."""
        expect(self.opens().page.locator(".facts-strip .state").first).to_have_text(words)
        return self


def _asks(intake: Desk, house: House) -> str:
    """She is looked for first, is nobody known, and her words are written with her name."""
    page = intake.page
    page.goto(f"{house.url}/families/new/")
    intake.writes(q=ZAHRA)
    page.keyboard.press("Enter")
    intake.reads("سرپرست و خانوار تازه")
    intake.writes(headship="spouse_died", kind="self", said="شوهرم درگذشت و اجاره مانده است.")
    intake.presses("ثبت خانوار و درخواست").reads("خانوار ثبت شد.")
    return page.url


def _is_looked_into(maryam: Desk) -> None:
    """Inquiry, a visit with its signed report, papers, and on to the committee."""
    maryam.opens().follows("فرستادن به استعلام").presses("برود به استعلام")
    maryam.follows("فرستادن به بازدید").presses("برود به بازدید و تحقیق")
    maryam.follows("بازدید تازه").writes(kind="first").presses("ثبت بازدید")
    maryam.writes(observations="دو اتاق اجاره‌ای؛ پسر به مدرسه می‌رود.", signature=MARYAM).presses("امضا و ثبت")
    maryam.reads("گزارش امضا و ثبت شد.")
    maryam.opens().follows("رفتن به تکمیل مدارک").presses("برود به تکمیل مدارک")
    maryam.follows("فرستادن به کمیته").presses("برود به کمیته").reads("پرونده به «در نوبت کمیته» رفت.")
    maryam.reads("بردن به جلسه کمیته (با دبیر کمیته است)")


def _session(head: Desk, house: House, committee: str) -> None:
    """A committee sits today with this file alone, and its page is the one to decide on."""
    head.page.goto(f"{house.url}/committees/")
    head.follows(committee).follows("جلسه تازه").presses("در برنامه بیاید")
    waiting = head.page.locator("main form").filter(has_text=ZAHRA)
    waiting.get_by_label(ZAHRA).check()
    waiting.get_by_role("button", name="در دستور جلسه بیایند").click()
    head.reads("۱ پرونده در دستور جلسه آمد.")
    head.follows("آغاز جلسه").presses("جلسه آغاز شد").follows("پرونده بعدی")


def _signs(head: Desk, said: str) -> None:
    head.presses("ثبت تصمیم و پرونده بعدی").reads("تصمیم ثبت شد و نامه خانوار آماده است.", said)
    head.follows("امضای صورت‌جلسه").presses("امضا می‌کنم").reads("امضاشده")


def _is_planned_for(maryam: Desk, hamid: Desk) -> None:
    """The matrix finds work and income weak; the plan answers both; another approves it."""
    maryam.opens().follows("سنجش وضع خانوار")
    maryam.writes(**{domain.value: "1" if domain in WEAK else "3" for domain in Domain}, causes="economic")
    maryam.presses("ثبت سنجش")
    maryam.opens().follows("برنامه و بازنگری‌ها")
    maryam.follows("نوشتن برنامه").presses("آغاز پیش‌نویس")
    for domain in WEAK:
        maryam.follows("هدف تازه").writes(domain=domain.value, wish="کار پیوسته در خانه", target_score="4")
        maryam.presses("افزودن هدف").writes(what="دوره خیاطی", whom="زهرا", due_on=IN_SEASON)
        maryam.presses("افزودن گام")
    maryam.follows("فرستادن برای تأیید").writes(commitments="هر ماه گزارش می‌دهیم.").presses("فرستادن")
    hamid.page.goto(maryam.page.url)
    hamid.follows("تأیید").presses("تأیید").reads("برنامه تأیید شد و از امروز برقرار است.")


def _refuses_a_visit(maryam: Desk, hamid: Desk) -> None:
    """She does not open; what she receives is held back, and she is told by letter."""
    maryam.opens().follows("بازدید تازه").writes(kind="periodic").presses("ثبت بازدید")
    maryam.follows("نشد به خانه برویم").writes(outcome="refused", note="گفت مهمان دارد.").presses("ثبت")
    hamid.opens().follows("تعلیق").writes(reason="visit_refused", note="بازدید پذیرفته نشد.")
    hamid.presses("تعلیق شود").reads("پرونده تعلیق شد.")
    hamid.follows("نوشتن نامه «تعلیق»").presses("نوشتن نامه")
    hamid.follows("به خانوار رسید").writes(how="by_hand").presses("نامه رسید").reads("رسیدن نامه ثبت شد.")


def _is_heard_by_others(intake: Desk, hamid: Desk, other: Desk, house: House) -> None:
    """Others than who decided first hear her; the one who decided sits there and has no voice."""
    intake.opens().follows("ثبت اعتراض خانوار").writes(said="آن روز مادرم در بیمارستان بود.").presses(
        "ثبت اعتراض"
    )
    intake.reads("کسانی جز تصمیم‌گیران نخست آن را می‌شنوند")
    _session(other, house, OTHER_PANEL)
    other.reads("آن روز مادرم در بیمارستان بود.", "حمید افشار درباره این پرونده رأی نمی‌دهد.")
    other.writes(decision="upheld", grounds="غیبت آن روز موجه بود.")
    _signs(other, "اعتراض وارد است")


def test_a_widow_is_accepted_refuses_a_visit_and_is_heard_by_others(house: House, visitor: Visitor) -> None:
    intake = Desk(visitor("intake"))
    file = _asks(intake, house)
    maryam, hamid, other = (Desk(visitor(who), file) for who in ("caseworker", "head", "second_head"))
    intake.file = file
    hamid.opens().follows("تعیین مددکار")
    hamid.page.get_by_label("مددکار").select_option(label=MARYAM)
    hamid.presses("ثبت مددکار").reads("مددکار ثبت شد.")
    _is_looked_into(maryam)
    _session(hamid, house, FIRST_PANEL)
    hamid.reads("شوهرم درگذشت", f"{MARYAM} درباره این پرونده رأی نمی‌دهد.")
    hamid.writes(decision="accepted", coverage="continuous")
    _signs(hamid, "پذیرفته شد")
    maryam.is_in_state("فعال")
    _is_planned_for(maryam, hamid)
    _refuses_a_visit(maryam, hamid)
    maryam.is_in_state("تعلیق")
    _is_heard_by_others(intake, hamid, other, house)
    maryam.is_in_state("فعال")


def test_after_two_years_she_asks_to_leave_one_proposes_and_another_agrees(
    house: House, visitor: Visitor
) -> None:
    file = f"{house.url}/files/{house.objects['standing_file']}/"
    maryam, hamid = Desk(visitor("caseworker"), file), Desk(visitor("head"), file)
    maryam.is_in_state("فعال").unfolds("خروج").follows("آمادگی خروج").reads("آماده خروج", "۱۰۰")
    maryam.follows("پیشنهاد خروج")
    maryam.writes(reason="self_reliant", note="خودش خواست جایش را به دیگری بدهد.").presses("ثبت پیشنهاد")
    maryam.reads("تصمیم با همکار دیگری است", "در انتظار تصمیم")
    expect(maryam.page.get_by_role("link", name="پذیرفتن", exact=True)).to_have_count(0)

    hamid.page.goto(maryam.page.url)
    hamid.follows("پذیرفتن").writes(note="مبارک است.").presses("خانوار از امروز خارج شود")
    hamid.reads("پس از ۳، ۶ و ۱۲ ماه پیگیری می‌شود", "مبارک است.", "۱۲ ماه:")
    maryam.is_in_state("غیرفعال").reads("بدون پوشش")


def test_three_months_later_her_workshop_has_closed_and_she_asks_by_the_same_file(
    house: House, visitor: Visitor
) -> None:
    file = f"{house.url}/files/{house.objects['left_file']}/"
    maryam = Desk(visitor("caseworker", size=PHONE), file)
    maryam.is_in_state("غیرفعال")
    number = maryam.page.get_by_role("heading", level=1).inner_text()
    maryam.page.goto(f"{house.url}/my-day/")
    maryam.page.get_by_role("link", name="سه ماه پس از خروج").click()
    maryam.writes(outcome="needs_help", note="کارگاه بسته شد.").presses("ثبت پیگیری")
    maryam.reads("برای بازگشت خانوار، درخواست تازه‌ای در همین پرونده ثبت کنید.")
    maryam.follows("ثبت درخواست دوباره").writes(kind="self", said="دوباره به کمک نیاز دارم.")
    maryam.presses("ثبت درخواست")

    maryam.is_in_state("درخواست").reads("دوباره به کمک نیاز دارم.", "خوداتکایی")
    assert maryam.page.get_by_role("heading", level=1).inner_text() == number
    assert found_by_axe(maryam.page) == []
