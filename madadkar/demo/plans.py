"""What each of the four offices holds, as readable numbers: the published ones exactly, the rest plausible.

Published numbers carry their seed; every other number is ours, chosen to be plausible and quick to plant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from madadkar.foundation.jalali import from_jalali
from madadkar.organisations.rules import AgencyCode

STORY_ENDS_ON = from_jalali(1404, 6, 31)
"""Nothing in the demo happens after this day; what holds then holds on."""

TWO_AGENCIES_SHARE = 0.06
"""Of Behzisti Zanjan's files, how many are families that Emdad Zanjan knows too: 627 of 10,455."""
STILL_ACTIVE_IN_BOTH_SHARE = 0.70


@dataclass(frozen=True, slots=True)
class Counts:
    """What must be counted on one day. `rural_persons` are members of covered families in villages."""

    households: int
    persons: int
    women_heads: int
    elderly: int
    pupils: int
    students: int
    patients: int
    rural_persons: int

    def scaled(self, factor: float) -> Counts:
        """The same composition of a smaller or larger body."""
        return Counts(*(round(getattr(self, name) * factor) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Wave:
    """Families that come (or leave) between two days."""

    begins_on: date
    ends_on: date
    households: int


@dataclass(frozen=True, slots=True)
class County:
    """A county office: the county's code, its word in the office's code, its share of families."""

    code: str
    word: str
    share: float
    rural_weight: float = 1.0


@dataclass(frozen=True, slots=True)
class CentresPlan:
    """Charity centres: how many are at work from a day on, and what share of families they walk with.

    `workers` are the caseworkers of all centres together; in the periods
    of `steps` exactly so many files are delegated on every day.
    """

    active: int
    all_at_work_from: date
    revoked: int
    suspended: int
    workers: int
    replaced: int = 0
    share: float = 0.0
    steps: tuple[Wave, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficePlan:
    """One office of the demo.

    `coded_share` of its families have national codes. 999 leaves room for one million; the trial rosters draw
    theirs from the same million, and each code the demo holds makes a row of them wait as somebody else's.
    """

    code: str
    name: str
    agency: AgencyCode
    province: str
    area_code: str
    report_day: date
    counts: Counts
    counties: tuple[County, ...]
    leaving: tuple[Wave, ...]
    coming: tuple[Wave, ...]
    yearly_exit_rate: float
    continuous_share: float
    coded_share: float
    centres: CentresPlan | None = None
    pension_women: int | None = None
    pension_share: float = 0.85
    shares_families_with: str = ""

    def scaled(self, factor: float) -> OfficePlan:
        """The same office at another size, for tests."""
        if factor == 1:
            return self
        return replace(
            self,
            counts=self.counts.scaled(factor),
            leaving=_scaled(self.leaving, factor),
            coming=_scaled(self.coming, factor),
            centres=self.centres and _scaled_centres(self.centres, factor),
            pension_women=self.pension_women and round(self.pension_women * factor),
        )


def _scaled(waves: tuple[Wave, ...], factor: float) -> tuple[Wave, ...]:
    return tuple(replace(wave, households=round(wave.households * factor)) for wave in waves)


def _scaled_centres(plan: CentresPlan, factor: float) -> CentresPlan:
    return replace(
        plan,
        active=max(8, round(plan.active * factor)),
        revoked=min(plan.revoked, 2),
        suspended=min(plan.suspended, 1),
        workers=max(9, round(plan.workers * factor)),
        replaced=min(plan.replaced, 1),
        steps=_scaled(plan.steps, factor),
    )


def _years(first: date, *households: int, until: date | None = None) -> tuple[Wave, ...]:
    """One wave a year from a day on."""
    starts = [first.replace(year=first.year + place) for place in range(len(households) + 1)]
    ends = [min(end, until) if until else end for end in starts[1:]]
    return tuple(Wave(*bounds) for bounds in zip(starts, ends, households, strict=False))


_ZANJAN = (
    County("1904", "zanjan", 0.40, 0.6),
    County("1903", "khodabandeh", 0.21, 1.5),
    County("1901", "abhar", 0.12, 0.8),
    County("1908", "tarom", 0.07, 2.5),
    County("1909", "mahneshan", 0.06, 2.5),
    County("1907", "khorramdarreh", 0.055, 0.7),
    County("1906", "ijrud", 0.05, 2.5),
    County("1910", "soltaniyeh", 0.035, 2.0),
)
_ISFAHAN = (
    County("1002", "isfahan", 0.335, 0.5),
    County("1010", "kashan", 0.07, 0.6),
    County("1003", "khomeinishahr", 0.06, 0.3),
    County("1014", "najafabad", 0.055, 0.6),
    County("1012", "lenjan", 0.05, 0.8),
    County("1008", "falavarjan", 0.05, 1.2),
    County("1016", "shahinshahr", 0.04, 0.6),
    County("1009", "shahreza", 0.035, 0.7),
    County("1017", "mobarakeh", 0.03, 1.0),
    County("1005", "semirom", 0.03, 2.5),
    County("1022", "borkhar", 0.025, 0.8),
    County("1018", "aran-bidgol", 0.025, 0.7),
    County("1011", "golpayegan", 0.024, 1.2),
    County("1006", "fereydan", 0.022, 2.5),
    County("1019", "tiran", 0.02, 1.5),
    County("1007", "fereydunshahr", 0.02, 2.5),
    County("1001", "ardestan", 0.019, 2.0),
    County("1013", "nain", 0.016, 1.5),
    County("1020", "chadegan", 0.016, 2.5),
    County("1015", "natanz", 0.015, 1.8),
    County("1021", "dehaqan", 0.013, 1.5),
    County("1004", "khansar", 0.012, 1.2),
    County("1024", "buin-miandasht", 0.009, 2.0),
    County("1023", "khur", 0.009, 2.0),
)
_QAZVIN = (
    County("2603", "qazvin", 0.37, 0.8),
    County("2602", "takestan", 0.18, 1.5),
    County("2601", "buin-zahra", 0.16, 2.2),
    County("2605", "alborz", 0.12, 0.4),
    County("2606", "avaj", 0.09, 3.0),
    County("2604", "abyek", 0.08, 1.2),
)

EMDAD_ZANJAN = OfficePlan(
    code="emdad-zanjan",
    name="کمیته امداد امام خمینی (ره) استان زنجان",
    agency=AgencyCode.EMDAD,
    province="19",
    area_code="024",
    report_day=from_jalali(1396, 2, 20),
    # Seed 000. Pupils and students are published together (3,700); the parts and the rural persons are ours.
    counts=Counts(22_500, 39_000, 13_000, 17_000, 3_190, 510, 768, rural_persons=20_300),
    counties=_ZANJAN,
    leaving=_years(from_jalali(1393, 2, 20), 1_420, 1_440, 1_460, until=from_jalali(1396, 2, 20)),
    coming=_years(from_jalali(1396, 2, 21), 480, 470, 460, 450, 440, 430, 420, 410),
    yearly_exit_rate=0.04,
    continuous_share=0.78,
    coded_share=0.08,
    # Seed 002: 112 centres in 1399.
    centres=CentresPlan(
        112, from_jalali(1395, 1, 1), revoked=6, suspended=3, workers=148, replaced=4, share=0.42
    ),
)
BEHZISTI_ZANJAN = OfficePlan(
    code="behzisti-zanjan",
    name="اداره کل بهزیستی استان زنجان",
    agency=AgencyCode.BEHZISTI,
    province="19",
    area_code="024",
    report_day=from_jalali(1403, 8, 3),
    # Seed 001: 5,793 active of 10,455; 1,347 pupils, 109 students. Persons, elderly, patients are ours.
    counts=Counts(5_793, 15_060, 3_420, 1_180, 1_347, 109, 240, rural_persons=5_640),
    counties=_ZANJAN,
    leaving=_years(from_jalali(1393, 8, 3), 380, 400, 410, 430, 450, 470, 490, 510, 540, 582),
    coming=(Wave(from_jalali(1403, 8, 4), from_jalali(1404, 4, 1), 310),),
    yearly_exit_rate=0.05,
    continuous_share=0.70,
    coded_share=0.20,
    # Seed 001: 3,035 women heads on a pension.
    pension_women=3_035,
    pension_share=0.25,
    shares_families_with="emdad-zanjan",
)
EMDAD_ISFAHAN = OfficePlan(
    code="emdad-isfahan",
    name="کمیته امداد امام خمینی (ره) استان اصفهان",
    agency=AgencyCode.EMDAD,
    province="10",
    area_code="031",
    report_day=from_jalali(1399, 12, 1),
    # The report gives no size; 46,000 families are enough for 22,485 delegated files and quick to plant.
    counts=Counts(46_000, 83_500, 25_800, 32_500, 8_600, 1_300, 1_720, rural_persons=23_400),
    counties=_ISFAHAN,
    leaving=_years(from_jalali(1397, 12, 1), 1_900, 1_950),
    coming=(
        Wave(from_jalali(1399, 12, 2), from_jalali(1400, 12, 1), 1_300),
        Wave(from_jalali(1400, 12, 1), from_jalali(1401, 12, 1), 1_250),
    ),
    yearly_exit_rate=0.04,
    continuous_share=0.80,
    coded_share=0.01,
    # Seed 003: 421 centres, 53 files a worker (so 424 of them); 22,485 files delegated, 40 % more than the
    # year before (16,061).
    centres=CentresPlan(
        421,
        from_jalali(1398, 7, 1),
        revoked=14,
        suspended=5,
        workers=424,
        steps=(
            Wave(from_jalali(1398, 10, 1), from_jalali(1399, 1, 2), 16_061),
            Wave(from_jalali(1399, 10, 1), from_jalali(1400, 1, 2), 22_485),
        ),
    ),
)
EMDAD_QAZVIN = OfficePlan(
    code="emdad-qazvin",
    name="کمیته امداد امام خمینی (ره) استان قزوین",
    agency=AgencyCode.EMDAD,
    province="26",
    area_code="028",
    report_day=from_jalali(1397, 9, 26),
    # Seed 004: 55 % live in villages, so 18,700 of 34,000 persons; the size is ours.
    counts=Counts(19_000, 34_000, 10_700, 14_300, 3_150, 450, 640, rural_persons=18_700),
    counties=_QAZVIN,
    leaving=_years(from_jalali(1395, 9, 26), 1_050, 1_080),
    coming=_years(from_jalali(1397, 9, 27), 500, 480, 460),
    yearly_exit_rate=0.045,
    continuous_share=0.76,
    coded_share=0.01,
    centres=CentresPlan(64, from_jalali(1396, 1, 1), revoked=3, suspended=2, workers=79, share=0.30),
)

PLANS = (EMDAD_ZANJAN, BEHZISTI_ZANJAN, EMDAD_ISFAHAN, EMDAD_QAZVIN)
"""In the order of planting: Behzisti Zanjan meets families of Emdad Zanjan."""
