"""Sign-ins in a table of their own, under digests of their cookies; what failed at the door. Django's table of sessions goes,
with the cookies that stand in it: everybody signs in once more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("room", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Failed",
            fields=[
                ("tried", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(db_index=True, max_length=40)),
                ("stranger", models.BooleanField()),
                ("times", models.PositiveIntegerField()),
                ("last", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("began", models.DateTimeField(null=True)),
                ("used", models.DateTimeField()),
                ("device", models.CharField(blank=True, max_length=24)),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop),
    ]
