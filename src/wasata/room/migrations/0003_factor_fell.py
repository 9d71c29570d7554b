"""When a person's second factor fell because two officers said that he had lost it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("room", "0002_sign_ins")]

    operations = [
        migrations.AddField(model_name="person", name="factor_fell", field=models.DateTimeField(null=True)),
    ]
