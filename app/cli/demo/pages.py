"""Example events as pages: texts, place, parties, people, documents, categories, then announced."""

from app.accounts.models import User
from app.cli.demo import papers, stories
from app.cli.demo.stories import Story
from app.core import clock
from app.core.actors import Actor, ActorKind
from app.documents import services as documents
from app.documents.models import DocumentKind
from app.documents.services import DocumentText, NewVersion
from app.events import queries, rules
from app.events.models import (
    Attendance,
    Event,
    EventKind,
    LinkKind,
    Participation,
    PartyRole,
    RegistrationSwitch,
    TeamRole,
)
from app.events.rules import Schedule
from app.events.services import editing, lifecycle, parts, rows, team
from app.events.services.editing import NewEvent
from app.events.services.team import NewMember
from app.files import services as files
from app.people import services as people
from app.people.models import Person
from app.people.services import Affiliation, NewPerson
from app.registration.models import Category, CategoryAttendance
from app.registration.services import categories
from app.registration.services.categories import CategoryDetails


def acting(user: User) -> Actor:
    """The organiser as their own sign-in would make them, with the grants they have by now."""
    return Actor(ActorKind.USER, id=user.id, label=user.name, grants=queries.grants_of(user))


def publish(story: Story, plan: Schedule, organiser: User) -> Event:
    """Make the event's page and announce it."""
    event = editing.create(
        NewEvent(
            slug=story["slug"],
            kind=EventKind(story["kind"]),
            attendance=Attendance(story["attendance"]),
            title=stories.texts(story["title"]),
            main_language=story.get("main_language", "en"),
            schedule=plan,
        ),
        actor=acting(organiser),
    )
    actor = acting(organiser)
    for part in _parts(story):
        seen = rules.fingerprint(parts.read(type(part), event))
        editing.change(event, part, seen=seen, actor=actor)
    for row in _rows(story):
        rows.add(event, row, actor=actor)
    for one in story.get("featured", ()):
        row = rows.FeaturedRow(person_id=person(event, one, actor).id, role=stories.texts(one["role"]))
        rows.add(event, row, actor=actor)
    for one in story.get("documents", ()):
        _document(event, one, actor)
    for address, name, role in story.get("team", ()):
        team.add(event, NewMember(address, name, "en", (TeamRole(role),)), actor=actor)
    lifecycle.announce(event, actor=actor)
    return event


def open_categories(event: Event, story: Story, actor: Actor) -> dict[str, Category]:
    """The event's categories by the keys the story gives them."""
    return {
        one["key"]: categories.create(
            event,
            CategoryDetails(
                name=stories.texts(one["name"]),
                description=stories.texts(one.get("description")),
                attendance=CategoryAttendance(one.get("attendance", "either")),
                capacity=one.get("capacity"),
            ),
            actor=actor,
        )
        for one in story.get("categories", ())
    }


def person(event: Event, one: Story, actor: Actor) -> Person:
    """Enter somebody a story names."""
    new = NewPerson(
        honorific=one.get("honorific", ""),
        given_name=one["given_name"],
        family_name=one["family_name"],
        family_name_first=one.get("family_name_first", False),
        affiliations=[
            Affiliation(
                position=stories.texts(place.get("position")),
                organisation=stories.texts(place.get("organisation")),
                country=place.get("country", ""),
            )
            for place in one["affiliations"]
        ],
    )
    return people.create(new, event_id=event.id, actor=actor)


def _parts(story: Story) -> list[parts.Part]:
    taking_part = dict(story["taking_part"])
    taking_part["participation"] = Participation(taking_part["participation"])
    if "registration_switch" in taking_part:
        taking_part["registration_switch"] = RegistrationSwitch(taking_part["registration_switch"])
    return [
        _basics(story),
        parts.Languages(
            main_language=story.get("main_language", "en"),
            content_languages=story.get("content_languages", ["en"]),
            working_languages=story.get("working_languages", []),
            interpretation_languages=story.get("interpretation_languages", []),
            accessibility=stories.texts(story.get("accessibility")),
        ),
        parts.TakingPart(**taking_part),
        parts.Description(audience=stories.texts(story.get("audience")), figures=story.get("figures", [])),
        parts.Details(
            slug=story["slug"],
            contact_name=story.get("contact_name", ""),
            contact_email=story.get("contact_email", ""),
            accent=story.get("accent", "#0b5394"),
        ),
        parts.Place(**_translated(story.get("place", {}), "venue_name", "city")),
        _picture(story.get("picture", {})),
    ]


def _basics(story: Story) -> parts.Basics:
    series = queries.series_by_slug(story["series"]) if "series" in story else None
    return parts.Basics(
        kind=EventKind(story["kind"]),
        attendance=Attendance(story["attendance"]),
        title=stories.texts(story["title"]),
        theme=stories.texts(story.get("theme")),
        tagline=stories.texts(story.get("tagline")),
        summary=stories.texts(story.get("summary")),
        acronym=story.get("acronym", ""),
        topics=story.get("topics", []),
        series_id=series.id if series else None,
        edition=story.get("edition"),
    )


def _picture(told: Story) -> parts.Picture:
    drawn = files.store_image(papers.bay(), "bay.jpg") if "image" in told else None
    return parts.Picture(
        image_id=drawn.id if drawn else None,
        image_alt=stories.texts(told.get("image_alt")),
        image_credit=told.get("image_credit", ""),
    )


def _rows(story: Story) -> list[rows.Content]:
    sections: list[rows.Content] = [
        rows.SectionRow(block_id=queries.block_by_slug(one["block"]).id)
        if "block" in one
        else rows.SectionRow(title=stories.texts(one["title"]), body=stories.texts(one["body"]))
        for one in story.get("sections", ())
    ]
    parties = [
        rows.PartyRow(
            role=PartyRole(one["role"]), name=stories.texts(one["name"]), country=one.get("country", "")
        )
        for one in story.get("parties", ())
    ]
    links = [
        rows.LinkRow(kind=LinkKind(one["kind"]), label=stories.texts(one["label"]), url=one["url"])
        for one in story.get("links", ())
    ]
    return [*sections, *parties, *links]


def _document(event: Event, told: Story, actor: Actor) -> None:
    kind, title = DocumentKind(told["kind"]), stories.texts(told.get("title"))
    dated_on = clock.now().date()
    document = documents.create(event, DocumentText(kind=kind, title=title), actor=actor)
    for language in told.get("languages", [event.main_language]):
        line = f"{event.title[event.main_language]} ({language})"
        paper = files.store_document(
            papers.pdf(title.get("en", kind.value.capitalize()), line), f"{document.slug}.pdf"
        )
        documents.add_version(
            document, NewVersion(language=language, dated_on=dated_on, file=paper), actor=actor
        )


def _translated(told: Story, *names: str) -> Story:
    return {name: stories.texts(value) if name in names else value for name, value in told.items()}
