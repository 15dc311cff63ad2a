# Parts of a payment set off; transfers between places

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_people_merged_mandated_and_organised"),
        ("insurance", "0004_firms"),
    ]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="kept",
            field=models.DecimalField(
                db_default=0, decimal_places=2, default=0, max_digits=12, verbose_name="抵扣多发待遇"
            ),
        ),
        migrations.AddIndex(
            model_name="recovery",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True), ("how", "set_off"), ("payment__isnull", True)),
                fields=["due"],
                name="recovery_to_keep",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept__gte", 0), ("kept__lt", models.F("amount"))),
                name="payment_keeps_a_part",
                violation_error_message="抵扣不能超过这一笔待遇。",
            ),
        ),
    ]
