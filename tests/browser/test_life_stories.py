"""Stories of a file's life as they are lived at the screen: at night, at the door, and by two at once."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import House

_WHOSE = "کمک فوری، پرونده ناتمام"


def test_an_emergency_at_night_is_helped_first_and_written_down_at_once(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor("caseworker")
    page.goto(f"{house.url}/families/new/")
    expect(page.get_by_label("نام پدر")).to_have_count(0)
    page.get_by_label("نخست ببینید این خانواده پیش‌تر ثبت نشده باشد").fill("گلنار صحرایی")
    page.get_by_label("نخست ببینید این خانواده پیش‌تر ثبت نشده باشد").press("Enter")
    expect(page.get_by_text("کسی نزدیک به «گلنار صحرایی»")).to_be_visible()
    page.get_by_label("درخواست از سوی").select_option("emergency")
    page.get_by_label("چه می‌خواهند").fill("آتش‌سوزی؛ جایی برای خواب ندارند")
    page.get_by_role("button", name="ثبت خانوار و درخواست").click()

    expect(page.get_by_text("پرونده فوری با کمک آغاز می‌شود").first).to_be_visible()
    expect(page.get_by_label("چه می‌خواهند")).to_have_value("آتش‌سوزی؛ جایی برای خواب ندارند")

    page.get_by_label("کمک فوری", exact=False).first.fill("اسکان سه شبه و دو پتو")
    page.get_by_role("button", name="ثبت خانوار و درخواست").dblclick()

    expect(page.locator("main").get_by_text(_WHOSE).first).to_be_visible()
    expect(page.get_by_text("تکمیل پرونده تا").first).to_be_visible()
    page.goto(f"{house.url}/search/?q=گلنار صحرایی")
    expect(page.locator(".found-row")).to_have_count(1)


def test_a_neighbours_report_finds_the_file_that_is_there(house: House, visitor: Callable[..., Page]) -> None:
    page = visitor("caseworker")
    page.goto(f"{house.url}/files/{house.objects['served_files'][0]}/")
    number = page.get_by_role("heading", level=1).inner_text()
    head = page.locator(".trail a").nth(1).inner_text().removeprefix("خانوار ")

    page.goto(f"{house.url}/families/new/?q={head}")
    page.locator(".found-row").filter(has_text=number.removeprefix("پرونده ")).get_by_role(
        "link", name="ثبت درخواست برای همین خانوار"
    ).first.click()
    expect(page.get_by_text("درخواست روی همان پرونده می‌نشیند")).to_be_visible()
    page.get_by_label("درخواست از سوی").select_option("neighbour")
    page.get_by_label("چه می‌خواهند").fill("سه روز است کسی از خانه بیرون نیامده")
    page.get_by_role("button", name="ثبت درخواست").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(number)
    expect(page.get_by_text("سه روز است کسی از خانه بیرون نیامده").first).to_be_visible()


def test_two_heads_at_once_have_one_result_and_the_second_reads_who_was_first(
    house: House, visitor: Callable[..., Page]
) -> None:
    address = f"{house.url}/files/{house.objects['served_files'][1]}/suspend/"
    first, second = visitor("head"), visitor("second_head")
    for page, why in ((first, "بازدید نپذیرفته‌اند"), (second, "مدارک ناقص است")):
        page.goto(address)
        page.get_by_label("علت").select_option(index=1)
        page.get_by_label("توضیح").fill(why)
    first.get_by_role("button", name="تعلیق شود").click()
    expect(first.get_by_text("پرونده تعلیق شد.").first).to_be_visible()
    second.get_by_role("button", name="تعلیق شود").click()

    expect(second.get_by_text("پیش از شما حمید افشار").first).to_be_visible()
    expect(second.get_by_label("توضیح")).to_have_value("مدارک ناقص است")


def test_a_double_click_the_back_button_and_a_second_tab_do_it_once(
    house: House, visitor: Callable[..., Page]
) -> None:
    file = house.objects["served_files"][2]
    page = visitor("head")
    other_tab = page.context.new_page()
    for tab in (page, other_tab):
        tab.goto(f"{house.url}/files/{file}/suspend/")
        tab.get_by_label("علت").select_option(index=1)
        tab.get_by_label("توضیح").fill("نشانی درست نیست")
    page.get_by_role("button", name="تعلیق شود").dblclick()
    page.wait_for_url(f"{house.url}/files/{file}/")
    page.wait_for_load_state("networkidle")
    other_tab.get_by_role("button", name="تعلیق شود").click()
    expect(other_tab.get_by_text("پیش‌تر خود شما انجام داده‌اید").first).to_be_visible()
    page.goto(f"{house.url}/files/{file}/suspend/lift/")
    page.get_by_label("دلیل").fill("نشانی درست شد")
    page.get_by_role("button", name="رفع تعلیق").click()
    expect(page.get_by_text("تعلیق برداشته شد.").first).to_be_visible()
    page.go_back()
    page.get_by_label("دلیل").fill("دوباره")
    page.get_by_role("button", name="رفع تعلیق").click()

    expect(page.get_by_text("این پرونده در تعلیق نیست").first).to_be_visible()
