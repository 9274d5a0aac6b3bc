"""Where the given name ends and the family name begins, when a roster writes both in one cell."""

from collections.abc import Container

from madadkar.foundation.persian.letters import clean, search_key


def _keys(text: str) -> frozenset[str]:
    return frozenset(map(search_key, text.split()))


# «سید» and «سیده» are part of the civil name; the others are honorifics that rosters keep.
_BEFORE_NAMES = _keys("سید سیده سادات میر حاج حاجیه کربلایی مشهدی مشدی شیخ ملا")
# Words that are no name without the next one.
_NEVER_ALONE = _keys("عبد ابو ابوال بی ام")
_MALE_OPENERS = _keys(
    "محمد امیر غلام علی حسین حسن احمد شاه شیر نور خان یار شاد جان قربان رجب صفر شعبان رمضان عباس کرم مراد نظر"
    " عزیز خدا نبی ولی حاجی"
)
_MALE_CLOSERS = _keys(
    "محمد علی رضا حسین حسن مهدی جواد صادق باقر کاظم تقی نقی امین اصغر اکبر عباس قاسم طاها یاسین ابراهیم"
    " اسماعیل یوسف احسان عرفان پارسا هادی سعید حامد مراد مرتضی مصطفی عماد متین سجاد ماهان حیدر صالح رسول"
    " نبی پاشا"
)
_FEMALE_OPENERS = _keys("فاطمه زهرا نازنین زینب مریم ریحانه هستی یاس آیدا نرجس ستایش ملک گل نور ماه")
_FEMALE_CLOSERS = _keys("زهرا فاطمه زینب ناز اندام افروز بهار نسا تاج بانو بس منیر چهره")
_PAIRS = _keys("حمیدرضا سعیدرضا مجیدرضا وحیدرضا")
# Words that always belong to the given name before them.
_ALWAYS_CLOSE = _keys("الله اله سادات السادات بیگم خاتون خانم النسا الملوک الدین البنین الفضل")
_SURNAME_ENDS = _keys("نیا زاده پور فرد لو نژاد خانی وند فر تبار منش پناه بیگی آبادی اصل یان")


def name_parts(full_name: str, *, known_first: Container[str] = frozenset()) -> tuple[str, str]:
    """A proposal (given name, family name) for a joined «نام و نام خانوادگی», in its cleaned spelling.

    Knows سید/سیده and given names of two words («امیر محمد», «عزت الله», «نازنین زهرا»); «رضایی، علی» is
    read family name first. `known_first` holds search keys of given names and settles what the words alone
    leave open. A single word is taken as the given name. The roster page lets a person correct the proposal.
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
    if taken == 0 or taken >= 3 or not rest:
        return False
    before, word, together = keys[taken - 1], keys[taken], "".join(keys[: taken + 1])
    if before in _NEVER_ALONE or word in _ALWAYS_CLOSE or together in known_first:
        return True
    is_of_surname = len(rest) == 1 and rest[0] in _SURNAME_ENDS
    return taken == 1 and not is_of_surname and _is_compound(before, word, known_first)


def _is_compound(before: str, word: str, known_first: Container[str]) -> bool:
    """«امیر محمد», «نازنین زهرا», «حمید رضا»."""
    if word == before:
        return False
    is_male = before in _MALE_OPENERS and (word in _MALE_CLOSERS or word in known_first)
    return is_male or (before in _FEMALE_OPENERS and word in _FEMALE_CLOSERS) or before + word in _PAIRS
