"""Where the given name ends and the family name begins, when a roster writes both in one cell."""

from collections.abc import Container

from madadkar.foundation.persian.letters import clean, search_key


def _keys(text: str) -> frozenset[str]:
    return frozenset(map(search_key, text.split()))


# «سید» and «سیده» are part of the civil name; the others are honorifics that rosters keep.
_BEFORE_NAMES = _keys("سید سیده سادات میر حاج حاجیه کربلایی مشهدی مشدی شیخ ملا")
# Words that are no name without the next one.
_NEVER_ALONE = _keys("عبد ابو ابوال بی")
_OPENERS = _keys(
    "محمد امیر غلام علی حسین حسن احمد گل شاه شیر نور خان یار شاد جان"
    " قربان رجب صفر شعبان رمضان عباس کرم مراد نظر عزیز خدا نبی ولی حاجی"
    " فاطمه زهرا نازنین زینب مریم ریحانه هستی یاس آیدا نرجس ستایش ملک بی‌بی"
)
_CLOSERS = _keys(
    "محمد علی رضا حسین حسن مهدی جواد صادق باقر کاظم تقی نقی امین اصغر اکبر عباس قاسم طاها یاسین"
    " ابراهیم اسماعیل یوسف احسان عرفان پارسا هادی سعید حامد مراد مرتضی مصطفی عماد متین سجاد ماهان"
    " حیدر صالح رسول نبی زهرا فاطمه زینب پاشا ناز اندام افروز بهار نسا تاج بانو بس"
)
# Words that always belong to the given name before them.
_ALWAYS_CLOSE = _keys("الله اله سادات السادات بیگم خاتون خانم النسا الملوک الدین")
_SURNAME_ENDS = _keys("نیا زاده پور فرد لو نژاد مقدم خانی وند فر تبار منش کیا پناه دوست بیگی آبادی اصل یان")


def name_parts(full_name: str, *, known_first: Container[str] = frozenset()) -> tuple[str, str]:
    """A proposal (given name, family name) for a joined «نام و نام خانوادگی», in its cleaned spelling.

    Knows سید/سیده and given names of two words («امیر محمد», «عزت الله», «نازنین زهرا»); «رضایی، علی» is read
    family name first. `known_first` holds search keys of given names and settles what the words alone leave
    open. A single word is taken as the given name. It is a proposal: the roster page lets a person correct it.
    """
    cleaned = clean(full_name).replace("،", ",")
    if cleaned.count(",") == 1:
        last, first = (part.strip() for part in cleaned.split(","))
        return first, last
    parts = cleaned.split()
    length = _given_length(parts, known_first)
    return " ".join(parts[:length]), " ".join(parts[length:])


def _given_length(parts: list[str], known_first: Container[str]) -> int:
    keys = [search_key(part) for part in parts]
    start = 0
    while start < len(keys) - 2 and keys[start] in _BEFORE_NAMES:
        start += 1
    length = min(start + 1, len(keys))
    while _continues(keys[start:], length - start, known_first):
        length += 1
    return length


def _continues(keys: list[str], taken: int, known_first: Container[str]) -> bool:
    """Whether the word after the `taken` ones is still the given name, leaving a family name behind it."""
    rest = keys[taken + 1 :]
    if taken == 0 or taken >= 3 or not rest or (len(rest) == 1 and rest[0] in _SURNAME_ENDS):
        return False
    before, word = keys[taken - 1], keys[taken]
    if before in _NEVER_ALONE or word in _ALWAYS_CLOSE or "".join(keys[: taken + 1]) in known_first:
        return True
    return taken == 1 and before in _OPENERS and (word in _CLOSERS or word in known_first) and word != before
