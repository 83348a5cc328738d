"""What sentences tell of languages, streams and sign language, and the organisations they name."""

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import TODAY, value, values


@pytest.mark.parametrize(
    ("sentence", "languages", "interpretation"),
    [
        ("Discussions will be held in English and German.", ["en", "de"], []),
        ("Interpretation will be provided in Spanish and Arabic.", [], ["es", "ar"]),
        ("Talks are in yellow rooms; English-Spanish simultaneous interpretation is free.", [], ["en", "es"]),
        ("Les débats se tiendront en français, avec interprétation simultanée en anglais.", ["fr"], ["en"]),
        ("Die Tagungssprachen sind Deutsch und Französisch.", ["de", "fr"], []),
        ("El encuentro se realizará en español y habrá interpretación al francés.", ["es"], ["fr"]),
        ("تعقد الجلسات باللغتين العربية والإنجليزية مع ترجمة فورية إلى الفرنسية.", ["ar", "en"], ["fr"]),
        ("会议语言为中文和英文，提供同声传译。", ["zh", "en"], []),
        ("Рабочими языками являются русский и английский.", ["ru", "en"], []),
        ("The writer was born in Russian lands and held in German ones.", [], []),
        ("The fair is held in Cork, where English is spoken.", [], []),
    ],
)
def test_languages_may_be_told_in_a_sentence(
    sentence: str, languages: list[str], interpretation: list[str]
) -> None:
    found = read(f"Fair of the lamps\nDate: 5 May 2027\n\nAbout\n{sentence}\n", TODAY)

    assert (values(found.languages), values(found.interpretation)) == (languages, interpretation)


def test_a_label_says_more_of_languages_than_a_sentence() -> None:
    text = "Fair\nDate: 5 May 2027\nLanguages: French\n\nAbout\nTalks will be held in English.\n"

    assert values(read(text, TODAY).languages) == ["fr"]


def test_sign_language_is_no_access_where_it_is_what_is_taught() -> None:
    offered = read("Fair\nDate: 5 May 2027\n\nInterpretation into sign language is provided.\n", TODAY)
    taught = read("Fair\nDate: 5 May 2027\n\nWe teach sign language to all.\n", TODAY)

    assert (value(offered.accessibility), value(taught.accessibility)) == ("Sign language", "")


def test_an_address_in_a_sentence_about_the_stream_is_that_of_the_stream() -> None:
    text = "Fair\nDate: 5 May 2027\n\nThe fair is streamed live at https://lamps.example/live on all days.\n"

    assert value(read(text, TODAY).livestream) == "https://lamps.example/live"


def test_a_name_in_a_sentence_ends_with_it() -> None:
    text = (
        "Fair\nDate: 5 May 2027\n\n"
        "The fair is run by the Harbour Museum together with the Lamp Guild of Cork."
        " It is supported by the Wick Fund. Come and see.\n"
    )

    assert [(one.role, one.name.value) for one in read(text, TODAY).parties] == [
        ("organiser", "Harbour Museum"),
        ("in collaboration with", "Lamp Guild of Cork"),
        ("partner", "Wick Fund"),
    ]


def test_arabic_bodies_behind_commas_and_behind_the_and_that_is_joined_to_them() -> None:
    text = (
        "معرض المصابيح\nالتاريخ: ٥ أيار ٢٠٢٧\n"
        "المنظمون: وزارة التربية والتعليم، أمانة الميناء، وجامعة الواحة\n"
        "بالتعاون مع: جمعية المكتبات وشبكة القراء\n"
    )

    assert [(one.role, one.name.value) for one in read(text, TODAY).parties] == [
        ("organiser", "وزارة التربية والتعليم"),
        ("organiser", "أمانة الميناء"),
        ("organiser", "جامعة الواحة"),
        ("in collaboration with", "جمعية المكتبات"),
        ("in collaboration with", "شبكة القراء"),
    ]


def test_russian_languages_are_bent_and_chinese_ones_shortened() -> None:
    bent = read("Чтения\nДата: 5 мая 2027\n\nЧтения пройдут на русском и английском языках.\n", TODAY)
    short = read("灯会\n日期：2027年5月5日\n语言：中英双语\n", TODAY)
    heard = read("灯会\n日期：2027年5月5日\n语言：中英文同传\n", TODAY)

    assert values(bent.languages) == ["ru", "en"]
    assert (values(short.languages), values(heard.interpretation)) == (["zh", "en"], ["zh", "en"])


def test_a_russian_dash_stands_for_the_verb_before_who_organises() -> None:
    told = "Организатор форума — Фонд «Фитиль» при поддержке Министерства света."
    text = f"Ночь света\nДата: 5 мая 2027\n\n{told}\n"

    assert [(one.role, one.name.value) for one in read(text, TODAY).parties] == [
        ("organiser", "Фонд «Фитиль»"),
        ("partner", "Министерство света"),
    ]


def test_an_arabic_country_of_three_letters_and_chinese_labels_with_english_ones() -> None:
    arabic = read("ليلة المصابيح\n12-14 أكتوبر 2027\nفندق الواحة، شارع البحر، الدوحة، قطر\n", TODAY)
    chinese = read("灯会\n时间 Time: 2027年5月5日 14:00-17:30\n", TODAY)

    assert (value(arabic.place.city), value(arabic.place.country)) == ("الدوحة", "QA")
    assert chinese.time.starts is not None
