"""Who looks after a claim is a fact of its own: the agency that decided, until the person moves."""

import django.db.models.deletion
from django.db import migrations, models

FILLED = (
    "UPDATE insurance_claim c SET agency_id = k.responsible_id FROM casework_case k WHERE k.id = c.case_id"
)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_tables"),
        ("insurance", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="agency",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="insurance_claims",
                to="agencies.agency",
                verbose_name="经办机构",
            ),
        ),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="claim",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="insurance_claims",
                to="agencies.agency",
                verbose_name="经办机构",
            ),
        ),
    ]
