"""Every deed of the trail in words: code of a deed → what was done, in Persian."""

from __future__ import annotations

DEED_NAMES = {
    # places
    "places.add_place": "تقسیمات کشوری: مکان تازه افزوده شد",
    "places.reparent_place": "تقسیمات کشوری: مکان جابه‌جا شد",
    "places.split_county": "تقسیمات کشوری: شهرستان تازه جدا شد",
    # organisations
    "organisations.add_office": "اداره تازه افزوده شد",
    "organisations.change_office": "مشخصات اداره تغییر کرد",
    "organisations.close_office": "اداره بسته شد",
    "organisations.add_centre": "مرکز نیکوکاری تازه افزوده شد",
    "organisations.change_centre": "مشخصات مرکز نیکوکاری تغییر کرد",
    "organisations.set_centre_standing": "وضعیت پروانه مرکز نیکوکاری تغییر کرد",
    "organisations.add_board_member": "عضو هیئت مرکز نیکوکاری افزوده شد",
    "organisations.end_board_member": "عضویت در هیئت مرکز نیکوکاری پایان یافت",
    "organisations.add_partner": "نهاد همکار تازه افزوده شد",
    "organisations.change_partner": "مشخصات نهاد همکار تغییر کرد",
    "organisations.add_staff": "حساب کارمند تازه ساخته شد",
    "organisations.change_staff": "مشخصات کارمند تغییر کرد",
    "organisations.deactivate_staff": "حساب کارمند بسته شد",
    "organisations.reactivate_staff": "حساب کارمند دوباره باز شد",
    "organisations.unlock_staff": "قفل ورود کارمند برداشته شد",
    "organisations.give_post": "به کارمند سمت داده شد",
    "organisations.end_post": "سمت کارمند پایان یافت",
    "organisations.reset_password": "گذرواژه کارمند از نو داده شد",
    "organisations.reset_second_factor": "رمز دوم کارمند از نو شد",
    "organisations.change_own_password": "گذرواژه خود را تغییر داد",
    "organisations.enrol_second_factor": "رمز دوم خود را فعال کرد",
    "organisations.renew_recovery_codes": "کدهای بازیابی خود را نو کرد",
    "organisations.sign_in": "به سامانه وارد شد",
    "organisations.sign_out": "از سامانه خارج شد",
    "organisations.refuse_sign_in": "ورود با گذرواژه یا کد نادرست پذیرفته نشد",
    "organisations.lock_sign_in": "ورود به سبب تلاش‌های نادرست بسته شد",
    "organisations.choose_post": "سمت خود را برگزید",
    # registry
    "registry.add_person": "عضو تازه ثبت شد",
    "registry.change_person": "مشخصات عضو خانوار تغییر کرد",
    "registry.record_death": "درگذشت عضو خانوار ثبت شد",
    "registry.add_household": "خانوار تازه ثبت شد",
    "registry.add_member": "عضو به خانوار افزوده شد",
    "registry.end_membership": "عضو از خانوار جدا شد",
    "registry.change_head": "سرپرست خانوار تغییر کرد",
    "registry.move_residence": "محل زندگی خانوار تغییر کرد",
    "registry.move_household": "خانوار به اداره دیگر سپرده شد",
    "registry.add_circumstance": "گروه مددجویی افزوده شد",
    "registry.end_circumstance": "گروه مددجویی پایان یافت",
    "registry.add_phone": "شماره تلفن افزوده شد",
    "registry.remove_phone": "شماره تلفن برداشته شد",
    "registry.add_account": "شماره شبا افزوده شد",
    "registry.end_account": "شماره شبا کنار گذاشته شد",
    "registry.merge_persons": "دو پرونده یک شخص یکی شد",
    "registry.unmerge_persons": "یکی‌شدن دو شخص برگردانده شد",
    "registry.merge_households": "دو خانوار یکی شد",
    "registry.unmerge_households": "یکی‌شدن دو خانوار برگردانده شد",
    "registry.receive_roster": "فهرست خانوارها دریافت شد",
    "registry.map_roster": "ستون‌های فهرست شناسانده شد",
    "registry.mend_roster": "خانه‌ای از فهرست اصلاح شد",
    "registry.decide_roster": "درباره ردیفی از فهرست تصمیم گرفته شد",
    "registry.export_waiting_rows": "ردیف‌های در انتظار فهرست با فایل بیرون رفت",
    "registry.return_roster": "ردیف‌های در انتظار فهرست با فایل برگشت",
    "registry.export_waiting": "خروجی ردیف‌های در انتظار گرفته شد",
    "registry.export_register": "خروجی فهرست خانوارها گرفته شد",
    "registry.export_search": "خروجی نتیجه جست‌وجو گرفته شد",
    "registry.read_family": "پرونده خانوار دیده شد",
    "registry.reveal_account": "شماره کامل حساب دیده شد",
    # casework
    "casework.open_file": "پرونده تازه باز شد",
    "casework.change_state": "وضعیت پرونده تغییر کرد",
    "casework.begin_coverage": "پوشش خانوار آغاز شد",
    "casework.end_coverage": "پوشش خانوار پایان یافت",
    "casework.begin_pension": "مستمری خانوار برقرار شد",
    "casework.end_pension": "مستمری خانوار قطع شد",
    "casework.assign_caseworker": "مددکار پرونده تعیین شد",
    "casework.write_note": "یادداشتی درباره خانواده نوشته شد",
    "casework.assign_confidence": "کسی محرم پرونده شد",
    "casework.end_assignment": "محرم بودن کسی پایان یافت",
    "casework.break_glass": "دسترسی اضطراری گرفته شد",
    "casework.note_glass": "سرپرست از دسترسی اضطراری آگاه شد",
    "casework.add_document": "مدرکی در پرونده گذاشته شد",
    "casework.read_document": "مدرکی از پرونده دیده شد",
    "casework.withdraw_consent": "رضایت نگهداری عکس پس گرفته شد",
    "casework.set_task": "کاری برای خانواده گذاشته شد",
    "casework.do_task": "کاری برای خانواده انجام شد",
    "casework.hand_task": "کاری به همکار دیگری سپرده شد",
    "casework.delegate_case": "پرونده به مرکز نیکوکاری واگذار شد",
    "casework.recall_case": "پرونده از مرکز نیکوکاری پس گرفته شد",
    "casework.check_roster": "فهرست خانوارها بررسی شد",
    "casework.commit_roster": "فهرست خانوارها ثبت شد",
    "casework.undo_roster": "ثبت فهرست خانوارها برگردانده شد",
    "casework.lay_file_aside": "پرونده دوم خانوار کنار گذاشته شد",
    "casework.take_file_up": "پرونده کنارگذاشته دوباره به کار آمد",
    "casework.register_request": "درخواست خانوار ثبت شد",
    "casework.answer_request": "به درخواست پاسخ داده شد",
    "casework.proceed": "پرونده یک گام پیش رفت",
    "casework.suspend": "پرونده تعلیق شد",
    "casework.lift_suspension": "تعلیق پرونده برداشته شد",
    "casework.begin_review": "بازنگری پرونده آغاز شد",
    "casework.end_review": "بازنگری پرونده پایان یافت",
    "casework.take_exit_back": "خروج خانوار برگردانده شد",
    "casework.set_discretion": "پرونده آبرومند و پوشیده شد",
    "casework.lift_discretion": "پوشیدگی پرونده برداشته شد",
    "casework.set_waiting_turn": "نوبت خانوار در پشت نوبت تغییر کرد",
    "casework.found_committee": "کمیته تازه تشکیل شد",
    "casework.close_committee": "کمیته بسته شد",
    "casework.seat_member": "به کمیته عضو افزوده شد",
    "casework.end_seat": "عضویت در کمیته پایان یافت",
    "casework.declare_kin": "نسبت همکار با خانوار ثبت شد",
    "casework.plan_session": "جلسه کمیته در برنامه آمد",
    "casework.put_on_agenda": "پرونده در دستور جلسه کمیته آمد",
    "casework.leave_off_agenda": "پرونده از دستور جلسه کمیته برداشته شد",
    "casework.open_session": "جلسه کمیته آغاز شد",
    "casework.cancel_session": "جلسه کمیته لغو شد",
    "casework.sign_session": "صورت‌جلسه کمیته امضا شد",
    "casework.decide_item": "کمیته درباره پرونده تصمیم گرفت",
    "casework.file_appeal": "اعتراض خانوار رسید",
    "casework.withdraw_appeal": "اعتراض خانوار پس گرفته شد",
    "casework.write_letter": "نامه به خانوار نوشته شد",
    "casework.send_letter": "نامه به خانوار رسانده شد",
    "casework.export_letter": "نامه خانوار چاپ شد",
    "casework.export_minutes": "صورت‌جلسه کمیته چاپ شد",
    "casework.export_summary": "خلاصه پرونده چاپ شد",
    # demo
    "demo.plant_office": "اداره نمایشی ساخته شد",
    # reports
    "reports.export_figure": "خروجی آمار گرفته شد",
    "reports.read_medical_list": "فهرست گروه‌های بیماری دیده شد",
}
_SIGN_INS = {
    "organisations.sign_in",
    "organisations.sign_out",
    "organisations.lock_sign_in",
    "organisations.choose_post",
}
_READ, _EXPORT = ".read_", ".export_"
KINDS = {"export": "خروجی‌ها", "read": "دیدن پرونده‌ها", "sign": "ورود و خروج", "change": "تغییرها"}


def deed_name(deed: str) -> str:
    """What was done, in words; a deed without words is still told, by its code."""
    return DEED_NAMES.get(deed, deed)


def kind_of(deed: str) -> str:
    """Whether a deed took data out, read a family, was a sign-in, or changed something."""
    if _EXPORT in deed:
        return "export"
    if _READ in deed or ".reveal_" in deed:
        return "read"
    return "sign" if deed in _SIGN_INS else "change"


def deeds_of(kind: str) -> list[str]:
    """The known deeds of one kind."""
    return [deed for deed in DEED_NAMES if kind_of(deed) == kind]
