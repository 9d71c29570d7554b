"""The room as a WSGI application. `wasata room` starts it; it expects WASATA_HOME to be set up.

Danger: a part that is missing shows itself only to the first person who asks for it.
Duty: everything that pages import is imported before the first request, and what the interface needs is seen to be there;
the home is opened; its folds are kept; feeds are asked, and letters leave, by themselves.
"""

import os
from importlib import import_module
from importlib.util import find_spec

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasata.room.settings.room")
application = get_wsgi_application()
import_module("wasata.room.urls")
if find_spec("ninja") is None:
    raise ModuleNotFoundError(name="ninja")
import_module("wasata.room.wiring").home()
import_module("wasata.room.keeping").start()
import_module("wasata.room.asking").start()
import_module("wasata.room.posting").start()
