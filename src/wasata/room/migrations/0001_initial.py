"""The first tables: people, and when each last stood before the brief of a case."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=64, unique=True)),
                ("lang", models.CharField(choices=[("ar", "العربية"), ("en", "English")], default="ar", max_length=2)),
                (
                    "theme",
                    models.CharField(
                        blank=True, choices=[("", "auto"), ("light", "light"), ("dark", "dark")], max_length=5
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("must_change", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case", models.CharField(max_length=64)),
                ("seen", models.DateTimeField()),
                ("before", models.DateTimeField(null=True)),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "case"), name="one_visit_per_case")],
            },
        ),
    ]
