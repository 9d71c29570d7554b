"""The room as Django knows it. The label is `room`; its tables hold people, never a word out of a seal."""

from typing import Any

from django.apps import AppConfig


class RoomConfig(AppConfig):
    name = "wasata.room"
    label = "room"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.account.signals import password_changed  # allauth's own models must be loaded first
        from allauth.mfa.models import Authenticator
        from django.db.models.signals import pre_save

        from wasata.room.people import number_by_lot

        pre_save.connect(number_by_lot, sender=Authenticator, dispatch_uid="wasata.number_by_lot")
        password_changed.connect(_password_is_his_own, dispatch_uid="wasata.password_is_his_own")


def _password_is_his_own(user: Any, **_rest: Any) -> None:
    """A person chose a password: the printed one opens nothing any more."""
    user.must_change = False
    user.save(update_fields=["must_change"])
