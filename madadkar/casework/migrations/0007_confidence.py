"""Notes, documents, tasks, and who may open what is confidential."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_committee")]

    operations: list[object] = []
