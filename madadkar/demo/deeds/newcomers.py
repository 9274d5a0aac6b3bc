"""Families that came to the door of an office for the first time lately, each some steps on its way."""

from __future__ import annotations

from datetime import date, timedelta

from madadkar.casework.actions.life.admitting import Admission, admit_family
from madadkar.casework.actions.life.proceeding import proceed
from madadkar.casework.actions.life.requests import Asked
from madadkar.casework.models import CaseFile
from madadkar.casework.queries.intake import perhaps_known
from madadkar.casework.rules import FileState
from madadkar.casework.rules.requests import RequestKind
from madadkar.demo.deeds.cast import Cast
from madadkar.matching.queries.near import Described
from madadkar.organisations.rules import Role
from madadkar.places.models import Place
from madadkar.places.rules import Level
from madadkar.registry.actions.persons import PersonFacts
from madadkar.registry.rules import Headship, Sex

_STEPS = (FileState.INQUIRY, FileState.VISIT, FileState.DOCUMENTS)
_COME = (
    ("یدالله", "چراغعلی‌پور", "نصرالله", "پس از تصادف کمرم آسیب دیده و نمی‌توانم کار کنم."),
    ("مهرداد", "شیرین‌زاده", "حبیب", "کارخانه تعطیل شده و سه فرزند مدرسه‌ای دارم."),
    ("قدرت‌الله", "نوروزبیگی", "رستم", "هزینه شیمی‌درمانی همسرم را نمی‌رسانم."),
    ("بهنام", "گل‌محمدزاده", "عزیز", "اجاره خانه چهار ماه عقب افتاده است."),
    ("سیف‌الله", "ترابی‌نیا", "یحیی", "سقف خانه ریخته و زمستان در راه است."),
)


def welcome(cast: Cast) -> None:
    """One family in each of the first counties; the earlier it came, the further it is."""
    for place, (first, last, father, said) in enumerate(_COME[: len(cast.counties)]):
        head = PersonFacts(
            first_name=first, last_name=last, father_name=father, birth_on=date(1971 + place * 3, 4, 9),
            sex=Sex.MALE.value,
        )  # fmt: skip
        _admit(cast, place, head, said)


def _admit(cast: Cast, place: int, head: PersonFacts, said: str) -> None:
    county = cast.counties[place]
    came_at = cast.at - timedelta(days=2 + 4 * place)
    came_on = cast.today - timedelta(days=2 + 4 * place)
    city = Place.objects.filter(county=county.place_id, level=Level.CITY).order_by("code").first()
    with cast.as_actor(Role.INTAKE) as by:
        described = Described(
            first=head.first_name,
            last=head.last_name,
            father=head.father_name,
            birth_on=head.birth_on,
            sex=head.sex,
        )
        same = perhaps_known(said=described, scope=by, on=came_on)
        household = admit_family(
            admission=Admission(
                head=head, headship=Headship.USUAL, office_id=county.pk, on=came_on,
                place_id=city.pk if city else None,
            ),
            asked=Asked(kind=RequestKind.SELF, said=said, came_on=came_on, token=cast.token()),
            not_these=same, by=by, at=came_at,
        )  # fmt: skip
        file = CaseFile.objects.get(household=household)
        for step, to in enumerate(_STEPS[:place]):
            proceed(file_id=file.pk, to=to, by=by, at=came_at + timedelta(days=1 + step))
