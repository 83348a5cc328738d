"""The event's page: images, empty texts, headings of other events; and texts not translated yet."""

from app.documents.models import Document, DocumentKind
from app.events.models import TextBlock
from app.programme.checks.known import Elsewhere
from tests.programme.checks.facts import (
    appearing,
    codes,
    event,
    found,
    item,
    person,
    room,
    section,
    told,
    words,
)


def test_a_credit_without_an_image_is_found_and_the_reverse_is_a_hint() -> None:
    assert told(of=event(image_credit="© Getty Images")) == [
        "credit_without_image: There is a credit, “© Getty Images”, but no image."
    ]
    assert codes(of=event(image_id=1, image_alt=words("A square"))) == ["image_uncredited"]


def test_an_image_needs_words_for_those_who_do_not_see_it() -> None:
    (finding,) = found(of=event(image_id=1, image_credit="© Somebody"))

    assert (finding.code, finding.target.id, finding.target.field) == (
        "image_without_alt",
        "image",
        "image_alt",
    )


def test_headings_without_a_text_and_texts_without_a_heading_are_found() -> None:
    sections = [section("Related documents", ""), section("", "Welcome to all of you."), section("Aims")]

    assert told(sections=sections) == [
        "empty_section: Nothing stands under the heading “Related documents”.",
        "no_heading: A text on the event's page has no heading: “Welcome to all of you.”",
    ]


def test_headings_inside_a_text_need_something_below_them() -> None:
    body = "Intro\n\n## Why\n\nBecause.\n\n## Empty\n\n## Nested\n\n### Deeper\n\nText.\n\n##\n"

    assert told(sections=[section("Aims", body)]) == [
        "empty_section: Nothing stands under the heading “Empty”.",
        "empty_section: Nothing stands under the heading “#”.",
    ]


def test_a_shared_text_that_is_empty_leads_to_its_own_page() -> None:
    block = TextBlock(slug="network", title=words("The network"), body=words(""))

    (finding,) = found(sections=[section("", "", block)])

    assert (finding.code, finding.target.place, finding.target.id) == ("empty_section", "block", "network")


def test_a_document_without_a_file_is_told_by_its_name() -> None:
    document = Document(slug="note", kind=DocumentKind.CONCEPT_NOTE, title=words("Concept note"))

    (finding,) = found(empty_documents=[document])

    assert (finding.code, finding.name) == ("empty_document", "Concept note")


OTHER = Elsewhere(
    words("A health learning pathway for all"), 7, [words("Practical information on travel"), words("Aims")]
)


def test_the_heading_of_another_event_is_found() -> None:
    sections = [section("A Health Learning Pathway for All"), section("Aims")]

    assert told(sections=sections, elsewhere=[OTHER]) == [
        "heading_of_another: “A Health Learning Pathway for All” is what another event is called."
    ]


def test_a_telling_heading_on_two_events_is_a_hint_and_a_plain_one_is_none() -> None:
    sections = [
        section("Practical information on travel"),
        section("Aims", "## Practical information on travel\n\nBus."),
    ]

    sentence = f"“Practical information on travel” also stands on the page of “{OTHER.event['en']}”."
    assert told(sections=sections, elsewhere=[OTHER]) == [f"heading_twice: {sentence}"] * 2


def test_a_title_of_two_events_is_found_unless_they_are_editions_of_a_series() -> None:
    twin = {"title": words("A health learning pathway for ALL")}

    assert codes(of=event(**twin), elsewhere=[OTHER]) == ["title_twice"]
    assert codes(of=event(**twin, series_id=8), elsewhere=[OTHER]) == ["title_twice"]
    assert codes(of=event(**twin, series_id=7), elsewhere=[OTHER]) == []


def test_what_is_not_translated_is_one_finding_for_each_language_and_kind() -> None:
    both = {"title": words({"en": "Cities", "es": "Ciudades"}), "content_languages": ["en", "es"]}
    sessions = [
        item(f"Talk {hour}", f"{hour}:00", f"{hour}:30", abstract=words("Long.")) for hour in range(10, 15)
    ]

    assert told(*sessions, of=event(**both), rooms=[room("Hall")], sections=[section()]) == [
        "sessions_untranslated: Not in Spanish yet: texts of Talk 10, Talk 11, Talk 12 and 2 more.",
        "page_untranslated: Not in Spanish yet: “Aims”, “To learn.”.",
        "names_untranslated: Names and positions that are not in Spanish yet: “Hall”.",
    ]
    assert codes(item({"en": "Opening", "es": "Apertura"}), of=event(**both)) == []


def test_a_text_that_is_only_in_another_language_is_not_missing_there() -> None:
    about = event(title=words({"en": "Cities", "es": "Ciudades"}), content_languages=["en", "es"])
    session = item({"en": "Opening", "es": "Apertura"}, abstract=words({"es": "Bienvenida."}))

    assert codes(session, of=about) == []


def test_names_of_people_need_no_translation() -> None:
    about = event(title=words({"en": "Cities", "es": "Ciudades"}), content_languages=["en", "es"])
    session = item(
        {"en": "Opening", "es": "Apertura"}, people=[appearing(person(), {"en": "City", "es": "Ciudad"})]
    )

    assert codes(session, of=about) == []
