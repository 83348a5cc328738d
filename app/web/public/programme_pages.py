"""Pages of a released programme, made once for each release, language and zone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from app.core import clock, languages, localtime, text
from app.events import queries as events
from app.events import rules as event_rules
from app.events.models import Event, Visibility
from app.http import language
from app.http.page_store import Page
from app.programme import jsonld, labels
from app.programme import ical as programme_ical
from app.programme import queries as programmes
from app.programme.errors import NoSuchRelease, NoSuchSession
from app.programme.models import Release, SessionKind
from app.programme.snapshot import Snapshot
from app.programme.timetable import changes as changing
from app.programme.timetable import days, details
from app.programme.timetable.days import View
from app.programme.timetable.reader import Reader
from app.programme.timetable.selection import Selection
from app.rendering import dates, markdown
from app.rendering.calendars import links
from app.web import navigation
from app.web.public import faces, lists, sharing

# Every region of the world has some; all the others are on the page of preferences.
ZONES = (
    "Pacific/Auckland", "Australia/Sydney", "Asia/Tokyo", "Asia/Shanghai", "Asia/Bangkok", "Asia/Dhaka",
    "Asia/Kathmandu", "Asia/Kolkata", "Asia/Karachi", "Asia/Dubai", "Asia/Tehran", "Africa/Addis_Ababa",
    "Asia/Riyadh", "Europe/Moscow", "Europe/Kyiv", "Africa/Cairo", "Africa/Johannesburg", "Europe/Berlin",
    "Africa/Lagos", "Europe/London", "Africa/Dakar", "Atlantic/Azores", "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires", "America/New_York", "America/Bogota", "America/Mexico_City",
    "America/Denver", "America/Los_Angeles", "Pacific/Honolulu",
)  # fmt: skip
