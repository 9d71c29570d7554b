"""The room as Django knows it. The label is `room`; its tables hold people, never a word out of a seal."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    name = "wasata.room"
    label = "room"
    default_auto_field = "django.db.models.BigAutoField"
