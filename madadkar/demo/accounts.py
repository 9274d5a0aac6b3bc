"""Who signs in to the demo's four offices: every role once in Zanjan's Emdad, the needed ones elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from madadkar.organisations.rules import ROLE_NAMES, Role

DEMO_PASSWORD = "zanjan-1396-demo"  # noqa: S105 - printed on purpose: it opens invented families only


@dataclass(frozen=True, slots=True)
class Account:
    """One sign-in: its name, whose it is, and the post they hold.

    `centre` says that the post is in the office's first charity centre, `partner` names the partner body.
    """

    username: str
    full_name: str
    role: Role
    office: str
    centre: bool = False
    partner: str = ""

    @property
    def post(self) -> str:
        """The role in Persian, as it is printed beside the sign-in."""
        return ROLE_NAMES[self.role]


PARTNER_NAME = "بسیج حقوقدانان استان زنجان"
PARTNER_KIND = "lawyers"

ACCOUNTS: tuple[Account, ...] = (
    Account("madadkar.zanjan", "مریم بیگدلی", Role.CASEWORKER, "emdad-zanjan"),
    Account("paziresh.zanjan", "رقیه محمدی", Role.INTAKE, "emdad-zanjan"),
    Account("rais.zanjan", "داود خدابنده‌لو", Role.HEAD, "emdad-zanjan"),
    Account("mali.zanjan", "اکبر مرادی", Role.FINANCE, "emdad-zanjan"),
    Account("modirkol.zanjan", "حسن شریفی", Role.DIRECTOR, "emdad-zanjan"),
    Account("markaz.zanjan", "زهرا افشار", Role.CENTRE_MANAGER, "emdad-zanjan", centre=True),
    Account("madadkar.markaz.zanjan", "سمیه نجفی", Role.CENTRE_WORKER, "emdad-zanjan", centre=True),
    Account("sharik.zanjan", "علی اوصانلو", Role.PARTNER, "emdad-zanjan", partner=PARTNER_NAME),
    Account("bazras.zanjan", "محمود طارمی", Role.AUDITOR, "emdad-zanjan"),
    Account("samaneh.zanjan", "نرگس قره‌داغی", Role.ADMINISTRATOR, "emdad-zanjan"),
    Account("madadkar.abhar", "لیلا حاتمی‌فر", Role.CASEWORKER, "emdad-zanjan-abhar"),
    Account("rais.abhar", "یوسف کریمی", Role.HEAD, "emdad-zanjan-abhar"),
    Account("madadkar.behzisti.zanjan", "فاطمه اسکندری", Role.CASEWORKER, "behzisti-zanjan"),
    Account("paziresh.behzisti.zanjan", "اعظم رستمی", Role.INTAKE, "behzisti-zanjan"),
    Account("rais.behzisti.zanjan", "مهدی نوری", Role.HEAD, "behzisti-zanjan"),
    Account("modirkol.behzisti.zanjan", "رحیم مقدم", Role.DIRECTOR, "behzisti-zanjan"),
    Account("samaneh.behzisti.zanjan", "سعید عباسی", Role.ADMINISTRATOR, "behzisti-zanjan"),
    Account("rais.isfahan", "عباس اصفهانی", Role.HEAD, "emdad-isfahan"),
    Account("modirkol.isfahan", "محسن صادقی", Role.DIRECTOR, "emdad-isfahan"),
    Account("markaz.isfahan", "طاهره شیرانی", Role.CENTRE_MANAGER, "emdad-isfahan", centre=True),
    Account("samaneh.isfahan", "امیر جعفری", Role.ADMINISTRATOR, "emdad-isfahan"),
    Account("paziresh.qazvin", "اکرم رحمانی", Role.INTAKE, "emdad-qazvin"),
    Account("rais.qazvin", "حسین رفیعی", Role.HEAD, "emdad-qazvin"),
    Account("modirkol.qazvin", "مجتبی زرآبادی", Role.DIRECTOR, "emdad-qazvin"),
    Account("samaneh.qazvin", "پریسا طاهرخانی", Role.ADMINISTRATOR, "emdad-qazvin"),
)
