"""Words of the pages for a foot."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FOOT_WORDS = {"left": _("left foot"), "right": _("right foot"), "": _("which foot was not said")}
