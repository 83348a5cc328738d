"""Days that are told in sentences only: they are heads where nothing else heads a day."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse

OPTIONS = Options(date(2026, 5, 11), "Europe/Berlin")


def days(text: str) -> list[tuple[int, str]]:
    return [(one.day.day, one.title.value) for one in parse(text, OPTIONS).sessions]


@pytest.mark.parametrize(
    "sentences",
    [
        (
            "The school opens in the old depot on the morning of Monday 11 May 2026 with registration.",
            "After a night in the hostel we go on, on Tuesday 12 May, in the rooms of the city library.",
        ),
        (
            "La première journée, lundi 11 mai, aura lieu à l'université et sera consacrée aux archives :",
            "La seconde journée, mardi 12 mai, se déroulera à la médiathèque et sera ouverte à tous :",
        ),
        (
            "Семинар начнётся в понедельник 11 мая 2026 года в Доме культуры, куда придёт автобус.",
            "Во второй день, во вторник 12 мая, участники соберутся в библиотеке на улице Садовой.",
        ),
    ],
)
def test_sentences_head_days_where_nothing_else_does(sentences: tuple[str, str]) -> None:
    first, second = sentences
    second += (
        " The doors open at half past eight, and there is coffee in the foyer for everybody who is early."
    )
    text = f"{first}\n\n9:00 Talk\n12:00 Lunch\n\n{second}\n\n9:00 Workshop\n11:00 Tour"

    assert days(text) == [(11, "Talk"), (11, "Lunch"), (12, "Workshop"), (12, "Tour")]


def test_a_sentence_between_items_of_one_day_begins_no_other() -> None:
    text = "9:00 Talk\nOn 12 May the exhibition opens in the foyer for all who are still there.\n14:00 Tour"

    assert days(text) == [(11, "Talk"), (11, "Tour")]


def test_a_sentence_says_nothing_where_heads_of_days_do() -> None:
    text = """Monday 11 May
9:00 Talk
12:00 Lunch
The exhibition opens on 13 May in the foyer of the town hall, and everybody is welcome.
10:00 Tour
Tuesday 12 May
9:00 Walk"""

    assert days(text) == [(11, "Talk"), (11, "Lunch"), (11, "Tour"), (12, "Walk")]


def test_a_deadline_before_the_first_clock_is_no_day() -> None:
    text = "Please send your photographs to the secretariat by Tuesday 12 May at the latest.\n9:00 Talk"

    assert days(text) == [(11, "Talk")]
