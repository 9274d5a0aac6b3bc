"""What a column of a roster can mean, the headings offices give it, and the slots its values are kept in."""

from __future__ import annotations

from dataclasses import dataclass

from madadkar.foundation.persian import clean, search_key

MEMBER, FILE = "member", "file"


@dataclass(frozen=True)
class RosterField:
    """One meaning of a column: its name in code, its Persian title, and other headings for it."""

    name: str
    title: str
    headings: tuple[str, ...] = ()


def _headings(listed: str) -> tuple[str, ...]:
    """Headings in one line of text, as «الف، ب»."""
    return tuple(listed.split("، "))


FIELDS = (
    RosterField(
        "serial",
        "ردیف",
        _headings("شماره ردیف، رديف، ر، #، شمارنده، row"),
    ),
    RosterField(
        "household_code",
        "کد خانوار",
        _headings(
            "شماره خانوار، شناسه خانوار، کد خانواده، شماره خانواده، شناسه خانواده، کد سرپرستی، "
            "کد مددجویی، کد مددجویی خانوار، کدخ، خانوار، ش خانوار، ش.خانوار"
        ),
    ),
    RosterField(
        "file_number",
        "شماره پرونده",
        _headings(
            "ش پرونده، ش.پرونده، کد پرونده، پرونده، شماره پرونده مددکاری، شناسه پرونده، "
            "شماره پرونده مددجو، شماره کلاسه، کلاسه پرونده، "
            "شماره پرونده خانوار، کد پرونده خانوار، شماره پرونده مددجویی، پرونده مددجویی، "
            "شماره پرونده امداد، شماره پرونده بهزیستی"
        ),
    ),
    RosterField(
        "relation",
        "نسبت با سرپرست",
        _headings(
            "نسبت، نسبت با سرپرست خانوار، رابطه با سرپرست، نسبت به سرپرست، نسبت خانوادگی، نسبت عضو، "
            "بستگی با سرپرست، وابستگی، "
            "رابطه، رابطه با سرپرست خانوار، نقش در خانوار، نسبت با مددجوی اصلی"
        ),
    ),
    RosterField(
        "full_name",
        "نام و نام خانوادگی",
        _headings(
            "نام ونام خانوادگی، نام و فامیل، نام و شهرت، نام کامل، مشخصات، نام مددجو، "
            "نام و نام خانوادگی مددجو، نام‌ونام‌خانوادگی، اسم و فامیل، نام و نام خانوادگی سرپرست، "
            "نام سرپرست، نام سرپرست خانوار، نام و نام خانوادگی سرپرست خانوار، مددجو، اسامی"
        ),
    ),
    RosterField(
        "first_name",
        "نام",
        _headings("اسم، نام کوچک، نام شخص، نام عضو، نام فرد، name"),
    ),
    RosterField(
        "last_name",
        "نام خانوادگی",
        _headings("فامیل، فامیلی، شهرت، نام خانوادگی شخص، خانوادگی، نام فامیل، نام خانوادگی عضو"),
    ),
    RosterField(
        "father_name",
        "نام پدر",
        _headings("پدر، اسم پدر، ن پدر، ن.پدر، فرزند آقای، نام پدر سرپرست"),
    ),
    RosterField(
        "national_code",
        "کد ملی",
        _headings(
            "کدملی، شماره ملی، ک.ملی، ک ملی، کد ملی مددجو، شماره ملی مددجو، کد ملی عضو، کد ملی فرد، "
            "کد ملی ده رقمی، شماره شناسایی ملی، کد ملی سرپرست، کد ملی سرپرست خانوار، "
            "کد ملی/کد اتباع، کد ملی یا کد اتباع، کد ملی/اتباع، شماره ملی/کد فراگیر"
        ),
    ),
    RosterField(
        "foreigner_code",
        "کد اتباع",
        _headings(
            "شماره فراگیر، کد فراگیر، کد فراگیر اتباع، شناسه اتباع، کد یکتای اتباع، شماره اختصاصی اتباع"
        ),
    ),
    RosterField(
        "certificate",
        "شماره شناسنامه",
        _headings("ش.ش، ش ش، شماره ش، ش شناسنامه، ش.شناسنامه، شناسنامه، شماره شناسنامه مددجو"),
    ),
    RosterField(
        "birth",
        "تاریخ تولد",
        _headings(
            "ت.تولد، ت تولد، تولد، سال تولد، ت.ت، متولد، تاریخ تولد شمسی، روز تولد، تاریخ ولادت، "
            "تاریخ تولد سرپرست"
        ),
    ),
    RosterField(
        "sex",
        "جنسیت",
        _headings("جنس، زن/مرد، مرد/زن، مذکر/مؤنث، جنسیت سرپرست"),
    ),
    RosterField(
        "marital",
        "وضعیت تأهل",
        _headings("تأهل، تاهل، وضعیت ازدواج، وضعیت زناشویی، وضع تأهل، مجرد/متأهل"),
    ),
    RosterField(
        "county",
        "شهرستان",
        _headings("نام شهرستان، شهرستان محل سکونت، شهرستان محل زندگی، ش."),
    ),
    RosterField(
        "place",
        "شهر یا روستا",
        _headings(
            "شهر/روستا، شهر / روستا، بخش/روستا، بخش / روستا، روستا، شهر، محل سکونت، نام روستا، "
            "نام شهر، آبادی، محل زندگی، روستا/شهر، نام شهر/روستا، نام شهر یا روستا، بخش، شهر و روستا، "
            "نام روستا یا شهر"
        ),
    ),
    RosterField(
        "area",
        "شهری یا روستایی",
        _headings(
            "شهری/روستایی، شهری / روستایی، نوع سکونت، نقطه شهری/روستایی، منطقه سکونت، نوع منطقه، "
            "ناحیه، وضعیت سکونت، نوع محل سکونت"
        ),
    ),
    RosterField(
        "address",
        "نشانی",
        _headings("آدرس، نشانی محل سکونت، آدرس محل سکونت، نشانی منزل، آدرس منزل"),
    ),
    RosterField(
        "postal_code",
        "کد پستی",
        _headings("کدپستی، کد پستی ده رقمی، ک.پستی، کدپستی منزل"),
    ),
    RosterField(
        "mobile",
        "تلفن همراه",
        _headings(
            "موبایل، همراه، شماره همراه، شماره موبایل، تلفن، شماره تماس، شماره تلفن همراه، ت.همراه، "
            "تلفن تماس، شماره تلفن، "
            "تلفن همراه سرپرست، شماره همراه سرپرست، همراه سرپرست، شماره تماس سرپرست، موبایل سرپرست"
        ),
    ),
    RosterField(
        "landline",
        "تلفن ثابت",
        _headings("ثابت، تلفن منزل، شماره ثابت، شماره تلفن ثابت"),
    ),
    RosterField(
        "sheba",
        "شماره شبا",
        _headings(
            "شبا، شماره حساب شبا، شماره حساب، حساب شبا، کد شبا، شبای بانکی، شماره شبای بانکی، حساب، "
            "حساب بانکی، "
            "شماره حساب بانکی، شماره شبای حساب"
        ),
    ),
    RosterField(
        "coverage",
        "نوع خدمات",
        _headings(
            "نوع خدمت، نوع پوشش، نحوه پوشش، نوع حمایت، وضعیت پوشش، مستمر/غیرمستمر، مستمر/موردی، "
            "نوع مددجو، نحوه دریافت خدمات، نوع دریافت خدمات، نحوه ارائه خدمات، "
            "نوع خدمت دریافتی، نوع خدمات دریافتی"
        ),
    ),
    RosterField(
        "groups",
        "گروه مددجویی",
        _headings(
            "گروه، گروه‌ها، گروه هدف، نوع گروه، گروه‌های مددجویی، گروه مددجو، علت نیازمندی، "
            "عنوان گروه، وضعیت خاص، شرایط خاص"
        ),
    ),
    RosterField(
        "decile",
        "دهک",
        _headings("دهک درآمدی، دهک خانوار، دهک اقتصادی، دهک رفاهی"),
    ),
    RosterField(
        "accepted",
        "تاریخ پذیرش",
        _headings(
            "ت.پذیرش، تاریخ تشکیل پرونده، تاریخ عضویت، تاریخ شروع پوشش، شروع حمایت، تاریخ تحت پوشش، "
            "تاریخ ورود، تاریخ شروع حمایت، پذیرش، تاریخ افتتاح پرونده، ت پذیرش، سال پذیرش، تاریخ شروع، "
            "تاریخ تشکیل، تاریخ پذیرش پرونده، سال تحت پوشش، تاریخ تحت پوشش قرار گرفتن"
        ),
    ),
    RosterField(
        "centre",
        "مرکز نیکوکاری",
        _headings(
            "مرکز، نام مرکز، نام مرکز نیکوکاری، مرکز نیکوکاری محل خدمت، مرکز تحت پوشش، مرکز خیریه، "
            "نام مرکز خیریه، مرکز مثبت زندگی، نام مرکز مثبت زندگی"
        ),
    ),
    RosterField(
        "size",
        "بعد خانوار",
        _headings(
            "تعداد اعضا، تعداد اعضای خانوار، تعداد افراد، تعداد خانوار، تعداد نفرات، بعد، تعداد عائله، "
            "نفرات، تعداد افراد تحت تکفل، تعداد افراد خانوار، عائله، بعد خانواده"
        ),
    ),
    RosterField(
        "field",
        "حوزه",
        _headings("حوزه خدمت، حوزه فعالیت، معاونت، دفتر، حوزه تخصصی، طرح، نوع طرح، حوزه پرونده، حوزه معاونت"),
    ),
    RosterField(
        "standing",
        "وضعیت پرونده",
        _headings(
            "وضعیت، وضع پرونده، وضعيت، حالت پرونده، فعال/غیرفعال، وضعیت فعلی پرونده، وضعیت حمایت، وضعیت فعلی"
        ),
    ),
    RosterField(
        "pension",
        "مستمری‌بگیر",
        _headings(
            "مستمری بگیر، مستمری، دریافت مستمری، مستمری‌بگیر است، مستمری دارد، مستمری می‌گیرد، "
            "دریافت‌کننده مستمری"
        ),
    ),
    RosterField(
        "headship",
        "علت سرپرستی",
        _headings("علت سرپرستی زن، دلیل سرپرستی، علت زن سرپرست، علت بی‌سرپرستی، علت خودسرپرستی"),
    ),
)

BY_NAME = {field.name: field for field in FIELDS}
IGNORED = {"", "serial"}

_EXACT = {
    search_key(heading): field.name
    for field in FIELDS
    for heading in (field.title, *field.headings)
    if search_key(heading)
}
_OF_A_MEMBER = frozenset({"عضو", "اعضا", "اعضاء", "اعضای"})
_OF_HOUSEHOLD = frozenset({"خانوار", "خانواده"})
_OF_A_PERSON = frozenset({"مددجو", "مددجوی", "مددجویان", "فرد", "شخص", "متقاضی", "توانخواه", "توانجو"})
_LONG_KEYS = [key for key in _EXACT if len(key) >= 5]

# What a row can say, in order: columns of `RosterRow`, and in the SQL of the stages by these names.
SLOTS = (
    "code", "relation", "is_head", "first_name", "last_name", "father_name", "first_key", "last_key",
    "father_key", "sort_key", "national_code", "foreigner_code", "certificate", "birth_on",
    "birth_precision", "sex", "marital", "county_id", "place_id", "place_text", "area", "address",
    "postal_code", "mobile", "landline", "sheba", "coverage", "groups", "decile", "accepted_on",
    "centre_id", "size", "field", "standing", "pension", "headship", "file_number", "office_id",
)  # fmt: skip
SLOT = {name: place for place, name in enumerate(SLOTS)}
COLUMNS = {**{name: name for name in SLOTS}, "code": "household_code", "office_id": "responsible_id"}
"""Slot → its column in `RosterRow`, whose own office is the one that brought the roster."""


def heading_key(heading: str) -> str:
    """The heading as it is remembered and compared."""
    return search_key(heading)


def heading_keys(heading: str) -> list[str]:
    """The keys a heading may be known by: whole, without what stands in brackets, without whose it is."""
    bare = _without_brackets(clean(heading))
    keys = (search_key(heading), search_key(bare), search_key(_without_whose(bare)))
    return [key for key in dict.fromkeys(keys) if key]


def exact_field(heading: str) -> str | None:
    """The field a heading names in so many words."""
    return next((_EXACT[key] for key in heading_keys(heading) if key in _EXACT), None)


def known_headings() -> list[str]:
    """Keys long enough to be compared by likeness."""
    return _LONG_KEYS


def field_of_key(key: str) -> str:
    """The field of one of the known keys."""
    return _EXACT[key]


def _without_whose(text: str) -> str:
    """«تاریخ تولد عضو خانوار» → «تاریخ تولد»; what is the household's own or the head's stays so."""
    told = [word.replace("\u200c", "") for word in text.split()]
    whose = _OF_A_MEMBER | _OF_HOUSEHOLD if _OF_A_MEMBER & set(told) else _OF_A_PERSON
    return " ".join(word for word in told if word not in whose)


def _without_brackets(text: str) -> str:
    kept, depth = [], 0
    for letter in text:
        depth += letter in "([{"
        if not depth:
            kept.append(letter)
        depth -= letter in ")]}" and depth > 0
    return "".join(kept)
