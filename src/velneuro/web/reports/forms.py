"""The file of an archive, and the tick that erasing asks for."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from velneuro.outputs.archive.canonical import Archive
from velneuro.outputs.archive.reading import read_archive


class ArchiveForm(forms.Form):
    """One archive that was chosen on the device."""

    file = forms.FileField(
        label=_("Your archive"),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Choose another one."),
            "missing": _("Choose a file first."),
        },
    )

    def read(self) -> tuple[Archive, str]:
        """The archive and its name. Raises InputRefused with the place of each mistake."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        name = PurePath(sent.name or "archive.json").name
        return read_archive(sent.read(), name), name


class SureForm(forms.Form):
    """Two taps at two places: one alone may be a slip."""

    sure = forms.BooleanField(error_messages={"required": _("Tick the box first, if you are sure.")})
