"""What is said when two lists cannot be linked as asked."""

SENTENCES = {
    "threshold_out_of_range": "آستانه عددی میان ۰ و ۱ است؛ «{threshold}» نیست.",
    "output_unwritable": "در «{name}» نمی‌توان نوشت.",
    "output_taken": "«{name}» فایل دیگری از همین کار است؛ برای خروجی نام دیگری بنویسید.",
    "spark_without_master": "برای کار بر خوشه، نشانی آن را هم بنویسید.",
    "spark_not_installed": "اسپارک در این محیط نصب نیست؛ راه نصب در راهنمای مطابقت آمده است.",
    "java_not_found": "اسپارک جاوا (نسخه ۱۷ یا تازه‌تر) می‌خواهد و در این ماشین نیست.",
    "spark_failed": "خوشه «{master}» کار را به پایان نرساند: «{said}».",
    "cluster_did_not_start": "خوشه اسپارک در این ماشین برپا نشد: «{said}».",
}
