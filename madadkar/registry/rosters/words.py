"""The words offices write in a roster's cells, and what each means; found by search key."""

from __future__ import annotations

from madadkar.foundation.persian import search_key
from madadkar.registry.rules import Group, Headship, Marital, Relation, Sex


def _said(table: dict[str, str]) -> dict[str, str]:
    """«زن، مؤنث» → meaning, opened into one key a word."""
    opened = ((search_key(word), meaning) for words, meaning in table.items() for word in words.split("،"))
    return {key: meaning for key, meaning in opened if key}


SEXES = _said(
    {
        "زن، مؤنث، مونث، خانم، دختر، ز، بانو، نسا، female، f": Sex.FEMALE,
        "مرد، مذکر، آقا، پسر، م، male، m": Sex.MALE,
    }
)
MARITALS = _said(
    {
        "مجرد، ازدواج نکرده، هرگز ازدواج نکرده": Marital.SINGLE,
        "متأهل، متاهل، دارای همسر، همسردار": Marital.MARRIED,
        "همسر فوت شده، همسر فوت‌شده، بیوه، همسر فوتی، فوت همسر، بی همسر بر اثر فوت، بی‌همسر به علت فوت،"
        "همسرفوت کرده، همسر مرده، بی همسر بر اثر فوت همسر": Marital.WIDOWED,
        "مطلقه، طلاق، جدا شده، طلاق گرفته، بی همسر بر اثر طلاق، متارکه": Marital.DIVORCED,
    }
)
RELATIONS = _said(
    {
        "سرپرست، سرپرست خانوار، خود سرپرست، خود، خودم، رئیس خانوار، مددجوی اصلی، اصلی، خود فرد،"
        "سرپرست خانواده، سرپرست (خود)، زن سرپرست": Relation.HEAD,
        "همسر، زوجه، زوج، شوهر، عیال، همسر سرپرست، زن": Relation.SPOUSE,
        "فرزند، پسر، دختر، فرزند دختر، فرزند پسر، اولاد، فرزندخوانده، فرزند خوانده": Relation.CHILD,
        "پدر/مادر، پدر، مادر، والدین، پدر یا مادر، پدر و مادر، پدر سرپرست، مادر سرپرست": Relation.PARENT,
        "نوه، نتیجه": Relation.GRANDCHILD,
        "برادر/خواهر، برادر، خواهر، خواهر/برادر، خواهر یا برادر، برادر یا خواهر": Relation.SIBLING,
        "عروس/داماد، عروس، داماد، عروس یا داماد، داماد/عروس": Relation.CHILD_IN_LAW,
        "سایر بستگان، سایر، بستگان، دیگر بستگان، سایرین، غیر خویشاوند، مادربزرگ، پدربزرگ، عمه، عمو،"
        "خاله، دایی، برادرزاده، خواهرزاده، مادر همسر، پدر همسر، تحت تکفل": Relation.OTHER,
    }
)
AREAS = _said(
    {
        "شهری، شهر، ش، شهرنشین، نقاط شهری، urban": "urban",
        "روستایی، روستا، ر، روستانشین، نقاط روستایی، عشایری، عشایر، rural": "rural",
    }
)
COVERAGES = _said(
    {
        "مستمر، دائم، دائمی، خدمات مستمر، مستمری، ثابت، حمایت مستمر": "continuous",
        "غیرمستمر، غیر مستمر، موردی، موقت، خدمات موردی، خدمات غیرمستمر، مقطعی، حمایت موردی،"
        "حمایت غیرمستمر": "occasional",
    }
)
YES_NO = _said(
    {
        "بلی، بله، دارد، آری، می‌گیرد، هست، است، مثبت، yes، y، true، 1، مستمری بگیر، دریافت می‌کند": "yes",
        "خیر، نه، ندارد، نخیر، نمی‌گیرد، نیست، منفی، no، n، false، 0، دریافت نمی‌کند": "no",
    }
)
STANDINGS = _said(
    {
        "فعال، جاری، تحت پوشش، برقرار، دایر، در جریان": "active:accepted",
        "غیرفعال، غیر فعال، نافعال، قطع، قطع شده، تعلیق، معلق": "inactive:unsaid",
        "راکد، مسکوت، متوقف": "inactive:dormant",
        "مختومه، بسته، خاتمه یافته، مختوم، بایگانی، بسته شده، خاتمه": "inactive:closed",
        "خودکفا، توانمند، خوداتکا، توانمند شده، خودکفا شده، خوداتکایی، خودکفایی": "inactive:self_reliant",
        "فوت، فوت شده، متوفی، فوتی، فوت سرپرست": "inactive:died",
        "انتقال، مهاجرت، منتقل شده، انتقالی، انتقال یافته، مهاجرت کرده": "inactive:moved_away",
    }
)
FIELDS_OF_WORK = _said(
    {
        "زنان و خانواده، امور زنان و خانواده، خانواده و زنان، توانمندسازی خانواده و زنان، خانواده، زنان،"
        "دفتر زنان و خانواده، توانمندسازی زنان و خانواده، بانوان و خانواده": "women_and_family",
        "کودکان و نوجوانان، امور کودکان و نوجوانان، کودکان، شبه‌خانواده، امور شبه خانواده، کودک و نوجوان،"
        "دفتر کودکان و نوجوانان": "children",
        "آسیب‌دیدگان اجتماعی، امور آسیب‌دیدگان اجتماعی، آسیب دیدگان، آسیب‌های اجتماعی، آسیب اجتماعی،"
        "دفتر آسیب‌دیدگان اجتماعی": "socially_harmed",
        "توانبخشی، امور توانبخشی، معاونت توانبخشی، توان‌بخشی": "rehabilitation",
        "پیشگیری، معاونت پیشگیری، پیشگیری و درمان اعتیاد": "prevention",
        "طرح مددجویی، مددجویی، مددجویی شهری": "relief",
        "طرح شهید رجایی، شهید رجایی، رجایی": "rajai",
    }
)
HEADSHIPS = _said(
    {
        "عادی، معمولی": Headship.USUAL,
        "فوت همسر، فوت شوهر، فوت سرپرست، همسر فوت شده، بیوه، فوت": Headship.SPOUSE_DIED,
        "طلاق، مطلقه، جدایی": Headship.DIVORCED,
        "ازکارافتادگی همسر، همسر ازکارافتاده، بیماری همسر، همسر از کار افتاده،"
        "معلولیت همسر": Headship.SPOUSE_DISABLED,
        "زندانی بودن همسر، همسر زندانی، زندانی": Headship.SPOUSE_IN_PRISON,
        "اعتیاد همسر، همسر معتاد، اعتیاد": Headship.SPOUSE_ADDICTED,
        "مفقودی یا متارکه، مفقودی همسر، همسر مفقود، متارکه، مفقودالاثر": Headship.SPOUSE_MISSING,
        "دختر مجرد خودسرپرست، دختر خودسرپرست، خودسرپرست، هرگز ازدواج نکرده، تجرد": Headship.NEVER_MARRIED,
        "سایر": Headship.OTHER,
    }
)
GROUPS = _said(
    {
        "زن سرپرست خانوار، زن سرپرست، زنان سرپرست خانوار، زنان سرپرست": Group.WOMAN_HEAD,
        "سالمند، سالمندان، سالخورده، کهنسال": Group.ELDERLY,
        "دانش‌آموز، دانش آموزان، محصل": Group.PUPIL,
        "دانشجو، دانشجویان": Group.STUDENT,
        "یتیم، ایتام، فرزند یتیم، طرح ایتام، اکرام ایتام": Group.ORPHAN,
        "محسنین، طرح محسنین، فرزند محسنین، غیریتیم": Group.MOHSENIN,
        "خانواده زندانی، زندانی، خانواده زندانیان، همسر زندانی، فرزند زندانی": Group.PRISONER_FAMILY,
        "معلول، معلولین، معلولیت، توان‌خواه، توانخواه، کم‌توان": Group.DISABLED,
        "ازکارافتاده، از کار افتاده، ازکارافتادگی": Group.INCAPACITATED,
        "بیمار خاص، بیماری خاص، بیماران خاص": Group.SPECIAL_PATIENT,
        "بیمار صعب‌العلاج، بیماری صعب‌العلاج، صعب‌العلاج، بیماران صعب‌العلاج": Group.HARD_PATIENT,
        "بیمار سرطانی، سرطانی، سرطان، بیماری سرطان": Group.CANCER_PATIENT,
    }
)
# Words that name their group by one of its kinds: the kind is kept as detail.
GROUP_KINDS = _said(
    {
        "دیالیز، دیالیزی، همودیالیز، تالاسمی، تالاسمی ماژور، هموفیلی، ام‌اس، ام اس، ms، multiple sclerosis،"
        "مولتیپل اسکلروزیس، پیوند کلیه، پیوندی، کلیوی، نارسایی کلیه، ای‌بی، eb، پروانه‌ای، sma، اس‌ام‌ای،"
        "mps، ام‌پی‌اس، cf، سیستیک فیبروزیس": Group.SPECIAL_PATIENT,
        "شیمی‌درمانی، لوسمی، تومور بدخیم": Group.CANCER_PATIENT,
        "جسمی حرکتی، نابینا، ناشنوا، کم‌بینا، کم‌شنوا، معلول ذهنی، اوتیسم، ضایعه نخاعی": Group.DISABLED,
    }
)
# «بیماری MS»، «مبتلا به تالاسمی»: said before the name of a kind.
SAID_OF_PATIENTS = tuple(
    sorted(
        map(search_key, ("بیمار مبتلا به", "بیماری", "بیماران", "بیمار", "مبتلا به", "دارای بیماری")),
        key=len,
        reverse=True,
    )
)
GROUP_OPENINGS = tuple(sorted(GROUPS, key=len, reverse=True))
YES_SIGNS, NO_SIGNS = frozenset("✓✔√+"), frozenset("✗×-")
TOTALS = frozenset(
    map(
        search_key,
        (
            "جمع",
            "جمع کل",
            "مجموع",
            "کل",
            "تعداد کل",
            "جمع صفحه",
            "جمع نهایی",
            "تعداد",
            "جمع خانوار",
            "جمع افراد",
        ),
    )
)
NOTHING = frozenset(
    {
        "",
        *map(
            search_key,
            ("ندارد", "نامشخص", "نامعلوم", "فاقد", "بدون", "نداره", "null", "none", "nan", "n/a", "خالی"),
        ),
    }
)
"""Keys of cells that say there is nothing: dashes and dots have the empty key too."""
