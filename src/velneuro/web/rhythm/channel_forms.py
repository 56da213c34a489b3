"""A new way to be reached, how a line of the plan is reminded of, and the quiet hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from velneuro.web.people.models import Person
from velneuro.web.people.one_line import OneLine
from velneuro.web.rhythm.address_lines import unusable
from velneuro.web.rhythm.models import Channel, Reminder, RhythmChoice
from velneuro.web.rhythm.subscription import Subscription
from velneuro.web.rhythm.words import clock_words

if TYPE_CHECKING:  # Django's own classes take no parameter at run time
    ModelFormOfReminder = forms.ModelForm[Reminder]
    ChoiceOfChannel = forms.ModelChoiceField[Channel]
else:
    ModelFormOfReminder = forms.ModelForm
    ChoiceOfChannel = forms.ModelChoiceField

LONGEST_ADDRESS = 2000
LONGEST_NAME = 60
USUAL_QUIET = {"quiet_from": 23 * 60, "quiet_until": 7 * 60}
HALF_AN_HOUR = 30


class NewChannelForm(forms.Form):
    """A name in the person's words; the kinds add what they need."""

    name = OneLine(
        label=_("Name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Give it a name, such as: kitchen tablet.")},
    )

    def address(self) -> dict[str, Any]:
        """As the channel keeps it."""
        raise NotImplementedError


class PushForm(NewChannelForm):
    """What the browser gave for this device, as JSON."""

    subscription = forms.CharField(
        max_length=LONGEST_ADDRESS * 2,
        error_messages={"required": _("This device has not agreed yet. Tap the button and allow notifications.")},
    )

    def clean_subscription(self) -> Subscription:
        try:
            return Subscription.model_validate_json(self.cleaned_data["subscription"])
        except ValidationError as error:
            raise forms.ValidationError(
                gettext("This browser gave an address that messages may not be sent to. Reload the page and try again.")
            ) from error

    def address(self) -> dict[str, Any]:
        kept: Subscription = self.cleaned_data["subscription"]
        return kept.address()


class EmailForm(NewChannelForm):
    """An address to send mail to."""

    to = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write an e-mail address."),
            "invalid": _("This is not an e-mail address. Write it like: name@example.org"),
        },
    )

    def address(self) -> dict[str, Any]:
        return {"to": self.cleaned_data["to"]}


class ServiceForm(NewChannelForm):
    """The address line of a service, as the Apprise library takes it."""

    url = forms.CharField(
        label=_("Address line"),
        max_length=LONGEST_ADDRESS,
        error_messages={"required": _("Write the address line of the service.")},
    )

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        problem = unusable(url)
        if problem:
            raise forms.ValidationError(problem)
        return url

    def address(self) -> dict[str, Any]:
        return {"url": self.cleaned_data["url"]}


FORMS: dict[str, type[NewChannelForm]] = {
    Channel.Kind.PUSH.value: PushForm,
    Channel.Kind.EMAIL.value: EmailForm,
    Channel.Kind.APPRISE.value: ServiceForm,
}


class Channels(ChoiceOfChannel):
    """A choice among channels, by the names that the person gave them."""

    def label_from_instance(self, obj: Channel) -> str:
        return obj.name


class ReminderForm(ModelFormOfReminder):
    """Whether a line of the plan is reminded of, and by what."""

    first = Channels(queryset=Channel.objects.none(), required=False, label=_("First by"), empty_label=_("Nothing"))
    second = Channels(
        queryset=Channel.objects.none(), required=False, label=_("Then by"), empty_label=_("Nothing else")
    )

    class Meta:
        model = Reminder
        fields = ("is_on", "first", "second", "shows_cue")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Channel.objects.filter(person=person)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_on") and not given.get("first"):
            self.add_error("first", gettext("Choose what reminds you first, or turn this reminder off."))
        elif given.get("first") and given.get("first") == given.get("second"):
            self.add_error("second", gettext("Choose another one here, or nothing else."))
        return given


class QuietForm(forms.Form):
    """The hours in which nothing is sent, in minutes after midnight. By half hours: one tap finds them."""

    quiet_from = forms.TypedChoiceField(label=_("From"), coerce=int)
    quiet_until = forms.TypedChoiceField(label=_("Until"), coerce=int)

    def __init__(self, *args: Any, choice: RhythmChoice | None, **kwargs: Any) -> None:
        known = {name: getattr(choice, name, None) for name in USUAL_QUIET}
        shown = {name: USUAL_QUIET[name] if minutes is None else minutes for name, minutes in known.items()}
        kwargs["initial"] = shown
        super().__init__(*args, **kwargs)
        for name in USUAL_QUIET:
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            # An archive may bring in other minutes.
            steps = sorted({*range(0, 24 * 60, HALF_AN_HOUR), shown[name]})
            field.choices = [(minutes, clock_words(minutes)) for minutes in steps]
            field.error_messages = dict.fromkeys(("required", "invalid_choice"), gettext("Choose a time of the list."))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "quiet_from" in given and given["quiet_from"] == given.get("quiet_until"):
            self.add_error("quiet_until", gettext("The quiet hours end when they begin. Choose another end."))
        return given
