"""Lines of a filing are written once and marked done once, in the same page: no index is written a second time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registration", "0007_moves")]

    operations = [
        migrations.AlterField(
            model_name="filingline",
            name="filing",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="registration.filing",
                verbose_name="申报",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE registration_filingline SET (fillfactor = 45)",
            "ALTER TABLE registration_filingline RESET (fillfactor)",
        ),
    ]
