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
        from django.contrib.auth.signals import user_logged_out
        from django.db.models.signals import pre_save

        from wasata.room.people import number_by_lot

        user_logged_out.connect(_takes_his_key_along, dispatch_uid="wasata.takes_his_key_along")
        pre_save.connect(number_by_lot, sender=Authenticator, dispatch_uid="wasata.number_by_lot")
        password_changed.connect(_password_is_his_own, dispatch_uid="wasata.password_is_his_own")


def _password_is_his_own(user: Any, **_rest: Any) -> None:
    """A person chose a password: the printed one opens nothing any more."""
    user.must_change = False
    user.save(update_fields=["must_change"])


def _takes_his_key_along(user: Any, **_rest: Any) -> None:
    """Somebody signed out: his key leaves the memory, with what was opened by it."""
    from wasata.room import wiring  # opens the house, which is not there yet when Django begins

    if user is not None:
        wiring.let_go(user.get_username())
