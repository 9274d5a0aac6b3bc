"""Enabling groups (گروه همیار): what they are for, who came, and what came of it."""

from __future__ import annotations

from enum import StrEnum


class GroupPurpose(StrEnum):
    """What a group meets for."""

    SKILL = "skill"
    LIVELIHOOD = "livelihood"
    SAVING = "saving"
    PARENTING = "parenting"
    SUPPORT = "support"
    HEALTH = "health"
    LEGAL = "legal"


GROUP_PURPOSE_NAMES = {
    GroupPurpose.SKILL: "مهارت‌آموزی",
    GroupPurpose.LIVELIHOOD: "کسب‌وکار و معیشت",
    GroupPurpose.SAVING: "پس‌انداز و وام خانگی",
    GroupPurpose.PARENTING: "فرزندپروری",
    GroupPurpose.SUPPORT: "همدلی و پشتیبانی",
    GroupPurpose.HEALTH: "سلامت",
    GroupPurpose.LEGAL: "آگاهی حقوقی",
}


class Presence(StrEnum):
    """Whether a member came to a session."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


PRESENCE_NAMES = {
    Presence.PRESENT: "حاضر",
    Presence.ABSENT: "غایب",
    Presence.EXCUSED: "غایب با اطلاع",
}


class Benefit(StrEnum):
    """What a member took from the group, said when they leave it."""

    WORK = "work"
    SKILL = "skill"
    SAVING = "saving"
    WELL_BEING = "well_being"
    LITTLE = "little"
    LEFT_EARLY = "left_early"


BENEFIT_NAMES = {
    Benefit.WORK: "کار یا درآمد یافت",
    Benefit.SKILL: "مهارت آموخت",
    Benefit.SAVING: "پس‌انداز یا وام گرفت",
    Benefit.WELL_BEING: "حال و پیوندهایش بهتر شد",
    Benefit.LITTLE: "بهره کمی برد",
    Benefit.LEFT_EARLY: "نیمه‌کاره رفت",
}
