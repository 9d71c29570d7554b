"""The room as a WSGI application. `wasata room` starts it; it expects WASATA_HOME to be set up.

Danger: a part that is missing shows itself only to the first person who asks for it.
Duty: everything that pages import is imported before the first request, and what the interface needs is seen to be there;
the home is opened; its folds are kept; feeds are asked, letters leave, keys that nobody uses are let go of, what was opened is
noted and cases end by themselves. A record that does not answer just now keeps no process from coming up: its pages say what is
wrong, and open the home as soon as they can. The interface, which no page needs and which takes a second to import, is imported
by a thread of its own: whoever were first to ask it would wait for that, and could tell by it that nobody had asked before.
"""

import logging
import os
import sys
import threading
from importlib import import_module
from importlib.util import find_spec

from django.core.wsgi import get_wsgi_application

from wasata.errors import RecordError

SWITCH_SECONDS = 0.0005
"""So soon a thread that draws a page lets another go on that waits. By default it is ten times as long, and whoever asks the
disk a hundred times for a page then waits a hundred times five thousandths while somebody else's page is drawn: measured, it
pushed a delegate's answers beyond their tick whenever the other side's officers were at work."""
sys.setswitchinterval(SWITCH_SECONDS)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasata.room.settings.room")
application = get_wsgi_application()
import_module("wasata.room.urls")
if find_spec("ninja") is None:
    raise ModuleNotFoundError(name="ninja")
import_module("wasata.room.between").start()
try:
    import_module("wasata.room.wiring").home()
except RecordError as error:
    logging.getLogger("wasata.room").error("the home could not be opened yet: %s", error.code)
import_module("wasata.room.keeping").start()
import_module("wasata.room.asking").start()
import_module("wasata.room.posting").start()
import_module("wasata.room.awake").start()
import_module("wasata.room.sign_ins").start()
import_module("wasata.room.noting").start()
import_module("wasata.room.ending").start()
import_module("wasata.room.sweeping").start()
threading.Thread(target=import_module, args=("wasata.room.api.every",), name="interface", daemon=True).start()
