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
        from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
        from django.contrib.auth.signals import user_logged_in, user_logged_out
        from django.db.models.signals import pre_save

        from wasata.room.people import number_by_lot

        user_logged_out.connect(_takes_his_key_along, dispatch_uid="wasata.takes_his_key_along")
        user_logged_in.connect(_has_come_in, dispatch_uid="wasata.has_come_in")
        for changed in (password_changed, authenticator_added, authenticator_removed, authenticator_reset):
            changed.connect(_ends_elsewhere, dispatch_uid="wasata.ends_elsewhere")
        pre_save.connect(number_by_lot, sender=Authenticator, dispatch_uid="wasata.number_by_lot")
        password_changed.connect(_password_is_his_own, dispatch_uid="wasata.password_is_his_own")


def _has_come_in(request: Any, user: Any, **_rest: Any) -> None:
    """Somebody signed in: his sign-in is counted from now, and his device is known from now on."""
    from wasata.room import guessing, sign_ins  # made of tables, which are not there yet when Django begins

    sign_ins.begins(request)
    request.device_now = guessing.let_in(request, user.get_username())


def _ends_elsewhere(request: Any, user: Any, **_rest: Any) -> None:
    """A password or a second factor is another now: whoever came in by the old one elsewhere is out."""
    from wasata.room import sign_ins  # as above

    if request.user == user:
        sign_ins.end_others(request)


def _password_is_his_own(user: Any, **_rest: Any) -> None:
    """A person chose a password: the printed one opens nothing any more."""
    user.must_change = False
    user.save(update_fields=["must_change"])


def _takes_his_key_along(user: Any, **_rest: Any) -> None:
    """Somebody signed out: his key leaves the memory, with what was opened by it."""
    from wasata.room import wiring  # opens the house, which is not there yet when Django begins

    if user is not None:
        wiring.let_go(user.get_username())
