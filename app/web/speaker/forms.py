"""What speakers fill in: an answer, how they appear, a photo, slides or a video message."""

from typing import Any

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField, URLField
from wtforms.validators import AnyOf

from app.core import languages
from app.documents.errors import FileOrAddress
from app.files import rules as file_rules
from app.files.models import StoredFile
from app.http import language
from app.programme.models import Appearance
from app.speakers import rules
from app.speakers.models import SpeakerLink
from app.speakers.services.correcting import Capacity, Corrections, Description, Portrait
from app.web.fields import RevisionField, longest
from app.web.forms import BaseForm, TranslatedField

LONGEST_BIOGRAPHY = 10_000
_FACTS = ("honorific", "given_name", "family_name", "family_name_first", "biography", "revision")


def event_languages() -> list[str]:
    """The languages of the event's texts, the main one first."""
    event = g.link.event
    return [event.main_language, *(code for code in event.content_languages if code != event.main_language)]


class AnswerForm(BaseForm):
    """Yes or no to one appearance; each has a button."""

    state = StringField(
        validators=[AnyOf([one.value for one in rules.ANSWERS], message=_l("Choose one of these."))]
    )
    message = TextAreaField(
        _l("A word to the organisers"), validators=[longest(rules.LONGEST_MESSAGE)], render_kw={"rows": 3}
    )

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(prefix=f"{appearance.item.public_id}-{appearance.public_id}-")


class CapacityForm(BaseForm):
    """What somebody is in one session."""

    revision = RevisionField()
    job = TranslatedField(_l("Position"))
    organisation = TranslatedField(_l("Organisation"))

    def __init__(self, appearance: Appearance, **kwargs: Any) -> None:
        super().__init__(
            prefix=f"{appearance.item.public_id}-{appearance.public_id}-", obj=appearance, **kwargs
        )
        self.appearance = appearance
        self.show_in(event_languages())

    def read(self) -> Capacity:
        return Capacity(
            session=self.appearance.item.public_id,
            appearance=self.appearance.public_id,
            job=self.job.data,
            organisation=self.organisation.data,
            revision=_seen(self.revision),
        )


class CorrectionForm(BaseForm):
    """How somebody appears, everywhere and in each session; a save never overwrites what it has not seen."""

    revision = RevisionField()
    honorific = StringField(
        _l("Form of address"),
        description=_l("For example: Ms, Mr, Mx, Dr, Prof., H.E."),
        validators=[longest(60)],
    )
    given_name = StringField(_l("Given name"), validators=[longest(150)])
    family_name = StringField(_l("Family name"), validators=[longest(150)])
    family_name_first = BooleanField(
        _l("The family name comes first"), description=_l("For example: Park Seoung Won, Kovács Éva.")
    )
    biography = TranslatedField(
        _l("Biography"),
        description=_l("Markdown may be used: empty lines between paragraphs, - for lists."),
        is_multiline=True,
        longest=LONGEST_BIOGRAPHY,
    )

    def __init__(self, link: SpeakerLink, appearances: list[Appearance], **kwargs: Any) -> None:
        known = {name: getattr(link.person, name) for name in _FACTS}
        super().__init__(data=known, **kwargs)
        for name in ("given_name", "family_name"):  # one of the two is enough
            self[name].flags.has_alternative = True
        self.link = link
        self.is_stale = False
        self.show_in(event_languages())
        self.capacities = [CapacityForm(one, **kwargs) for one in appearances]

    @property
    def has_lost_one(self) -> bool:
        """Whether something was typed for a session they are not in any more."""
        known = {one.revision.name for one in self.capacities} | {self.revision.name}
        return any(name.endswith(self.revision.name) and name not in known for name in request.form)

    def validate(self, extra_validators: Any = None) -> bool:
        results = [super().validate(extra_validators), *(one.validate() for one in self.capacities)]
        self.status = max(self.status, *(one.status for one in self.capacities), 200)
        return all(results)

    def error_list(self) -> list[tuple[str, str]]:
        return super().error_list() + [one for form in self.capacities for one in form.error_list() if one[0]]

    def corrections(self) -> Corrections:
        return Corrections(
            description=self._description() if self.link.may_describe else None,
            capacities=[one.read() for one in self.capacities],
        )

    def meet(self, theirs: "CorrectionForm") -> None:
        """Keep what was typed; what is stored now is shown beside it, and saved over the next time."""
        self.is_stale = True
        for mine, stored in zip([self, *self.capacities], [theirs, *theirs.capacities], strict=False):
            _renew(mine["revision"], stored["revision"])

    def _description(self) -> Description:
        return Description(
            honorific=self.honorific.data or "",
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
            family_name_first=bool(self.family_name_first.data),
            biography=self.biography.data,
            revision=_seen(self.revision),
        )


class PhotoForm(BaseForm):
    """A photo, who took it, and what it shows for those who cannot see it."""

    revision = RevisionField()
    file = FileField(
        _l("Photo"),
        description=_l("A JPEG, PNG or WebP file."),
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )
    credit = StringField(_l("Credit of the photo"), validators=[longest(200)])
    alt = TranslatedField(
        _l("What the photo shows"), description=_l("For those who cannot see it. Empty means: the person.")
    )

    def __init__(self, link: SpeakerLink, **kwargs: Any) -> None:
        person = link.person
        known = {"credit": person.photo_credit, "alt": person.photo_alt, "revision": person.revision}
        super().__init__(data=known, **kwargs)
        self.is_stale = False
        self.has_photo = person.photo is not None
        self.file.flags.has_alternative = not self.has_photo  # then the photo there is can be kept
        self.show_in(event_languages())

    def portrait(self, photo: StoredFile | None) -> Portrait:
        return Portrait(
            photo=photo, credit=self.credit.data or "", alt=self.alt.data, revision=_seen(self.revision)
        )

    def meet(self, theirs: "PhotoForm") -> None:
        """Keep what was typed; what is stored now is shown above it, and saved over the next time."""
        self.is_stale = True
        _renew(self.revision, theirs.revision)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and not self.file.data and not self.has_photo:
            self.file.errors = [_("Choose a file.")]
            self.status = 422
            return False
        return valid


class UploadForm(BaseForm):
    """Slides or a short video message as a file, or a longer one at an address; one of the two."""

    file = FileField(
        _l("Slides or a video message"),
        description=_l(
            "PDF, Word, Excel, PowerPoint, an image, or a video as MP4, MOV or WebM; up to 20 MB, "
            "without macros."
        ),
        render_kw={
            "accept": ",".join(f".{one}" for one in (*file_rules.EXTENSIONS, *file_rules.VIDEO_EXTENSIONS))
        },
    )
    url = URLField(
        _l("Or the address of a longer video message"),
        description=_l("Where the organisers can fetch it; it begins with https://."),
        validators=[longest(300)],
    )
    language = SelectField(_l("Language"))

    def __init__(self) -> None:
        super().__init__()
        codes = dict.fromkeys([*event_languages(), *g.link.event.working_languages])
        for name in ("file", "url"):  # one of the two is enough
            self[name].flags.has_alternative = True
        self.language.choices = [(code, languages.name(code, language.current())) for code in codes]

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and bool(self.file.data) is bool(self.url.data):
            self.report(FileOrAddress())
            return False
        return valid


def _renew(mine: RevisionField, stored: RevisionField) -> None:
    mine.raw_data, mine.data = None, stored.data


def _seen(field: RevisionField) -> int:
    return field.data if field.data is not None else -1
