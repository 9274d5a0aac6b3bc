"""A million invented persons of thirty offices: names as frequent as names are, homes, and files."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from django.db import connections, transaction
from farsi_faker import FarsiFaker
from farsi_faker.surnames import SURNAME_SUFFIXES

from madadkar.foundation.persian import clean, search_key
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Agency, Office
from madadkar.registry.names import learn_names

SMALL_OFFICE_PERSONS = 27_000
OFFICES = 30
# The commonest names of the country, before the lists' own; family names of one word and of two.
_CORE_MALE = (
    "محمد علی حسین مهدی حسن رضا احمد امیرحسین ابوالفضل عباس محمدرضا امیر محمدمهدی علیرضا محمدحسین "
    "مصطفی مجید حمید سعید جواد اکبر اصغر ابراهیم اسماعیل یوسف قاسم رحیم کریم محمود محسن مرتضی بهرام "
    "رسول هادی ناصر غلامرضا قربانعلی"
)
_CORE_FEMALE = (
    "فاطمه زهرا مریم معصومه سکینه زینب رقیه خدیجه لیلا سمیه اعظم صغری کبری طاهره ربابه نرگس اکرم "
    "اشرف مهین پروین سارا مرضیه نسرین شهناز طیبه صدیقه حکیمه ملیحه کلثوم گوهر"
)
_CORE_LAST = (
    "محمدی حسینی احمدی رضایی مرادی حیدری کریمی جعفری موسوی قاسمی رحیمی هاشمی ابراهیمی صادقی نوری "
    "اکبری رستمی عباسی سلیمانی علیزاده عزیزی قربانی حسنی رحمانی صفری یوسفی میرزایی بیگدلی شکری "
    "خدابنده‌لو نجفی کاظمی اسدی سلطانی طاهری شریفی باقری زارعی امیری نصیری رسولی اسماعیلی فتحی ملکی "
    "بهرامی تقوی داودی عسگری اصغری"
)
_EXPONENT = 0.85


class Names:
    """Given and family names, each as often as the n-th commonest of a people is."""

    def __init__(self, seed: int = 1396) -> None:
        self.random = random.Random(seed)
        faker = FarsiFaker(seed=seed)
        given = faker._read_names_database()
        self.male = self._common_first(_CORE_MALE.split(), given["male_names"])
        self.female = self._common_first(_CORE_FEMALE.split(), given["female_names"])
        simple = [name for name in given["last_names"] if len(name) > 2]
        joined = [f"{name} {end}" for name in simple for end in SURNAME_SUFFIXES]
        self.random.shuffle(joined)
        self.last = self._common_first(_CORE_LAST.split(), [*self._shuffled(simple), *joined[:60_000]])
        self.weights = {kind: self._weights(len(getattr(self, kind))) for kind in ("male", "female", "last")}

    def people(self, number: int) -> Iterator[tuple[str, str, str]]:
        """Given name, family name, father's name; one in twenty is a سید."""
        half = number // 2
        sexes = ["female"] * half + ["male"] * (number - half)
        given = {sex: self._draw(sex, sexes.count(sex)) for sex in ("female", "male")}
        lasts, fathers = self._draw("last", number), self._draw("male", number)
        for place, sex in enumerate(sexes):
            first = given[sex].pop()
            if self.random.random() < 0.05:
                first = f"{'سید' if sex == 'male' else 'سیده'} {first}"
            yield first, lasts[place], fathers[place]

    def _draw(self, kind: str, number: int) -> list[str]:
        return self.random.choices(getattr(self, kind), cum_weights=self.weights[kind], k=number)

    def _common_first(self, core: list[str], others: list[str]) -> list[str]:
        return list(dict.fromkeys([*core, *self._shuffled([clean(name) for name in others])]))

    def _shuffled(self, names: list[str]) -> list[str]:
        return self.random.sample(names, len(names))

    @staticmethod
    def _weights(number: int) -> list[float]:
        return list(accumulate(1 / (rank + 3) ** _EXPONENT for rank in range(number)))


_LAY = """
set local session_replication_role = replica;
insert into registry_person (id, agency_id, office_id, national_code, first_name, last_name, father_name,
first_key,
    last_key, father_key, sort_key, birth_on, birth_precision, sex, marital, birth_certificate_number)
  select n, {agency}, office_id, '999' || lpad(n::text, 7, '0'), first, last, father, first_key, last_key,
  father_key,
    last_key || first_key, date '1950-01-01' + (n %% 20000)::int, 'day', 'female', 'married', '' from laid;
insert into registry_household (id, agency_id, office_id, code, issued_by_id)
  select n, {agency}, office_id, 'H' || n, office_id from laid where n %% 2 = 0;
insert into registry_membership (agency_id, office_id, household_id, person_id, relation, is_head, headship,
valid_from)
  select {agency}, h.office_id, h.id, p.n, case p.n when h.id then 'head' else 'spouse' end, p.n = h.id,
    case p.n when h.id then 'usual' else '' end, date '2010-03-21'
  from laid p join registry_household h on h.id = p.n + p.n %% 2;
insert into registry_residence (agency_id, office_id, household_id, place_id, county_id, place_text, area,
address,
    postal_code, valid_from)
  select {agency}, office_id, h.id, place.id, place.county_id, '', 'rural', '', '', date '2010-03-21'
  from registry_household h join (select p.*, row_number() over (order by id) as nth
    from places_place p where level = 'village' and county_id is not null) place on h.id %% 40000 + 1 =
    place.nth;
insert into casework_casefile (id, agency_id, office_id, household_id, number, issued_by_id, field, opened_on)
  select id, {agency}, office_id, id, 'F' || id, office_id, 'relief', date '2010-03-21' from
  registry_household;
insert into casework_filestanding (agency_id, office_id, case_file_id, household_id, state, reason,
valid_from)
  select {agency}, office_id, id, household_id, 'active', 'accepted', date '2010-03-21' from
  casework_casefile;
"""


def lay(number: int) -> list[Office]:
    """The register on the ground; the first office has 27,000 persons, the others share the rest."""
    agency = Agency.objects.using("owner").get_or_create(
        code="emdad", defaults={"name": "a", "short_name": "a"}
    )[0]
    made = Office.objects.using("owner")
    offices = [
        made.create(code=f"bench-{nth}", name=f"اداره {nth}", agency=agency, kind="provincial")
        for nth in range(OFFICES)
    ]
    small = min(SMALL_OFFICE_PERSONS, number // OFFICES)
    share = -(-(number - small) // (OFFICES - 1))
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "create temp table laid (n bigint primary key, office_id bigint, first text, last text,"
            " father text, first_key text, last_key text, father_key text) on commit drop"
        )
        keys: dict[str, str] = {}
        with cursor.copy("copy laid from stdin") as copy:
            people = list(Names().people(number))
            random.Random(3).shuffle(people)
            for n, names in enumerate(people, 1):
                office = offices[0] if n <= small else offices[1 + (n - small - 1) // share]
                found = [keys.setdefault(name, search_key(name)) for name in names]
                copy.write_row((n, office.pk, *names, *found))
        cursor.execute("analyze laid")
        cursor.execute(_LAY.format(agency=agency.pk), [])
    with connections["owner"].cursor() as cursor:
        cursor.execute("vacuum analyze")
    return offices


def teach(whole: Scope) -> int:
    """The dictionary of all these names; answers how many keys it has."""
    with within(whole):
        learnt = learn_names()
    with connections["owner"].cursor() as cursor:
        cursor.execute("vacuum analyze registry_namekey, registry_namedeletion")
    return learnt
