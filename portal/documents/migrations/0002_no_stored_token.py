from django.db import migrations


class Migration(migrations.Migration):
    """The token stood beside the sealed claims and said the same in the open."""

    dependencies = [("documents", "0001_first")]

    operations = [migrations.RemoveField("certificate", "token")]
