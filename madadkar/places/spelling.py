"""How places are called, where the official list spells them otherwise than people and papers do."""

from __future__ import annotations

import re

from madadkar.foundation.persian import clean, search_key

# Above the village; the official spelling is kept beside it. Same search key, so either spelling finds them.
BETTER_NAMES = {
    "چهارمحال وبختیاری": "چهارمحال و بختیاری",
    "سیستان وبلوچستان": "سیستان و بلوچستان",
    "کهگیلویه وبویراحمد": "کهگیلویه و بویراحمد",
    "آران وبیدگل": "آران و بیدگل",
    "ارزوییه": "ارزوئیه",
    "اسلام آبادغرب": "اسلام‌آباد غرب",
    "باغ ملک": "باغ‌ملک",
    "بستان آباد": "بستان‌آباد",
    "بندرانزلی": "بندر انزلی",
    "بندرعباس": "بندر عباس",
    "بندرگز": "بندر گز",
    "بندرلنگه": "بندر لنگه",
    "بندرماهشهر": "بندر ماهشهر",
    "بو یین و میاندشت": "بوئین و میاندشت",
    "بویین و میاندشت": "بوئین و میاندشت",
    "بویین ومیاندشت": "بوئین و میاندشت",
    "بویین میاندشت": "بوئین میاندشت",
    "بویین زهرا": "بوئین‌زهرا",
    "بویین": "بوئین",
    "بویین سفلی": "بوئین سفلی",
    "بهمیی": "بهمئی",
    "بیله سوار": "بیله‌سوار",
    "پارس آباد": "پارس‌آباد",
    "تیران وکرون": "تیران و کرون",
    "جره وبالاده": "جره و بالاده",
    "چاه بهار": "چابهار",
    "حاجی اباد": "حاجی‌آباد",
    "خرم آباد": "خرم‌آباد",
    "خلیل آباد": "خلیل‌آباد",
    "خمینی شهر": "خمینی‌شهر",
    "رودبارجنوب": "رودبار جنوب",
    "شاهین شهر": "شاهین‌شهر",
    "شاهین شهرومیمه": "شاهین‌شهر و میمه",
    "ششده وقره بلاغ": "ششده و قره‌بلاغ",
    "صالح آباد": "صالح‌آباد",
    "عباس آباد": "عباس‌آباد",
    "علی آباد": "علی‌آباد",
    "علی آباد کتول": "علی‌آباد کتول",
    "قایم شهر": "قائم‌شهر",
    "قایمیه": "قائمیه",
    "قاین": "قائن",
    "قاینات": "قائنات",
    "قصرشیرین": "قصر شیرین",
    "قصرقند": "قصر قند",
    "قلعه گنج": "قلعه‌گنج",
    "صایین قلعه": "صائین‌قلعه",
    "قیروکارزین": "قیر و کارزین",
    "گنبدکاووس": "گنبد کاووس",
    "مانه وسملقان": "مانه و سملقان",
    "مسجدسلیمان": "مسجد سلیمان",
    "مشگین شهر": "مشگین‌شهر",
    "مه ولات": "مه‌ولات",
    "مهدی شهر": "مهدی‌شهر",
    "نایین": "نائین",
    "نجف آباد": "نجف‌آباد",
    "نی ریز": "نی‌ریز",
    "نیک شهر": "نیک‌شهر",
}

# What people call a place whose official name is another, by search key.
_OTHER_NAMES = {
    "تالش": "طوالش",
    "شمیران": "شمیرانات",
    "تجریش": "شمیرانات",
    "چاه بهار": "چابهار",
    "بندر شاهپور": "بندر امام خمینی",
    "انزلی": "بندر انزلی",
    "ماهشهر": "بندر ماهشهر",
    "لنگه": "بندر لنگه",
    "گنبد": "گنبد کاووس",
    "ترکمن صحرا": "ترکمن",
    "بندر ترکمن": "ترکمن",
    "شهر ری": "ری",
    "گناوه": "بندر گناوه",
    "دیلم": "بندر دیلم",
}
OTHER_KEYS = {search_key(said): search_key(official) for said, official in _OTHER_NAMES.items()}

_KIND_BEFORE = re.compile(
    r"^(?:استان|شهرستان|شهر(?=\s)|بخش|دهستان|روستای|روستا|آبادی|قریه|ده(?=\s)|منطقه|ر\.|ش\.)\s*[:\-]?\s*"
)
_PARTS = re.compile(r"[/()\-_,،؛:|]+|\s{2,}")


def shown_name(official: str) -> str:
    """The name as pages show it."""
    return BETTER_NAMES.get(official, official)


def keys_of(text: str) -> list[str]:
    """Search keys a typed place may mean, likeliest first: all, without «روستای», its parts from the end."""
    cleaned = clean(text)
    parts = [part for part in _PARTS.split(cleaned) if part.strip()]
    said = [cleaned, *(reversed(parts) if len(parts) > 1 else [])]
    bare = [_KIND_BEFORE.sub("", one.strip()) for one in said]
    keys = [search_key(one) for pair in zip(said, bare, strict=True) for one in pair]
    return list(dict.fromkeys(key for key in keys if key))


def keys_of_name(name: str) -> set[str]:
    """Every key an official name answers to; the list writes second names after a stroke or in brackets."""
    parts = [name, *_PARTS.split(name)]
    return {key for part in parts if len(key := search_key(part)) > 1}
