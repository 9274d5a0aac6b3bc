"""What is said when two lists cannot be linked as asked."""

SENTENCES = {
    "threshold_out_of_range": "آستانه عددی میان ۰ و ۱ است؛ «{threshold}» نیست.",
    "output_unwritable": "در «{name}» نمی‌توان نوشت.",
    "spark_without_master": "برای Spark نشانی خوشه را با --master بنویسید.",
    "spark_not_installed": "Spark در این محیط نصب نیست؛ راه آن در docs/matching.md آمده است.",
}
