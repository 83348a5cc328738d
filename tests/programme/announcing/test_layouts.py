"""Layouts of event pages: lines without labels, questions, sentences, and what stands among documents."""

from datetime import date, datetime, time

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.further_pages import FURTHER_PAGES
from tests.programme.announcing.test_reading import TODAY, lost, value, values

wall = datetime.fromisoformat


@pytest.mark.parametrize("language", FURTHER_PAGES)
def test_of_a_full_page_only_what_is_no_fact_of_an_event_is_left_over(language: str) -> None:
    """When registration ends is asked for where registration is set up; the rest has no field at all."""
    left_over = {
        "en": ["15 August 2027"], "fr": ["30 octobre 2026 |"], "es": ["hasta el 10 de agosto de 2026"],
        "pt": [], "de": ["1. September 2026", ", Tel. 0361 000000"],
        "ar": ["١ تشرين الثاني ٢٠٢٦"], "zh": [], "ru": ["до 1 сентября 2026 г."],
    }  # fmt: skip
    text = FURTHER_PAGES[language].text

    assert lost(text, read(text, TODAY)) == left_over[language]


@pytest.mark.parametrize(
    "label",
    ["Registration deadline", "Date limite d'inscription", "Fecha límite de inscripción",
     "Prazo de inscrição", "Anmeldeschluss", "آخر موعد للتسجيل", "报名截止日期", "Срок регистрации"],
)  # fmt: skip
def test_the_end_of_registration_is_not_the_day_of_the_event(label: str) -> None:
    when = read(f"Meeting of many\n{label}: 2026-03-01\nDate: 2026-05-05\n", TODAY).time

    assert (when.first_day, when.last_day) == (date(2026, 5, 5), date(2026, 5, 5))


@pytest.mark.parametrize(
    ("line", "attendance", "city"),
    [
        ("5–7 May 2027 | Cork, Ireland | Hybrid", "hybrid", "Cork"),
        ("5–7 May 2027 · Cork, Ireland", "in person", "Cork"),
        ("Cork, Ireland • from 5 to 7 May 2027", "in person", "Cork"),
        ("5–7 May 2027 | Online", "online", ""),
        ("5–7 May 2027 | Cork, Ireland and online", "hybrid", "Cork"),
        ("5–7 May 2027, Cork, Ireland & online", "hybrid", "Cork"),
        ("5–7 May 2027\nCork, Ireland and online", "hybrid", "Cork"),
        ("5–7 May 2027\nCork, Ireland (hybrid)", "hybrid", "Cork"),
        ("5–7 May 2027\nCork, Ireland / online", "hybrid", "Cork"),
        ("5–7 May 2027\nCork, Ireland – hybrid format", "hybrid", "Cork"),
    ],
)
def test_a_line_below_the_title_may_say_when_and_where(line: str, attendance: str, city: str) -> None:
    text = f"Fair of the lamps\n{line}\n\nAbout\nLamps of all kinds are lit, sold and mended here.\n"

    found = read(text, TODAY)

    assert (found.time.first_day, found.time.last_day) == (date(2027, 5, 5), date(2027, 5, 7))
    assert (value(found.attendance), value(found.place.city)) == (attendance, city)
    assert lost(text, found) == []


@pytest.mark.parametrize(
    "label",
    [
        "Languages of the conference", "Conference languages", "Langues du colloque", "Idiomas del taller",
        "Línguas do encontro", "Sprachen der Tagung", "Языки форума", "لغات الملتقى", "大会语言",
        "3. Languages", "三、语言",
    ],
)  # fmt: skip
def test_a_label_may_name_the_event_or_have_a_number(label: str) -> None:
    assert values(read(f"Meeting of many\n{label}: français\n", TODAY).languages) == ["fr"]


def test_one_line_may_have_several_labels() -> None:
    text = "Meeting of many\nDate: 5 May 2026; Start: 10:00, end: 17:30; Venue: Lamp House; City: Cork\n"

    found = read(text, TODAY)

    assert (found.time.starts, found.time.ends) == (wall("2026-05-05T10:00"), wall("2026-05-05T17:30"))
    assert (value(found.place.venue_name), value(found.place.city)) == ("Lamp House", "Cork")
    assert lost(text, found) == []


def test_questions_may_be_labels() -> None:
    text = "Meeting of many\nWhen? 5 May 2026\nWhere? Lamp House, Cork, Ireland\n"

    found = read(text, TODAY)

    assert (found.time.first_day, value(found.place.city)) == (date(2026, 5, 5), "Cork")


@pytest.mark.parametrize(
    ("said", "days"),
    [("Start: 10:00, end: 17:30", "daily"), ("Start: 5 May 2026, 10:00\nEnd: 6 May 2026, 17:30", "exact")],
)
def test_clocks_without_a_day_are_those_of_every_day(said: str, days: str) -> None:
    when = read(f"Meeting of many\nDates: 5–6 May 2026\n{said}\n", TODAY).time

    assert (when.daily_start is not None, when.starts is not None) == (days == "daily", days == "exact")


@pytest.mark.parametrize(
    ("said", "interpreted"),
    [
        ("English, French (Spanish interpretation)", ["es"]),
        ("English and French with interpretation into Spanish", ["es"]),
        ("中文、英文（提供西班牙语同声传译）", ["es"]),
        ("Deutsch, Englisch mit Simultandolmetschen ins Spanische", ["es"]),
        ("русский, английский; синхронный перевод на испанский", ["es"]),
    ],
)
def test_what_is_interpreted_may_stand_on_either_side_of_the_word(said: str, interpreted: list[str]) -> None:
    found = read(f"Meeting of many\nLanguages: {said}\n", TODAY)

    assert (len(found.languages), values(found.interpretation)) == (2, interpreted)


def test_where_to_register_and_whom_to_write_to_may_stand_in_the_text() -> None:
    text = (
        "Meeting of many\nDate: 5 May 2026\n\nAbout\nMany meet here, and more would like to.\n\n"
        "## Taking part in it\nPlease register at https://example.org/register before spring comes.\n\n"
        "## Whom to ask\nLotte answers everything at lotte@example.org, also at night.\n"
    )

    found = read(text, TODAY)

    assert value(found.registration) == "https://example.org/register"
    assert value(found.contact_email) == "lotte@example.org"
    assert [value(one.title) for one in found.sections] == ["About", "Taking part in it", "Whom to ask"]


def test_several_addresses_in_the_text_are_nobodys() -> None:
    text = (
        "Meeting of many\nAsk ida@example.org about lamps, or omar@example.org about shades of all kinds.\n"
    )
    text += "Omar is at omar@example.org, Ida at ida@example.org.\n"

    assert value(read(text, TODAY).contact_email) == ""


def test_documents_know_the_language_they_are_written_in() -> None:
    text = """Meeting of many
Documents
Concept note (French, PDF, 2 MB): https://example.org/1.pdf
Guide: français (https://example.org/2.pdf), English (https://example.org/3.pdf)
Agenda [AR](https://example.org/4.pdf) [ZH](https://example.org/5.pdf)
Poster – German – https://example.org/6.pdf
English for lamp makers: https://example.org/7.pdf
"""

    found = read(text, TODAY).documents

    assert [(one.kind, value(one.title), value(one.language), value(one.url)[20:21]) for one in found] == [
        ("concept note", "", "fr", "1"), ("publication", "", "fr", "2"), ("publication", "", "en", "3"),
        ("programme", "", "ar", "4"), ("programme", "", "zh", "5"), ("other", "Poster", "de", "6"),
        ("other", "English for lamp makers", "", "7"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "days", "city"),
    [
        ("It takes place in Santa Rosa, Mexico, from 29 September to 1 October 2026.", "29-1", "Santa Rosa"),
        ("Wir treffen uns vom 29. September bis 1. Oktober 2026 in Erfurt (Deutschland).", "29-1", "Erfurt"),
        (
            "La reunión será en Cuenca, Ecuador, del 29 de septiembre al 1 de octubre de 2026.",
            "29-1",
            "Cuenca",
        ),
        ("Il se tiendra à Aix, France, du 29 septembre au 1er octobre 2026.", "29-1", "Aix"),
        ("We have not met since 2019, and will not before long.", "", ""),
        ("Please register before 29 September 2026 in Cork, Ireland.", "", ""),
    ],
)
def test_without_labels_the_first_sentences_say_when_and_where(sentence: str, days: str, city: str) -> None:
    found = read(f"Meeting of many\n\n{sentence}\n", TODAY)

    when = found.time
    assert (f"{when.first_day.day}-{when.last_day.day}" if when.first_day and when.last_day else "") == days
    assert value(found.place.city) == city
    assert [one.body.value for one in found.sections] == [sentence]


def test_a_day_with_a_label_is_stronger_than_one_in_a_sentence() -> None:
    text = "Meeting of many\nDate: 5 May 2026\n\nAbout\nIt began in Cork, Ireland, on 4 May 1999.\n"

    found = read(text, TODAY)

    assert (found.time.first_day, value(found.place.city)) == (date(2026, 5, 5), "")


@pytest.mark.parametrize(
    ("text", "title", "day"),
    [
        ("14 May 2027\nFair of the lamps\n\nLamps of all kinds are lit here.\n", "Fair of the lamps", 14),
        ("Cork, 2 May 2027\n\nFair of the lamps\nDate: 14 May 2027\n", "Fair of the lamps", 14),
        ("Night of 14 May 2027\n\nLamps of all kinds are lit here.\n", "Night of 14 May 2027", 14),
        ("Conference\nFair of the lamps\n14 May 2027\n", "Fair of the lamps", 14),
        ("Home\nProgramme\nFair of the lamps\n\nDate: 14 May 2027\n", "Fair of the lamps", 14),
    ],
)
def test_the_title_is_neither_a_day_nor_a_step_of_the_way_to_it(text: str, title: str, day: int) -> None:
    found = read(text, TODAY)

    assert (value(found.title), found.time.first_day) == (title, date(2027, 5, day))


def test_when_where_and_the_hours_may_each_have_a_line_below_the_title() -> None:
    found = read("Fair of the lamps\n\n5–7 May 2027\nCork, Ireland\n09:00–17:00 daily\n\nAll come.\n", TODAY)

    assert (found.time.daily_start, found.time.daily_end) == (time(9), time(17))
    assert (value(found.place.city), value(found.place.country)) == ("Cork", "IE")
    assert [one.body.value for one in found.sections] == ["All come."]


def test_an_abbreviation_between_city_and_country_is_the_state() -> None:
    text = "Meeting of many\nWhere\nLake House, Av. del Lago 15, C.P. 21001, Puno, Pun., Peru\n"

    found = read(text, TODAY).place

    assert (value(found.city), value(found.state), value(found.country)) == ("Puno", "Pun.", "PE")
    assert (value(found.postcode), values(found.address_lines)) == ("C.P. 21001", ["Av. del Lago 15"])


def test_a_sentence_behind_a_fact_is_text_and_a_credit_is_not() -> None:
    text = (
        "Meeting of many\n© Lamp Pictures\nDate: 5 May 2026\nContact\nIda Lund, ida@example.org\n"
        "Hosted by the city of many lamps, the meeting brings all those together who light them.\n"
    )

    found = read(text, TODAY)

    assert [one.body.value[:9] for one in found.sections] == ["Hosted by"]
    assert lost(text, found) == []


def test_a_stream_is_not_where_one_registers() -> None:
    text = (
        "Meeting of many\nParticipation\n"
        "It will be streamed live at https://example.org/live. No registration is required.\n"
    )

    found = read(text, TODAY)

    assert (value(found.livestream), value(found.registration)) == ("https://example.org/live", "")


def test_the_zone_of_an_online_event_may_stand_beside_the_hours_in_the_text() -> None:
    text = (
        "Talk about lamps\n14 February 2029 - 12:30 pm - 14 February 2029 - 2:00 pm\nLocation\nOnline\n\n"
        "Join us on 14 February 2029, from 12.30 to 14.00 CET, when the lamps are lit.\n"
    )

    when = read(text, TODAY).time

    assert (when.timezone, when.starts) == ("Europe/Berlin", wall("2029-02-14T12:30"))


def test_who_is_named_with_an_article_is_called_without_it() -> None:
    found = read("Meeting of many\nOrganised by the Institute for Lamps\n", TODAY)

    assert [one.name.value for one in found.parties] == ["Institute for Lamps"]


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        (
            "It is organised by the Union of Lamps and the Quay Network, supported by the City of Cork.",
            [("organiser", "Union of Lamps"), ("organiser", "Quay Network"),
             ("partner", "City of Cork")],
        ),
        ("The fair, organised by the Ministry of Oil and Lamps takes place in May.",
         [("organiser", "Ministry of Oil and Lamps")]),
        ("El taller es organizado por la Red de Faroles y el Municipio de Cuenca.",
         [("organiser", "Red de Faroles"), ("organiser", "Municipio de Cuenca")]),
        ("Es wird veranstaltet von der Stadt Erfurt in Zusammenarbeit mit der Hochschule Erfurt.",
         [("organiser", "Stadt Erfurt"), ("in collaboration with", "Hochschule Erfurt")]),
        ("本次论坛由明灯协会和江城大学联合主办，江城图书馆协办，五月举行。",
         [("organiser", "明灯协会"), ("organiser", "江城大学"), ("co-organiser", "江城图书馆")]),
        ("论坛由许多喜欢灯的人主办。", []),
        ("الملتقى تنظمه جمعية المصابيح وجامعة النور بالتعاون مع وزارة النفط والمصابيح في شهر مايو.",
         [("organiser", "جمعية المصابيح"), ("organiser", "جامعة النور"),
          ("in collaboration with", "وزارة النفط والمصابيح")]),
        ("تنظمه مجموعة من الأصدقاء الذين يحبون المصابيح.", []),
        ("Конференцию проводит Союз фонарей и Псковский государственный университет в мае.",
         [("organiser", "Союз фонарей"), ("organiser", "Псковский государственный университет")]),
        ("Форум организует Фонд «Лампа», его поддерживает Министерство культуры и туризма.",
         [("organiser", "Фонд «Лампа»"), ("partner", "Министерство культуры и туризма")]),
        ("Конференция проводится при поддержке Министерства культуры, её проводят друзья ламп.",
         [("partner", "Министерство культуры")]),
        ("Она идёт при поддержке Российской академии света и Русского лампового общества в мае.",
         [("partner", "Российская академия света"), ("partner", "Русское ламповое общество")]),
        ("Институт света и тени 5-6 мая 2027 года проводит форум о лампах для всех.",
         [("organiser", "Институт света и тени")]),
        ("Она идёт при поддержке друзей и всех, кто любит лампы.", []),
        ("It was organised by a group of friends and is supported by many people who like lamps.", []),
    ],
)  # fmt: skip
def test_organisations_may_be_named_in_a_sentence(sentence: str, parties: list[tuple[str, str]]) -> None:
    found = read(f"Meeting of many\nDate: 5 May 2027\n\nAbout it\n{sentence}\n", TODAY)

    assert [(one.role, one.name.value) for one in found.parties] == parties
    assert [one.body.value for one in found.sections] == [sentence]


def test_organisations_with_a_label_are_all_there_are() -> None:
    text = (
        "Meeting of many\nOrganised by: Union of Lamps\n\nAbout it\nIt is hosted by the City of Cork again.\n"
    )

    assert [one.name.value for one in read(text, TODAY).parties] == ["Union of Lamps"]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("© Lamp Pictures / Ida Lund", "© Lamp Pictures / Ida Lund"),
        ("Photo: © City of Lumen", "© City of Lumen"),
        ("Bildnachweis: Ida Lund", "Ida Lund"),
        ("Crédit photo : Ida Lund", "Ida Lund"),
        ("图片来源：明灯市", "明灯市"),
        ("تصوير: مدينة النور", "مدينة النور"),
        ("© 2029 City of Lumen", ""),
        ("© City of Lumen. All rights reserved", ""),
        ("Photo: All the mayors of the region stand below the oldest of the lamps.", ""),
        ("Photos", ""),
    ],
)
def test_whose_the_picture_is_stands_behind_its_sign_or_its_label(line: str, credit: str) -> None:
    text = f"Meeting of many\nDate: 5 May 2029\n\n## Why\n\nLamps are lit.\n{line}\nAnd put out.\n"

    found = read(text, TODAY)

    assert value(found.image_credit) == credit
    assert lost(text, found) == []
    assert len(found.sections) == 1


def test_of_several_pictures_the_first_is_credited() -> None:
    text = "Meeting of many\n© Ida Lund\nDate: 5 May 2029\n© Ole Berg\n"

    found = read(text, TODAY)

    assert value(found.image_credit) == "© Ida Lund"
    assert lost(text, found) == []


def test_captions_signs_and_access_are_told_together() -> None:
    text = (
        "Meeting of many\nDate: 5 May 2029\nCaptions: English and French\nSign language: International Sign\n"
        "Accessibility\nStep-free access from the quay.\nA quiet room is on the first floor.\n\n"
        "Contact: a@example.org\n"
    )

    found = read(text, TODAY)

    assert value(found.accessibility).split("\n\n") == [
        "Captions: English and French",
        "Sign language: International Sign",
        "Step-free access from the quay.",
        "A quiet room is on the first floor.",
    ]
    assert value(found.contact_email) == "a@example.org"
    assert lost(text, found) == []


@pytest.mark.parametrize(
    ("said", "access"),
    [
        ("English, French, with live captions", "Live captions"),
        ("English and International Sign; sign language, subtitles", "Sign language|Subtitles"),
        ("Français, interprétation en langue des signes", "Interprétation en langue des signes"),
        ("English, French", ""),
    ],
)
def test_captions_and_signs_may_stand_among_the_languages(said: str, access: str) -> None:
    found = read(f"Meeting of many\nDate: 5 May 2029\nLanguages: {said}\n", TODAY)

    assert value(found.accessibility).split("\n\n") == access.split("|")


@pytest.mark.parametrize(
    ("city", "zone"),
    [
        ("Kairo", "Africa/Cairo"),
        ("Ciudad de México", "America/Mexico_City"),
        ("Москва", "Europe/Moscow"),
        ("上海", "Asia/Shanghai"),
        ("القاهرة", "Africa/Cairo"),
        ("Lumen-on-Sea", ""),
    ],
)
def test_a_city_that_has_clocks_of_its_own_is_known_by_its_name_in_any_language(city: str, zone: str) -> None:
    found = read(f"Meeting of many\nDate: 5 May 2029\nCity: {city}\n", TODAY)

    assert (value(found.place.city), found.time.timezone) == (city, zone)


@pytest.mark.parametrize(
    ("place", "text", "country", "zone"),
    [
        ("Kenmare", "Kenmare, Ireland, is small.", "IE", "Europe/Dublin"),
        ("Kenmare", "They will come to Kenmare (Ireland) by bus.", "IE", "Europe/Dublin"),
        ("Kenmare", "Kenmare, Ireland. There is Kenmare, Canada, too.", "", ""),
        ("Kenmare", "Kenmare, Monday", "", ""),
        ("Moorau", "Moorau (Deutschland)", "DE", "Europe/Berlin"),
        ("Marktplatz 1, D-24999 Moorau", "", "DE", "Europe/Berlin"),
        ("High Street 1, Fenwick, KA3 6AP", "", "GB", "Europe/London"),
        ("Rathausplatz 1, 24999 Moorau", "", "", ""),
    ],
)
def test_the_country_of_a_city_may_stand_elsewhere_and_gives_the_zone(
    place: str, text: str, country: str, zone: str
) -> None:
    found = read(f"Summit of lamps\nDate: 12 March 2026\nPlace: {place}\n\nAbout it\n{text}\n", TODAY)

    assert (value(found.place.country), found.time.timezone) == (country, zone)
