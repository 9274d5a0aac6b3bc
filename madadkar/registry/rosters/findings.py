"""What can be found in a roster: code → how grave it is and the sentence an office reads.

A sentence may name `{before}` (the cell as it came), `{after}` (what it became) and `{fact}`.
"""

from __future__ import annotations

from madadkar.foundation.checked import Mark
from madadkar.foundation.persian import persian_digits

ERROR, WARNING, MENDED = "error", "warning", "mended"
SEVERITY_NAMES = {ERROR: "خطا", WARNING: "هشدار", MENDED: "اصلاح‌شده"}

_ERRORS = {
    "household_missing": "کد خانوار یا شمارهٔ پرونده خالی است؛ معلوم نیست این ردیف از کدام خانوار است.",
    "household_unreadable": "کد خانوار یا شمارهٔ پرونده «{before}» خوانده نمی‌شود.",
    "name_missing": "نام یا نام خانوادگی خالی است.",
    "name_unreadable": "«{before}» نام شخص نیست.",
    "cell_formula": "به جای مقدار، فرمول «{before}» نوشته شده است.",
    "national_code_checksum": "رقم کنترل کد ملی «{before}» درست نیست؛ یک رقم جابه‌جا یا نادرست نوشته شده است.",
    "national_code_length": "کد ملی «{before}» ده رقم نیست.",
    "national_code_unreadable": "کد ملی «{before}» خوانده نمی‌شود.",
    "foreigner_code_length": "کد اتباع «{before}» ۱۲ یا ۱۳ رقم نیست.",
    "foreigner_code_unreadable": "کد اتباع «{before}» خوانده نمی‌شود.",
    "birth_unreadable": "تاریخ تولد «{before}» خوانده نمی‌شود.",
    "birth_impossible": "تاریخ تولد «{before}» در تقویم نیست.",
    "birth_in_future": "تاریخ تولد «{before}» پس از روز گزارش است.",
    "file_twice": "این شمارهٔ پرونده در ردیف دیگری از همین فهرست برای شخصی دیگر نوشته شده است.",
    "second_head": "این خانوار سرپرست دیگری هم دارد؛ نسبت یکی از دو سرپرست درست نیست.",
    "code_shared": "این کد ملی در ردیف دیگری از همین فهرست برای شخصی دیگر نوشته شده است.",
    "in_file_twice": "همین شخص با همین کد ملی در خانوار یا پروندهٔ دیگری از همین فهرست هم آمده است.",
    "person_in_other_household": "این شخص در خانوار یا پروندهٔ دیگری ثبت است؛ بگویید جابه‌جا شده است یا نه.",
    "looks_known": "شخصی با همین نام، نام پدر و تولد ثبت است؛ بگویید همان شخص است یا نه.",
    "code_of_another": "این کد ملی برای شخص دیگری ثبت است؛ بگویید همان شخص است یا نه.",
    "head_differs": "سرپرست ثبت‌شدهٔ این خانوار یا پرونده شخص دیگری است.",
    "perhaps_known": "این ردیف به کسی می‌ماند که ثبت است؛ بگویید همان شخص است یا نه.",
    "household_perhaps_known": "کسی از همین خانوار شاید شناخته باشد؛ تا دربارهٔ او تصمیم نگیرید، می‌ماند.",
    "out_of_sight": "این شخص یا خانوار در دفتر دیگری از همین نهاد ثبت است.",
}
_WARNINGS = {
    "name_note": "یادداشت «{fact}» کنار نام نوشته شده است؛ در نام ثبت نشد.",
    "relation_missing": "نسبت با سرپرست خالی است.",
    "relation_unknown": "نسبت «{before}» شناخته نیست؛ «سایر بستگان» ثبت شد.",
    "head_supposed": "این خانوار سرپرست ندارد؛ تنها عضو بی‌نسبت، سرپرست گرفته شد.",
    "head_missing": "در ردیف‌های این خانوار سرپرستی نیست.",
    "national_code_missing": "کد ملی خالی است.",
    "national_code_repeated": "کد ملی «{before}» ساختگی است؛ بی کد ثبت شد.",
    "foreigner_code_repeated": "کد اتباع «{before}» ساختگی است؛ بی کد ثبت شد.",
    "birth_missing": "تاریخ تولد خالی است.",
    "birth_partial": "تاریخ تولد کامل نیست؛ تنها تا «{after}» دانسته شد.",
    "birth_after_acceptance": "سرپرست پس از تاریخ پذیرش به دنیا آمده است؛ یکی از دو تاریخ نادرست است.",
    "age_unlikely": "سن این شخص بیش از ۱۱۵ سال می‌شود.",
    "child_older_than_head": "فرزند دست‌کم ده سال کوچک‌تر از سرپرست نیست.",
    "parent_younger_than_head": "پدر یا مادر دست‌کم ده سال بزرگ‌تر از سرپرست نیست.",
    "sex_missing": "جنسیت خالی است.",
    "sex_unknown": "جنسیت «{before}» شناخته نیست.",
    "marital_unknown": "وضعیت تأهل «{before}» شناخته نیست.",
    "spouse_of_same_sex": "جنسیت همسر با سرپرست یکی است.",
    "spouse_not_married": "همسر سرپرست، متأهل نوشته نشده است.",
    "county_unknown": "شهرستان «{before}» در این استان شناخته نیست.",
    "place_unknown": "«{before}» در فهرست شهرها و روستاهای شهرستان پیدا نشد؛ نوشته نگه داشته شد.",
    "place_ambiguous": "چند جا با نام «{before}» در شهرستان هست؛ نوشته نگه داشته شد.",
    "place_near": "«{before}» همان «{after}» گرفته شد.",
    "area_unknown": "«{before}» نه شهری است نه روستایی.",
    "area_differs": "«{before}» با محل زندگی که «{after}» است نمی‌خواند؛ محل زندگی پذیرفته شد.",
    "postal_code_length": "کد پستی «{before}» ده رقم نیست؛ ثبت نشد.",
    "postal_code_unreadable": "کد پستی «{before}» خوانده نمی‌شود؛ ثبت نشد.",
    "postal_code_repeated": "کد پستی «{before}» ساختگی است؛ ثبت نشد.",
    "mobile_length": "تلفن همراه «{before}» یازده رقم نیست؛ ثبت نشد.",
    "mobile_unreadable": "تلفن همراه «{before}» خوانده نمی‌شود؛ ثبت نشد.",
    "mobile_repeated": "تلفن همراه «{before}» ساختگی است؛ ثبت نشد.",
    "landline_length": "تلفن ثابت «{before}» خوانده نمی‌شود؛ ثبت نشد.",
    "landline_unreadable": "تلفن ثابت «{before}» خوانده نمی‌شود؛ ثبت نشد.",
    "landline_not_landline": "«{before}» شمارهٔ تلفن ثابت نیست؛ ثبت نشد.",
    "sheba_length": "شبای «{before}» ۲۴ رقم ندارد؛ ثبت نشد.",
    "sheba_checksum": "رقم‌های کنترل شبای «{before}» درست نیست؛ ثبت نشد.",
    "sheba_unreadable": "شبای «{before}» خوانده نمی‌شود؛ ثبت نشد.",
    "coverage_unknown": "نوع خدمات «{before}» شناخته نیست؛ ثبت نشد.",
    "group_unknown": "گروه «{fact}» شناخته نیست؛ ثبت نشد.",
    "elderly_too_young": "«سالمند» نوشته شده ولی در روز گزارش شصت سال ندارد؛ سن از تاریخ تولد شمرده شد.",
    "elderly_unsaid": "در روز گزارش شصت سال یا بیشتر دارد ولی «سالمند» نوشته نشده است.",
    "woman_head_not_head": "«زن سرپرست خانوار» نوشته شده ولی سرپرست زن نیست.",
    "decile_unknown": "دهک «{before}» از ۱ تا ۱۰ نیست؛ ثبت نشد.",
    "accepted_unreadable": "تاریخ پذیرش «{before}» خوانده نمی‌شود؛ روز گزارش به جای آن نشست.",
    "accepted_impossible": "تاریخ پذیرش «{before}» در تقویم نیست؛ روز گزارش به جای آن نشست.",
    "accepted_in_future": "تاریخ پذیرش «{before}» پس از روز گزارش است.",
    "accepted_partial": "تاریخ پذیرش «{before}» کامل نیست؛ {after} گرفته شد.",
    "accepted_missing": "تاریخ پذیرش خالی است.",
    "accepted_differs": "تاریخ پذیرش با ردیف‌های دیگر همین خانوار یکی نیست.",
    "household_differs": "{fact} با ردیف سرپرست همین خانوار یکی نیست؛ نوشتهٔ ردیف سرپرست ثبت شد.",
    "centre_unknown": "مرکز نیکوکاری «{before}» در این دفتر ثبت نیست؛ واگذاری ثبت نشد.",
    "size_unknown": "بعد خانوار «{before}» عدد نیست؛ ثبت نشد.",
    "size_differs": "بعد خانوار با تعداد ردیف‌های این خانوار یکی نیست.",
    "field_unknown": "حوزهٔ «{before}» شناخته نیست؛ ثبت نشد.",
    "standing_unknown": "وضعیت پروندهٔ «{before}» شناخته نیست؛ فعال گرفته شد.",
    "pension_unknown": "«{before}» بله یا خیر نیست؛ ثبت نشد.",
    "headship_unknown": "علت سرپرستی «{before}» شناخته نیست؛ ثبت نشد.",
    "duplicate_differs": "تکرار ردیف دیگری است ولی همهٔ خانه‌هایش با آن یکی نیست؛ نخستین ردیف پذیرفته شد.",
    Mark.SHEBA_BANK_UNKNOWN.value: "بانک شبای «{before}» شناخته نیست.",
    Mark.SHEBA_BANK_MERGED.value: "بانک شبای «{before}» در بانک دیگری ادغام شده است.",
}
_MENDED = {
    "letters_unified": "حرف‌های عربی یا نامعمول فارسی شد: «{before}» ← «{after}».",
    "spaces_trimmed": "فاصله‌های اضافه برداشته شد.",
    "name_split": "نام و نام خانوادگی جدا شد: {after}.",
    "household_filled_down": "کد خانوار از ردیف بالا گرفته شد.",
    "kept_once": "ردیف تکراری کنار گذاشته شد.",
    "mobile_is_landline": "شمارهٔ ثابت «{before}» در ستون همراه بود؛ تلفن ثابت ثبت شد.",
    Mark.DIGITS.value: "رقم‌ها یک‌دست شد: «{before}».",
    Mark.SEPARATORS.value: "فاصله و خط میان رقم‌ها برداشته شد: «{before}» ← «{after}».",
    Mark.ZEROS_RESTORED.value: "صفر افتادهٔ آغاز برگردانده شد: «{before}» ← «{after}».",
    Mark.COUNTRY_CODE.value: "پیش‌شمارهٔ کشور برداشته شد: «{before}» ← «{after}».",
    Mark.AREA_CODE.value: "پیش‌شمارهٔ شهر افزوده شد: «{before}» ← «{after}».",
    Mark.SHEBA_PREFIX.value: "‏IR آغاز شبا افزوده شد: «{before}» ← «{after}».",
    Mark.TWO_DIGIT_YEAR.value: "سال دورقمی کامل شد: «{before}» ← «{after}».",
    Mark.DATE_SEPARATORS.value: "تاریخ به شکل سال/ماه/روز درآمد: «{before}» ← «{after}».",
    Mark.DATE_REVERSED.value: "ترتیب روز و ماه و سال درست شد: «{before}» ← «{after}».",
    Mark.DATE_COMPACT.value: "تاریخ بی‌ممیز خوانده شد: «{before}» ← «{after}».",
    Mark.DATE_IN_WORDS.value: "تاریخ نوشته به حروف خوانده شد: «{before}» ← «{after}».",
    Mark.DATE_ZERO_PARTS.value: "ماه یا روز صفر، نادانسته گرفته شد: «{before}» ← «{after}».",
    Mark.DATE_GREGORIAN.value: "تاریخ میلادی به هجری شمسی برگردانده شد: «{before}» ← «{after}».",
    Mark.DATE_EXCEL_SERIAL.value: "عدد تاریخ اکسل به تاریخ برگردانده شد: «{before}» ← «{after}».",
    Mark.DATE_JALALI_CELL.value: "تاریخ شمسیِ نوشته در خانهٔ تاریخ خوانده شد: «{before}» ← «{after}».",
    Mark.DATE_CLOCK_DROPPED.value: "ساعت از تاریخ برداشته شد: «{before}» ← «{after}».",
}

SENTENCES = {**_ERRORS, **_WARNINGS, **_MENDED}
SEVERITIES = (
    dict.fromkeys(_ERRORS, ERROR) | dict.fromkeys(_WARNINGS, WARNING) | dict.fromkeys(_MENDED, MENDED)
)
ERROR_CODES = frozenset(_ERRORS)


def sentence(code: str, *, before: str = "", after: str = "", fact: str = "") -> str:
    """What an office reads about one finding."""
    template = SENTENCES.get(code, code)
    return persian_digits(template.format(before=before, after=after, fact=fact))


def summary(code: str) -> str:
    """What an office reads about a kind of finding, without one cell's text."""
    return sentence(code, before="…", after="…", fact="…")
