"""The app's settings over a folder of their own: no test may touch the notes of the person who runs it."""

import os
from tempfile import TemporaryDirectory

FOLDER = TemporaryDirectory(prefix="velneuro-tests-")
for name in [name for name in os.environ if name.startswith("VELNEURO_")] + ["DATABASE_URL", "PUBLIC_URL"]:
    os.environ.pop(name, None)
os.environ["VELNEURO_DATA"] = FOLDER.name

from velneuro.web.settings import *  # noqa: E402, F403
