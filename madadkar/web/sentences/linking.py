"""What is said when two lists cannot be linked as asked."""

SENTENCES = {
    "threshold_out_of_range": "آستانه عددی میان ۰ و ۱ است؛ «{threshold}» نیست.",
    "output_unwritable": "در «{name}» نمی‌توان نوشت.",
    "spark_without_master": "برای Spark نشانی خوشه را با --master بنویسید.",
    "spark_not_installed": "Spark در این محیط نصب نیست؛ با make spark نصب می‌شود (docs/matching.md).",
    "java_not_found": "Spark جاوا (نسخهٔ ۱۷ یا تازه‌تر) می‌خواهد و در این ماشین نیست.",
    "spark_failed": "خوشهٔ «{master}» کار را به پایان نرساند: {said}",
    "cluster_did_not_start": "خوشهٔ Spark در این ماشین برپا نشد: {said}",
}
