"""The room as a WSGI application. `wasata room` starts it; it expects WASATA_HOME to be set up."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasata.room.settings.room")
application = get_wsgi_application()
