"""Every no of the house in words for the person who asked: code of a refusal → Persian sentence.

A sentence may name facts of its refusal in braces; one that is missing is shown as «؟», never as an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.utils.timezone import localtime

from madadkar.foundation.jalali import format_day, format_long
from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.web.sentences import (
    centres_and_voice,
    committee,
    linking,
    matching,
    overlap,
    private_linkage,
    walking,
)

SENTENCES = {
    # rights
    "not_permitted": "نقش شما این کار را در بر نمی‌گیرد.",
    "matter_not_delegated": "این بخش از کار خانوار نزد اداره است و به مرکز شما سپرده نشده است.",
    # figures
    "figure_unknown": "رقمی با نام «{code}» تعریف نشده است.",
    "figure_needs_medical_sight": "«{figure}» فقط برای نقش‌هایی شمرده می‌شود که گروه‌های بیماری را می‌بینند.",
    "breakdown_unknown": "این رقم به این صورت تفکیک نمی‌شود.",
    "page_unknown": "چنین صفحه‌ای نیست، یا در محدوده دید شما نیست.",
    # offices
    "office_unknown": "دفتری با کد «{code}» نیست.",
    "body_unknown": "چنین اداره یا مرکزی نیست، یا در محدوده کار شما نیست.",
    "name_missing": "نام را بنویسید.",
    "reason_missing": "دلیل را بنویسید.",
    "office_code_shape": "کد اداره از حروف کوچک لاتین، رقم و خط تیره است.",
    "office_code_taken": "اداره‌ای با کد «{code}» هست.",
    "office_differs": "اداره‌ای با کد «{code}» هست، ولی از آن {agency} در {place} است.",
    "office_parent_wrong": "«{kind}» زیر این اداره نمی‌آید.",
    "office_of_another_agency": "«{parent}» از سازمان دیگری است.",
    "office_root_by_command": "اداره‌ای که زیر اداره دیگری نیست تنها از خط فرمان سرور ساخته می‌شود.",
    "office_of_oneself": "اداره‌ای را که خود در آن هستید نمی‌توانید ببندید.",
    "office_closed_already": "این اداره از {on} بسته است.",
    "office_opened_later": "این اداره در {on} آغاز به کار کرده است؛ روزی پس از آن بنویسید.",
    "office_has_offices": "{count} اداره زیر این اداره باز است؛ نخست آنها را ببندید.",
    "office_has_centres": "{count} مرکز فعال زیر این اداره است؛ نخست وضع آنها را روشن کنید.",
    "office_has_posts": "{count} نفر هنوز در این اداره سمت دارند؛ نخست سمت آنها را پایان دهید.",
    "province_unknown": "استانی با کد «{code}» نیست.",
    # centres and partners
    "centre_code_missing": "کد مرکز را بنویسید.",
    "centre_code_taken": "مرکزی با کد «{code}» هست.",
    "speciality_missing": "مرکز تخصص‌محور باید زمینه داشته باشد.",
    "speciality_not_wanted": "مرکز محله‌محور زمینه تخصصی ندارد.",
    "standing_already": "مرکز از {since} در همین وضع است.",
    "standing_changed_since": "وضع مرکز در {since} تغییر کرده است؛ روزی پس از آن بنویسید.",
    "board_member_left": "عضویت این عضو در {on} پایان یافته است.",
    "partner_named_already": "شریکی به نام «{name}» در این اداره هست.",
    # staff and posts
    "staff_unknown": "چنین کسی در اداره‌های شما کار نمی‌کند.",
    "staff_works_elsewhere": "«{name}» در اداره‌ای دیگر هم کار می‌کند؛ این کار با مدیر سامانه آنجاست.",
    "staff_is_oneself": "این کار را برای حساب خودتان نمی‌توانید بکنید.",
    "staff_inactive_already": "این حساب پیش‌تر بسته شده است.",
    "staff_active_already": "این حساب باز است.",
    "username_shape": "نام کاربری از حروف کوچک لاتین، رقم، نقطه و خط تیره است؛ «{username}» چنین نیست.",
    "username_taken": "نام کاربری «{username}» از آن کس دیگری است.",
    "post_to_oneself": "به خودتان نمی‌توانید سمت بدهید؛ این کار با مدیر سامانه دیگری است.",
    "post_of_oneself": "سمت خودتان را نمی‌توانید پایان دهید؛ این کار با مدیر سامانه دیگری است.",
    "post_needs_centre": "این نقش در یک مرکز نیکوکاری است؛ مرکز را برگزینید.",
    "post_needs_partner": "این نقش در یک نهاد شریک است؛ نهاد را برگزینید.",
    "post_takes_no_body": "نقش «{role}» در مرکز یا نهاد شریک نیست؛ آن را خالی بگذارید.",
    "post_body_of_another_office": "«{body}» زیر «{office}» نیست.",
    "post_held_already": "«{name}» همین سمت را در این زمان دارد.",
    "post_ended_already": "این سمت در {on} پایان یافته است.",
    # sign-in
    "sign_in_wrong": "نام کاربری یا گذرواژه درست نیست.",
    "centre_may_not_work": "«{centre}» از {since} در وضع «{standing}» است و تا فعال نشود کسی از آن وارد نمی‌شود؛"
    " از {office} بپرسید.",
    "no_post_today": "حساب شما امروز سمتی ندارد؛ از مدیر سامانه اداره بپرسید.",
    "second_factor_wrong": "این کد درست نیست یا پیش‌تر به کار رفته است؛ کد تازه برنامه رمزساز را بنویسید.",
    "too_many_attempts": "به سبب تلاش‌های نادرست، ورود تا {until} بسته است.",
    "password_wrong": "گذرواژه کنونی درست نیست.",
    "password_same": "گذرواژه تازه همان گذرواژه کنونی است.",
    "password_weak": "این گذرواژه پذیرفته نیست؛ {reasons}.",
    # places
    "place_unknown": "چنین جایی نیست.",
    "place_of_another_province": "«{place}» در استان شما نیست.",
    "place_code_shape": "کد «{level}» باید {length} رقم باشد؛ «{code}» چنین نیست.",
    "place_code_taken": "کد «{code}» از آن «{name}» است.",
    "place_name_missing": "نام جا را بنویسید.",
    "place_level_wrong": "«{level}» زیر «{parent}» نمی‌آید.",
    "place_already_there": "«{place}» هم‌اکنون زیر «{parent}» است.",
    "place_moved_since": "«{place}» از {since} در جای کنونی است؛ روزی پس از آن بنویسید.",
    "place_named_so": "نام این جا هم‌اکنون «{place}» است.",
    "place_renamed_since": "نام «{place}» از {since} همین است؛ روزی پس از آن بنویسید.",
    "place_closed": "«{place}» از {on} دیگر در تقسیمات کشوری نیست.",
    "place_open": "«{place}» بسته نیست.",
    "place_has_places": "{count} جا زیر «{place}» است؛ نخست جای آنها را روشن کنید.",
    "districts_missing": "دست‌کم یک بخش را برگزینید.",
    "district_of_another_county": "«{district}» بخشی از شهرستان «{county}» نیست.",
    # the house
    "not_migrated": "جدول‌های پایگاه داده از این نسخه قدیمی‌ترند؛ نخست دستور «{command}» را اجرا کنید.",
    # families and people
    "household_unknown": "چنین خانواری نیست، یا در محدوده دید شما نیست.",
    "household_merged": "این خانوار با خانوار دیگری یکی شده است؛ کار را در آن خانوار انجام دهید.",
    "household_code_taken": "خانواری با کد «{household_code}» در این اداره هست.",
    "family_of_another_agency": "این اداره از سازمان دیگری است.",
    "office_already": "همین اداره مسئول این خانوار است.",
    "person_unknown": "چنین شخصی نیست، یا در محدوده دید شما نیست.",
    "person_known": "شخصی با این کد ثبت شده است؛ او را جست‌وجو کنید.",
    "person_known_elsewhere": "شخصی با این کد در اداره دیگری از همین سازمان ثبت شده است.",
    "person_merged": "این رکورد با رکورد دیگری یکی شده است؛ کار را در آن رکورد انجام دهید.",
    "died_before_birth": "روز فوت پیش از تولد ({birth}) است.",
    "membership_unknown": "چنین عضویتی نیست، یا در محدوده دید شما نیست.",
    "already_member": "این شخص همین حالا عضو این خانوار است.",
    "member_elsewhere": "این شخص در آن روز عضو خانوار دیگری است؛ نخست عضویت آنجا را پایان دهید.",
    "head_already": "این خانوار سرپرست دارد؛ برای سرپرست تازه «تغییر سرپرست» را بزنید.",
    "head_must_be_replaced": "تا خانوار عضو دیگری دارد باید سرپرست تازه‌ای داشته باشد؛ نخست سرپرست را تغییر دهید.",
    "not_a_member": "این شخص در آن روز عضو خانوار نیست.",
    "former_unsaid": "نسبت سرپرست پیشین را بگویید، یا اینکه از خانوار می‌رود.",
    "already_ended": "این از {until} پایان یافته است.",
    "place_missing": "شهر یا روستا را بنویسید.",
    "moved_since": "محل زندگی از {since} ثبت شده است؛ روزی پس از آن بنویسید.",
    "circumstance_unknown": "چنین گروهی برای این شخص نیست، یا در محدوده دید شما نیست.",
    "circumstance_already": "این شخص از {since} در همین گروه است.",
    "group_is_derived": "این گروه از روی سن به دست می‌آید و ثبت نمی‌شود.",
    "phone_unknown": "چنین تلفنی نیست، یا در محدوده دید شما نیست.",
    "phone_already": "این شماره برای همین شخص ثبت شده است.",
    "account_unknown": "چنین حسابی نیست، یا در محدوده دید شما نیست.",
    "account_already": "این حساب برای همین شخص ثبت شده است.",
    "merge_unknown": "چنین رکورد یکی‌شده‌ای نیست، یا در محدوده دید شما نیست.",
    "merge_with_itself": "یک رکورد با خودش یکی نمی‌شود.",
    "merge_across_registers": "رکوردهای دو سازمان یکی نمی‌شوند.",
    "merge_of_two_codes": "این دو رکورد دو کد متفاوت دارند؛ یکی نیستند یا یکی از کدها نادرست است.",
    "merge_of_a_head": "آن رکورد در همان روزها سرپرست خانوار دیگری است؛ از صفحه خانوار، دو خانوار را یکی کنید.",
    "merge_of_two_offices": "این دو خانوار از آن دو اداره‌اند؛ نخست یکی را به اداره دیگری بسپارید.",
    "merge_while_delegated": "پرونده‌ای که کنار می‌رود به مرکزی واگذار شده است؛ نخست آن را پس بگیرید.",
    "heads_missing": "یکی از دو خانوار سرپرست ندارد؛ نسبت دیگری را برگزینید.",
    "household_merge_unknown": "چنین دو خانوار یکی‌شده‌ای نیست، یا در محدوده دید شما نیست.",
    "already_unmerged": "این دو پیش‌تر از هم جدا شده‌اند.",
    "unmerge_later_first": "این خود بعداً با دیگری یکی شده است؛ نخست آن را جدا کنید.",
    "unmerge_of_two_offices": "این خانوار پس از یکی شدن به اداره دیگری سپرده شده است؛ نخست آن را به اداره پیشین بازگردانید.",
    "unmerge_built_upon": "پس از یکی شدن، چیزی جای آنچه باید برگردد را گرفته است؛ نخست آن را پایان دهید.",
    # case files
    "file_unknown": "چنین پرونده‌ای نیست، یا در محدوده دید شما نیست.",
    "file_already": "این خانوار پرونده دارد.",
    "file_number_taken": "پرونده‌ای با شماره «{number}» در این اداره هست.",
    "file_inactive": "پرونده در آن روز فعال نیست.",
    "state_already": "پرونده از {since} در همین وضع است.",
    "state_changed_since": "وضع پرونده در {since} تغییر کرده است؛ روزی پس از آن بنویسید.",
    "changed_since": "این در {since} آغاز شده است؛ روزی پس از آن بنویسید.",
    "reason_does_not_fit": "این علت با این وضعیت نمی‌خواند.",
    "coverage_already": "خانوار از {since} همین پوشش را دارد.",
    "not_covered": "خانوار در آن روز تحت پوشش نیست.",
    "pension_already": "خانوار از {since} مستمری می‌گیرد.",
    "no_pension": "خانوار در آن روز مستمری نمی‌گیرد.",
    "centre_unknown": "چنین مرکزی نیست، یا در محدوده کار شما نیست.",
    "centre_not_active": "این مرکز در آن روز فعال نیست.",
    "delegated_already": "پرونده از {since} به همین مرکز واگذار شده است.",
    "delegated_elsewhere": "این خدمت از {since} به «{centre}» سپرده شده است؛ نخست آن را پس بگیرید.",
    "delegated_meanwhile": "همکاری در همین لحظه این پرونده را سپرد؛ صفحه را دوباره ببینید.",
    "delegation_unknown": "این واگذاری دیگر در دید شما نیست؛ شاید پایان یافته یا پس گرفته شده است.",
    "delegation_step_not_allowed": "واگذاری در گام «{now}» است؛ از آن به «{to}» نمی‌رود.",
    "delegation_moved_on": "پیش از شما {who} این واگذاری را به «{now}» برده است؛ صفحه را دوباره ببینید.",
    "centre_licence_ended": "اعتبار مجوز این مرکز در {until} پایان یافته است.",
    "nothing_chosen": "دست‌کم یک پرونده را برگزینید.",
    "batch_without_files": "با این گزینش هیچ پرونده فعالِ واگذارنشده‌ای نیست.",
    "batch_without_centres": "با این گزینش هیچ مرکز فعالی نیست.",
    "batch_unknown": "چنین واگذاری گروهی در اداره شما نیست.",
    "batch_moved_on": "پیش از شما {who} این واگذاری گروهی را به «{state}» برده است؛ صفحه را دوباره ببینید.",
    "centre_decision_unknown": "چنین تصمیمی در دید شما نیست.",
    "decision_answered": "پیش از شما {who} پاسخ داده است: «{state}».",
    "not_with_your_centre": "این پرونده اکنون در دست مرکز شما نیست.",
    "amount_missing": "مبلغ را به ریال بنویسید.",
    "amount_not_wanted": "این تصمیم مبلغ ندارد.",
    "not_delegated": "پرونده در آن روز به مرکزی واگذار نشده است.",
    "nobody_to_entrust": "مرکزی با این خانوار همراه نیست یا این خروج پیگیری ندارد؛ این خانه را خالی بگذارید.",
    "moves_while_delegated": "پرونده به مرکزی واگذار شده است؛ نخست آن را پس بگیرید.",
    # dates and periods
    "day_in_future": "{on} هنوز نیامده است.",
    "date_unreadable": "تاریخ «{text}» خوانده نمی‌شود؛ آن را به صورت سال/ماه/روز بنویسید، مانند ۱۳۹۶/۰۲/۲۰.",
    "date_impossible": "چنین روزی در تقویم نیست.",
    "period_ends_before_it_starts": "پایان دوره باید پس از آغاز آن باشد.",
    # codes of people, bodies, accounts and contacts
    "national_code_unreadable": "کد ملی «{text}» خوانده نمی‌شود.",
    "national_code_length": "کد ملی ده رقم است؛ این {length} رقم دارد.",
    "national_code_repeated": "این رقم‌های یکسان کد ملی کسی نیست.",
    "national_code_checksum": "کد ملی «{text}» درست نیست؛ رقم کنترل آن نمی‌خواند.",
    "legal_id_unreadable": "شناسه ملی «{text}» خوانده نمی‌شود.",
    "legal_id_length": "شناسه ملی یازده رقم است؛ این {length} رقم دارد.",
    "legal_id_checksum": "شناسه ملی «{text}» درست نیست؛ رقم کنترل آن نمی‌خواند.",
    "foreigner_code_unreadable": "شماره فراگیر «{text}» خوانده نمی‌شود.",
    "foreigner_code_length": "شماره فراگیر دوازده یا سیزده رقم است؛ این {length} رقم دارد.",
    "foreigner_code_repeated": "این رقم‌های یکسان شماره فراگیر کسی نیست.",
    "sheba_unreadable": "شماره شبا «{text}» خوانده نمی‌شود.",
    "sheba_length": "شماره شبا IR و بیست‌وچهار رقم است؛ این {length} رقم دارد.",
    "sheba_checksum": "شماره شبا درست نیست؛ رقم‌های کنترل آن نمی‌خواند.",
    "card_unreadable": "شماره کارت خوانده نمی‌شود؛ آن را به صورت متن بنویسید.",
    "card_length": "شماره کارت شانزده رقم است؛ این {length} رقم دارد.",
    "card_checksum": "شماره کارت درست نیست؛ رقم کنترل آن نمی‌خواند.",
    "mobile_unreadable": "شماره همراه «{text}» خوانده نمی‌شود.",
    "mobile_length": "شماره همراه یازده رقم است؛ این {length} رقم دارد.",
    "mobile_repeated": "این رقم‌های یکسان شماره همراه کسی نیست.",
    "mobile_not_mobile": "«{text}» شماره همراه نیست؛ شماره همراه با ۰۹ آغاز می‌شود.",
    "landline_unreadable": "شماره تلفن ثابت «{text}» خوانده نمی‌شود.",
    "landline_length": "تلفن ثابت با کد استان یازده رقم است؛ این {length} رقم دارد.",
    "landline_not_landline": "«{text}» شماره تلفن ثابت نیست.",
    "postal_code_unreadable": "کد پستی «{text}» خوانده نمی‌شود.",
    "postal_code_length": "کد پستی ده رقم است؛ این {length} رقم دارد.",
    "postal_code_repeated": "این رقم‌های یکسان کد پستی جایی نیست.",
    # money
    "money_unreadable": "مبلغ «{text}» خوانده نمی‌شود.",
    "money_negative": "مبلغ نمی‌تواند منفی باشد.",
    "money_fraction": "مبلغ باید به ریال کامل باشد.",
    "money_too_large": "این مبلغ بزرگ‌تر از اندازه است.",
    # long jobs and sheets
    "job_unknown": "چنین کاری برای شما در جریان نیست؛ شاید کسی دیگر آن را آغاز کرده است.",
    "job_failed": "این کار به سبب یک نقص سامانه ناتمام ماند و چیزی نیمه‌کاره ثبت نشد. به مدیر سامانه خبر دهید.",
    "export_unknown": "این فایل دیگر در دسترس نیست؛ خروجی‌ها یک روز نگه داشته می‌شوند. از نو خروجی بگیرید.",
    "sheet_kind_unknown": "خروجی تنها به صورت کاربرگ اکسل یا جدول متنی داده می‌شود.",
    # rosters
    "roster_empty": "در این فایل ردیفی نیست.",
    "roster_too_large": "این فایل از {limit_mb} مگابایت بزرگ‌تر است؛ آن را به چند فایل بخش کنید.",
    "roster_not_a_workbook": "این فایل اکسل، لیبره‌آفیس یا متن جداشده با ویرگول نیست، یا خراب شده است.",
    "roster_zip_bomb": "این فایل پس از باز شدن بیش از اندازه بزرگ می‌شود و باز نشد.",
    "roster_encrypted": "این فایل رمز دارد؛ رمز را بردارید و دوباره بفرستید.",
    "roster_macros": "این فایل ماکرو (برنامه) دارد؛ آن را به صورت کارپوشهٔ سادهٔ اکسل (بی ماکرو) ذخیره کنید و دوباره بفرستید.",
    "roster_external_links": "این فایل به فایل‌های دیگر پیوند دارد؛ پیوندها را به مقدار تبدیل کنید و دوباره بفرستید.",
    "roster_unsafe_xml": "درون این فایل تعریف‌هایی هست که در فایل اکسل سالم نیست؛ باز نشد.",
    "roster_nul_bytes": "در این فایل نویسه‌هایی هست که متن نیست؛ آن را از نو ذخیره کنید.",
    "roster_too_many_rows": "این فایل {rows} ردیف دارد؛ بیش از {limit} ردیف در یک فایل پذیرفته نیست.",
    "roster_too_many_cells": "خانه‌های این فایل بیش از {limit} است؛ ستون‌ها و ردیف‌های اضافه را پاک کنید.",
    "roster_cell_too_long": "خانه‌ای در این فایل بیش از {limit} نویسه دارد.",
    "roster_too_large_to_read": "این فایل بیش از اندازه بزرگ است و خوانده نشد؛ آن را به چند فایل بخش کنید.",
    "roster_formulas": "در برگهٔ «{sheet}»، ردیف {row} به جای مقدار فرمول نوشته شده است ({count} ردیف)؛ فرمول‌ها را به مقدار تبدیل کنید.",
    "roster_no_header": "ردیف عنوان ستون‌ها پیدا نشد؛ دست‌کم نام، نام خانوادگی و کد خانوار یا شماره پرونده باید عنوان داشته باشد.",
    "roster_file_gone": "فایل این فهرست در انبار سامانه نیست؛ دوباره بفرستید.",
    "roster_file_unreadable": "فایل «{name}» باز نمی‌شود.",
    "roster_unknown": "چنین فهرستی نیست.",
    "roster_sheet_unknown": "برگهٔ «{sheet}» در این فهرست نیست.",
    "roster_field_unknown": "چنین ستونی شناخته نیست ({field}).",
    "roster_field_twice": "«{field}» برای دو ستون گفته شده است؛ یکی را بردارید.",
    "roster_row_unknown": "چنین ردیفی در این فهرست نیست.",
    "roster_row_not_waiting": "ردیف {row} در انتظار نیست.",
    "roster_not_resembling": "این ردیف به آن شخص شبیه نیست.",
    "roster_row_decided": "درباره ردیف {row} همکاری پیش از شما چیز دیگری گفته است؛ آن را ببینید و اگر درست نیست پس بگیرید.",
    "roster_row_committed": "ردیف {row} ثبت شده است؛ برای برگرداندن آن، همه ثبت را برگردانید.",
    "roster_nothing_said": "درباره ردیف {row} چیزی گفته نشده است که پس گرفته شود.",
    "roster_nothing_waiting": "ردیفی در انتظار نیست.",
    "roster_returned_mixed": "در این فایل ردیف‌های یک فهرست بازگشتی نیست، یا از چند فهرست با هم است.",
    "roster_committed": "این فهرست ثبت شده است و ستون‌هایش دیگر تغییر نمی‌کند.",
    "roster_not_recognised": "این فهرست برای بررسی آماده نیست ({state}).",
    "roster_not_checked": "این فهرست هنوز بررسی نشده است ({state}).",
    "roster_not_committed": "این فهرست ثبت نشده است ({state}).",
    "roster_register_changed": "پس از بررسی این فهرست، یکی از خانوارهایش در ثبت تغییر کرد؛ دوباره بررسی کنید.",
    "built_upon": "پس از ثبت این فهرست، روی داده‌هایش کاری شده است و دیگر برگردانده نمی‌شود.",
    "office_out_of_sight": "این اداره در حوزهٔ دید شما نیست.",
    **committee.SENTENCES,
    **walking.SENTENCES,
    # notes, papers, tasks, glass
    "note_empty": "یادداشت خالی است؛ آنچه دیده یا شنیده‌اید بنویسید.",
    "note_unknown": "چنین یادداشتی نیست، یا در محدوده دید شما نیست.",
    "note_corrected_already": "این یادداشت پیش‌تر اصلاح شده است؛ یادداشت تازه‌تر را اصلاح کنید.",
    "assigned_already": "این همکار هم‌اکنون محرم همین بخش پرونده است.",
    "assignment_unknown": "چنین محرمی نیست، یا در محدوده دید شما نیست.",
    "glass_reason_short": "دلیل را کامل‌تر بنویسید؛ دست‌کم {least} نویسه. سرپرست آن را می‌خواند.",
    "glass_open_already": "دسترسی اضطراری شما تا {until} باز است.",
    "glass_unknown": "چنین دسترسی‌ای نیست، یا در محدوده دید شما نیست.",
    "glass_of_oneself": "از دسترسی خودتان سرپرست دیگری باید آگاه شود.",
    "scan_empty": "این فایل خالی است.",
    "scan_too_large": "این فایل بزرگ است؛ تا {most} مگابایت پذیرفته می‌شود.",
    "scan_not_a_paper": "این فایل نه عکس است و نه سند پی‌دی‌اف؛ عکس یا سند پی‌دی‌اف بفرستید.",
    "scan_broken": "این فایل آسیب دیده است و خوانده نمی‌شود؛ دوباره عکس بگیرید یا اسکن کنید.",
    "scan_pdf_acts": "این سند رمز دارد یا برنامه‌ای در آن است؛ آن را چاپ و اسکن کنید و دوباره بفرستید.",
    "consent_missing": "برای نگه داشتن عکس بنویسید چه کسی از خانواده رضایت داده است و در چه روزی.",
    "consent_withdrawn": "خانواده رضایت خود را در {on} پس گرفته است؛ این عکس به کسی نشان داده نمی‌شود.",
    "no_consent_asked": "برای این مدرک رضایتی گرفته نشده است که پس گرفته شود.",
    "document_unknown": "چنین مدرکی نیست، یا در محدوده دید شما نیست.",
    "document_ends_before_it_starts": "پایان اعتبار باید پس از روز صدور باشد.",
    "task_empty": "بنویسید چه کاری باید انجام شود.",
    "task_due_gone": "مهلت کار نمی‌تواند گذشته باشد.",
    "task_unknown": "چنین کاری نیست، یا در محدوده دید شما نیست.",
    **centres_and_voice.SENTENCES,
    **linking.SENTENCES,
    **private_linkage.SENTENCES,
    **matching.SENTENCES,
    **overlap.SENTENCES,
    # statuses
    "move_not_allowed": "از «{from_}» به «{to}» راهی نیست؛ صفحه را دوباره باز کنید تا وضع امروزش را ببینید.",
    "changed_meanwhile": "پیش از شما {who} وضع پرونده را به «{state}» برده است؛ صفحه را دوباره ببینید.",
    "not_from_paper": "از روی برگه تنها پرونده‌ای فعال یا غیرفعال می‌شود که تحت پوشش بوده است؛ درخواست را کمیته پاسخ می‌دهد.",
    "family_perhaps_known": "کسی با همین نام یا بسیار نزدیک به آن ثبت شده است (بالای صفحه). اگر همان نیست، اینجا را نشان بزنید.",
    "committee_decides": "این پرونده در نوبت کمیته است؛ گام بعدی با تصمیم کمیته است.",
    "not_suspended": "این پرونده در تعلیق نیست.",
    "not_in_review": "این پرونده در بازنگری نیست.",
    "not_left": "این خانوار از چرخه خارج نشده است.",
    "not_waiting": "این پرونده پشت نوبت نیست.",
    "said_missing": "بنویسید چه خواسته‌اند.",
    "referrer_missing": "بنویسید کدام نهاد یا چه کسی معرفی کرده است.",
    "aid_missing": "بنویسید چه کمک فوری شد؛ پرونده فوری با کمک آغاز می‌شود.",
    "answer_missing": "پاسخ را بنویسید.",
    "answered_already": "به این درخواست در {on} پاسخ داده شده است.",
    "request_unknown": "چنین درخواستی نیست، یا در محدوده دید شما نیست.",
    "discreet_already": "این پرونده تا {until} آبرومند و پوشیده است.",
    "not_discreet": "این پرونده پوشیده نیست.",
    "discretion_too_long": "پوشیدگی بیش از یک سال نمی‌ماند؛ تا {most} بنویسید. پس از آن می‌توان دوباره تصمیم گرفت.",
    "done_already": "این کار را پیش‌تر خود شما انجام داده‌اید و ثبت شده است.",
    "done_before": "این کار پیش‌تر انجام و ثبت شده است.",
    "done_by_another": "پیش از شما {who} این را ثبت کرده است؛ آنچه شما نوشتید ثبت نشد. صفحه را دوباره ببینید.",
    "day_not_come": "این روز هنوز نیامده است؛ تا {today} را می‌توان نوشت.",
}


def sentence(refusal: Refusal) -> str:
    """What the person who asked is told; a code without a sentence is still said, by its code."""
    template = SENTENCES.get(refusal.code)
    if template is None:
        return f"این کار پذیرفته نشد ({refusal.code})."
    return template.format_map(_Spoken(refusal.facts))


class _Spoken(dict[str, str]):
    """The facts of a refusal as a page shows them: Persian digits, Jalali days, grouped numbers."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__({name: _spoken(fact) for name, fact in facts.items()})

    def __missing__(self, name: str) -> str:
        return "؟"


def _spoken(fact: Any) -> str:
    if isinstance(fact, bool) or fact is None:
        return {True: "بله", False: "خیر", None: "—"}[fact]
    if isinstance(fact, datetime):
        local = localtime(fact)
        return f"{format_long(local.date())} ساعت {persian_digits(local.strftime('%H:%M'))}"
    if isinstance(fact, date):
        return persian_digits(format_day(fact))
    if isinstance(fact, Enum):
        return str(getattr(fact, "label", fact.value))
    if isinstance(fact, int):
        return group_digits(fact)
    if isinstance(fact, (list, tuple, set, frozenset)):
        return "، ".join(_spoken(one) for one in fact)
    return persian_digits(str(fact))
