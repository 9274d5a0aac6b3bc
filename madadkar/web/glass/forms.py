"""What is asked of who breaks the glass."""

from __future__ import annotations

from madadkar.casework.rules.confidence import LEAST_REASON
from madadkar.foundation.persian import persian_digits
from madadkar.web.forms import PersianCharField, PersianTextField, TokenForm


class GlassForm(TokenForm):
    """Why it must be now, in words a supervisor reads."""

    reason = PersianTextField(
        label="دلیل",
        help_text=f"چه شده است و چرا همین حالا لازم است؟ دست‌کم {persian_digits(LEAST_REASON)} نویسه.",
    )


class HiddenGlassForm(GlassForm):
    """The same for a family that may be hidden."""

    asked = PersianCharField(label="شماره پرونده یا کد ملی", help_text="همان‌گونه که روی برگه است.")

    field_order = ("asked", "reason")
