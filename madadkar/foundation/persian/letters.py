"""One spelling for every name: as it is stored, searched, heard, and ordered in a list."""

import re
import unicodedata

ZWNJ = "\u200c"

_SAME_LETTER = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ے": "ی",
    "ك": "ک", "ڪ": "ک", "ګ": "گ",
    "ە": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه\u0654", "ۂ": "ه\u0654", "ۓ": "ئ",
    "ـ": "", "٫": ".", "٬": ",",
    # Old Word fonts wrote the half-space as ¬, and some editors as a zero-width space.
    "¬": ZWNJ, "\u200b": ZWNJ, ZWNJ: ZWNJ,
}  # fmt: skip
_SPACES = "\t\n\r\x0b\x0c\x85\u2028\u2029"
_INVISIBLE = {"Cc", "Cf", "Cs"}


class _Table(dict[int, str]):
    """A translate table that decides about each character once, the first time it is met."""

    def __missing__(self, code_point: int) -> str:
        self[code_point] = self.replacement(chr(code_point))
        return self[code_point]

    def replacement(self, letter: str) -> str:
        """What stands for the letter."""
        raise NotImplementedError


class _Stored(_Table):
    def replacement(self, letter: str) -> str:
        if letter in _SAME_LETTER:
            return _SAME_LETTER[letter]
        kind = unicodedata.category(letter)
        if letter in _SPACES or kind == "Zs":
            return " "
        if kind in _INVISIBLE or _is_noncharacter(letter) or "\ufe00" <= letter <= "\ufe0f":
            return ""
        return str(unicodedata.decimal(letter)) if kind == "Nd" else letter


class _Searched(_Table):
    _FOLDED = dict(zip("آأإٱؤئة", "ااااویه", strict=True)) | {"ء": ""}

    def replacement(self, letter: str) -> str:
        if letter in self._FOLDED:
            return self._FOLDED[letter]
        return letter if unicodedata.category(letter)[0] in "LN" else ""


_STORED = _Stored()
_SEARCHED = _Searched()
# Only presentation forms: NFKC of the whole string would spoil ² and ½.
_PRESENTATION = re.compile("[\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]+")
_HALF_SPACES = re.compile(f"{ZWNJ}{{2,}}")
_SPACE_RUN = re.compile(f"{ZWNJ}* [ {ZWNJ}]*")
_HEARD = str.maketrans("ثصذضظطحغ", "سسزززتهق", "ع")
_DOUBLED = re.compile(r"([^\W\d])\1+")
_WORD_BREAK = re.compile(rf"[^\w{ZWNJ}\u0640\u064b-\u065f\u0670]+|_+")

SORT_ALPHABET = "ءآاأإؤئبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
"""Persian alphabet as dictionaries list it; ه stands after و, and hamza forms beside their seat."""
SORT_LETTERS = "".join(chr(0x100 + place) for place in range(len(SORT_ALPHABET)))
"""Ascending characters that take the alphabet's places, also in the database's `translate(…)`."""
SORT_IGNORED = ZWNJ + "".join(map(chr, range(0x64B, 0x660))) + "\u0670"
"""Characters that change no place in a list."""
_SORTED = str.maketrans(SORT_ALPHABET, SORT_LETTERS, SORT_IGNORED)


def _is_noncharacter(letter: str) -> bool:
    return "\ufdd0" <= letter <= "\ufdef" or ord(letter) & 0xFFFE == 0xFFFE


def clean(text: str) -> str:
    """The text as it is stored: Persian letters, ASCII digits, single spaces, nothing invisible.

    Harakat, ئ and ة stay, because they are part of how a family writes its name.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    shaped = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    stored = unicodedata.normalize("NFC", shaped).translate(_STORED).replace("ی\u0654", "ئ")
    spaced = _SPACE_RUN.sub(" ", _HALF_SPACES.sub(ZWNJ, stored)).strip(f" {ZWNJ}")
    return unicodedata.normalize("NFC", spaced)


def clean_lines(text: str) -> str:
    """A note as it is stored: each line cleaned, lines kept, blank lines at either end dropped."""
    return "\n".join(clean(line) for line in text.splitlines()).strip("\n")


def search_key(text: str) -> str:
    """The text as it is searched: one key for joined and split, pointed and plain, Arabic and Persian.

    Spaces, half-spaces, harakat, punctuation and brackets are gone, hamza and alef forms are folded,
    and «الله» equals «اله», so that «عزتاله», «عزت‌الله» and «عزت الله» are one name.
    """
    return clean(text).translate(_SEARCHED).casefold().replace("الله", "اله")


def sound_key(text: str) -> str:
    """The text as it is heard: letters that sound alike in Persian are one, doubled letters are single.

    ث ص→س, ذ ض ظ→ز, ط→ت, ح→ه, غ→ق; ع is silent but at the start, where it is heard as ا; «خوا» is heard «خا».
    A key that would become empty keeps ا.
    """
    key = search_key(text)
    if key.startswith("ع"):
        key = "ا" + key[1:]
    heard = key.translate(_HEARD).replace("خوا", "خا")
    return _DOUBLED.sub(r"\1", heard) or ("ا" if key else "")


def words(text: str) -> list[str]:
    """Search keys of the words one by one; a half-space joins, a space or punctuation divides."""
    return [key for part in _WORD_BREAK.split(clean(text)) if (key := search_key(part))]


def sort_key(text: str) -> str:
    """A string that, compared by code points (`COLLATE "C"`), lists names as a Persian dictionary does."""
    return clean(text).lower().translate(_SORTED)
