"""The application that a server loads."""

from __future__ import annotations

import multiprocessing
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "velneuro.web.settings")
application = get_wsgi_application()


def _end_with_parent() -> None:
    """A worker whose server was killed would keep the port and go on serving, and nobody could start a new one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


threading.Thread(target=_end_with_parent, daemon=True).start()
