"""What is said when linkage without showing lists cannot go on as asked."""

SENTENCES = {
    # the project and its keys
    "linkage_expiry_past": "روز پایان پروژه ({on}) گذشته است؛ روزی در آینده بنویسید.",
    "linkage_name_hidden": "نام یک خط کوتاه است و نویسه پنهان ندارد؛ آن را دوباره بنویسید.",
    "linkage_file_exists": "فایل «{name}» هست؛ نام دیگری بنویسید تا چیزی از میان نرود.",
    "linkage_file_missing": "فایل «{name}» پیدا نشد یا خوانده نمی‌شود.",
    "linkage_file_foreign": "«{name}» فایلی نیست که این گام از این پروژه می‌خواهد.",
    "linkage_project_unknown": "چنین پروژه‌ای در این سامانه نیست، یا از اداره شما نیست.",
    "linkage_not_complete": "پروژه «{name}» هنوز پاسخ طرف دیگر را ندارد.",
    "linkage_not_confirmed": (
        "اثر انگشت پروژه «{name}» هنوز تأیید نشده است؛ آن را پای تلفن با طرف دیگر برابر کنید."
    ),
    "linkage_fingerprint_differs": (
        "این اثر انگشت با این پروژه یکی نیست؛ چیزی رمز نکنید و دعوت‌نامه را از راهی دیگر دوباره بفرستید."
    ),
    "linkage_project_altered": "فایل پروژه «{name}» پس از تأیید دست خورده است و دیگر به کار نمی‌آید.",
    "linkage_project_expired": (
        "پروژه «{name}» در {on} پایان یافته است؛ پروژه تازه‌ای آغاز کنید و کلیدهای این یکی را نابود کنید."
    ),
    "linkage_keys_destroyed": "کلیدهای پروژه «{name}» نابود شده است؛ سند آن در همین فایل است.",
    "linkage_recipe_differs": (
        "نسخه برنامه در دو سو یکی نیست و رمزها با هم جور نمی‌شوند؛ هر دو را "
        "به‌روز کنید و پروژه تازه‌ای آغاز کنید."
    ),
    "psi_not_installed": (
        "کتابخانه اشتراک پوشیده در این محیط نصب نیست؛ راه آن در راهنمای تطبیق پوشیده آمده است."
    ),
    # encoded rosters
    "roster_empty": "در این فهرست کسی برای رمز کردن نماند.",
    "encoded_file_missing": "فایل «{name}» پیدا نشد.",
    "encoded_file_foreign": "«{name}» فهرست رمزشده نیست.",
    "encoded_file_altered": (
        "«{name}» پس از ساخته شدن تغییر کرده یا ناقص رسیده است؛ آن را دوباره از سازنده‌اش بگیرید."
    ),
    "encoded_files_of_two_projects": (
        "دو فهرست از یک پروژه نیستند («{left}» و «{right}») و با هم سنجیده نمی‌شوند."
    ),
    "encoded_files_of_one_side": "هر دو فهرست از {agency} است؛ فهرست طرف دیگر را هم بدهید.",
}
