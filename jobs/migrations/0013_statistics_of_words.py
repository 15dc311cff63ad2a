from django.db import migrations


class Migration(migrations.Migration):
    """More of the common words of openings are kept in the planner's statistics: search chooses its plan by them."""

    dependencies = [("jobs", "0012_checks_and_referrals")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE jobs_opening ALTER COLUMN words SET STATISTICS 300",
            "ALTER TABLE jobs_opening ALTER COLUMN words SET STATISTICS -1",
        )
    ]
