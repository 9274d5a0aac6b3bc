"""A family on the rolls of two agencies: found, agreed on, signed by both heads, handed over, seen to end.

Each deed is done at the screen by whose it is: Hamid of Emdad, Mahdi and Fatemeh of Behzisti. Hamid reads on
a phone, and Mahdi signs by the keyboard alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, House
from tests.browser.test_every_page import found_by_axe
from tests.browser.test_widow import Desk

Visitor = Callable[..., Page]


@dataclass
class Table:
    """The two heads and a caseworker, each with their own page, and the case between them."""

    house: House
    hamid: Desk
    mahdi: Desk
    fatemeh: Desk
    case: str = ""

    def at_case(self, desk: Desk) -> Desk:
        """Somebody before the case's page; it is sound for everybody and fits a phone."""
        desk.page.goto(self.case, wait_until="domcontentloaded")
        assert found_by_axe(desk.page) == []
        assert desk.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        return desk

    def my_day(self, desk: Desk) -> Desk:
        """Somebody's own day."""
        desk.page.goto(f"{self.house.url}/my-day/", wait_until="domcontentloaded")
        return desk


def _table(house: House, visitor: Visitor) -> Table:
    def desk(role: str, file: str, **size: object) -> Desk:
        return Desk(visitor(role, **size), f"{house.url}/files/{house.objects[file]}/")

    return Table(
        house,
        desk("head", "story_file", size=PHONE),
        desk("behzisti_head", "story_file_of_behzisti"),
        desk("behzisti_caseworker", "story_file_of_behzisti"),
    )


def _is_found(table: Table) -> None:
    """Hamid looks; the rule proposes that Emdad leads; each side reads the other's cover and no name."""
    hamid, mahdi = table.hamid, table.mahdi
    hamid.page.goto(f"{table.house.url}/overlaps/")
    hamid.follows("یافتن هم‌پوشانی‌ها").presses("اکنون یافته شود").reads("۱ پرونده مشترک تازه")
    hamid.opens().reads("پوشش نهاد دیگر", "بهزیستی: پوشش مستمر")
    hamid.page.locator("#overlap a").first.click()
    table.case = hamid.page.url
    ours = mahdi.opens().page.get_by_role("heading", level=1).inner_text().removeprefix("پرونده ")
    table.at_case(hamid).reads("نوبت کمیته امداد است", "کمیته امداد راهبر باشد", "ماهانه")
    expect(hamid.page.locator("#content")).not_to_contain_text(ours)
    expect(hamid.page.locator("#content")).not_to_contain_text("السادات")


def _is_agreed(table: Table) -> None:
    """Mahdi says no, proposes the same with a reason of his own, and Hamid agrees."""
    table.my_day(table.mahdi).reads("به پیشنهاد درباره هم‌پوشانی")
    table.at_case(table.mahdi).follows("پاسخ به پیشنهاد").writes(answer="disagrees").presses("ثبت پاسخ")
    table.mahdi.reads("دلیل را بنویسید.").writes(reason="آموزش او تا پایان ماه با ماست.")
    table.mahdi.presses("ثبت پاسخ").reads("هم‌رأی نشدند").follows("پیشنهاد دیگر")
    table.mahdi.writes(verdict="emdad", reason="پس از پایان آموزش.").presses("ثبت پیشنهاد")
    table.mahdi.reads("پاسخ با کمیته امداد است")
    table.at_case(table.hamid).reads("آموزش او تا پایان ماه با ماست.").follows("پاسخ به پیشنهاد")
    table.hamid.writes(answer="agrees").presses("ثبت پاسخ").reads("صورت‌جلسه آماده امضاست")


def _is_signed(table: Table) -> None:
    """Hamid signs; Mahdi writes the text anew, so both sign that one; a second press changes nothing."""
    table.hamid.follows("خواندن و امضا").presses("امضا می‌کنم").reads("امضای نهاد دیگر در راه است")
    table.at_case(table.mahdi).follows("بازنویسی متن")
    text = table.mahdi.page.locator("textarea[name=text]")
    text.fill(f"{text.input_value()}\nآموزش او تا پایان ماه با بهزیستی می‌ماند.")
    table.mahdi.presses("ثبت متن تازه").reads("هر دو نهاد همین متن را امضا کنند").follows("خواندن و امضا")
    table.mahdi.page.get_by_role("button", name="امضا می‌کنم").focus()
    with table.mahdi.page.expect_navigation(wait_until="domcontentloaded"):
        table.mahdi.page.keyboard.press("Enter")
    table.mahdi.reads("امضا شد", "هم‌رأی شدند")
    sign = f"{table.case}sign/"
    table.hamid.page.goto(sign)
    table.hamid.reads("نسخه ۲", "با بهزیستی می‌ماند").presses("امضا می‌کنم").reads("تصمیم مشترک گرفته شد")
    answer = table.hamid.page.goto(sign)
    assert answer is not None
    assert answer.status == 409
    table.hamid.reads("متنی برای امضا ندارد")


def _is_handed_over(table: Table) -> None:
    """Fatemeh asks the family, Mahdi hands over once it agreed, and Hamid takes the file."""
    table.at_case(table.mahdi).follows("تحویل پرونده").writes(note="یک فرزند در مدرسه است.")
    table.mahdi.presses("تحویل داده شد").reads("تنها با رضایت خانوار")
    table.at_case(table.fatemeh).follows("پاسخ خانوار").writes(is_consent="yes", consent_by="خود سرپرست")
    table.fatemeh.presses("ثبت پاسخ خانوار").reads("پاسخ خانوار ثبت شد", "رضایت داد")
    table.at_case(table.mahdi).follows("تحویل پرونده").writes(note="یک فرزند در مدرسه است.")
    table.mahdi.presses("تحویل داده شد").reads("پذیرش با کمیته امداد است")
    table.my_day(table.hamid).reads("تحویل شده است؛ بپذیرید")
    table.at_case(table.hamid).follows("پذیرفتن پرونده").presses("پذیرفته شد").reads("پذیرش ثبت شد")
    expect(table.hamid.page.locator("#content")).not_to_contain_text("خود سرپرست")


def _has_ended(table: Table) -> None:
    """While it goes on nobody can say that it ended; then the usual exit ends it."""
    table.at_case(table.hamid).follows("پیگیری پایان پوشش").presses("پایان یافته است")
    table.hamid.reads("هنوز جاری است")
    table.at_case(table.fatemeh).follows("ثبت خروج به علت پوشش نهاد دیگر").writes(reason="other_body")
    table.fatemeh.presses("ثبت پیشنهاد").reads("پیشنهاد خروج ثبت شد")
    table.mahdi.page.goto(table.fatemeh.page.url)
    table.mahdi.follows("پذیرفتن")
    table.mahdi.page.locator("main form button[type=submit]").click()
    table.at_case(table.hamid).follows("پیگیری پایان پوشش").presses("پایان یافته است")
    table.hamid.reads("هم‌پوشانی پایان یافت.")


def test_two_agencies_decide_about_one_family_and_one_of_them_leads(house: House, visitor: Visitor) -> None:
    table = _table(house, visitor)
    _is_found(table)
    _is_agreed(table)
    _is_signed(table)
    _is_handed_over(table)
    _has_ended(table)

    steps = ("پایان یافت", "تصمیم مشترک امضا شد", "پرونده تحویل شد", "نهاد راهبر پذیرفت")
    table.at_case(table.mahdi).reads(*steps)
    table.mahdi.opens().reads("پوشش نهاد دیگر", "غیرفعال")
