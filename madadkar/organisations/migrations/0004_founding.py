"""Centres that are being founded, and every step each took."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from madadkar.foundation.rowlevel import audited
from madadkar.foundation.sqlfile import sql_text

_UNDO = """
drop trigger moves_append_only on organisations_foundingmove;
drop function organisations_founding_moves_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_audit"),
        ("places", "0002_audit"),
    ]

    operations = [
        migrations.CreateModel(
            name="Founding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField()),
                (
                    "kind",
                    models.TextField(
                        choices=[("neighbourhood", "محله\u200cمحور"), ("specialised", "تخصص\u200cمحور")]
                    ),
                ),
                (
                    "speciality",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("shelter", "سرپناه"),
                            ("education", "مداد رنگی"),
                            ("entrepreneurship", "کارآفرینی"),
                            ("treatment", "درمان"),
                            ("culture", "فرهنگی"),
                            ("orphans", "ایتام"),
                        ],
                    ),
                ),
                ("neighbourhood", models.TextField(blank=True)),
                ("founder", models.TextField(blank=True)),
                ("phone", models.TextField(blank=True)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("idea", "پیشنهاد"),
                            ("board", "تشکیل هیئت عامل"),
                            ("premises", "آماده\u200cسازی محل"),
                            ("licence_asked", "درخواست مجوز"),
                            ("licensed", "مجوز گرفت"),
                            ("dropped", "کنار گذاشته شد"),
                        ]
                    ),
                ),
                ("since", models.DateField()),
                ("token", models.UUIDField()),
                (
                    "centre",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="founding",
                        to="organisations.centre",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="foundings",
                        to="organisations.office",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("token",), name="one_founding_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("centre__isnull", False), ("state", "licensed")),
                            models.Q(
                                models.Q(("state", "licensed"), _negated=True), ("centre__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="a_licensed_founding_has_its_centre",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FoundingMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_state",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("idea", "پیشنهاد"),
                            ("board", "تشکیل هیئت عامل"),
                            ("premises", "آماده\u200cسازی محل"),
                            ("licence_asked", "درخواست مجوز"),
                            ("licensed", "مجوز گرفت"),
                            ("dropped", "کنار گذاشته شد"),
                        ],
                    ),
                ),
                (
                    "to_state",
                    models.TextField(
                        choices=[
                            ("idea", "پیشنهاد"),
                            ("board", "تشکیل هیئت عامل"),
                            ("premises", "آماده\u200cسازی محل"),
                            ("licence_asked", "درخواست مجوز"),
                            ("licensed", "مجوز گرفت"),
                            ("dropped", "کنار گذاشته شد"),
                        ]
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("moved_by_name", models.TextField(blank=True)),
                (
                    "founding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="organisations.founding",
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunSQL(sql_text("madadkar.organisations", "founding_moves.sql"), _UNDO),
        audited("organisations_founding"),
        audited("organisations_foundingmove"),
    ]
