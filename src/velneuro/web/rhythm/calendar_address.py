"""The private address at which a calendar program fetches a person's plan."""

from __future__ import annotations

import re

from velneuro.web.people.private_address import TOKEN, PrivateAddress
from velneuro.web.rhythm.models import CalendarFeed

CALENDARS = PrivateAddress(CalendarFeed, re.compile(rf"/calendar/{TOKEN}\.ics"))
