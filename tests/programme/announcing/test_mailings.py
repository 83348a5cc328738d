"""Events as mailings tell of them: the number of the issue above, what they cost, and the foot below."""

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import TODAY, value


@pytest.mark.parametrize(
    ("head", "list_of_events", "foot"),
    [
        ("Issue 9 – March 2027", "Upcoming events", "You receive this newsletter by your wish."),
        ("Numéro 9 | mars 2027", "Événements à venir", "Vous recevez ce message : se désabonner ici"),
        ("Boletín n.º 9", "Próximos eventos", "Si lo prefiere, puede darse de baja aquí."),
        ("Boletim n.º 9", "Próximos eventos", "Pode cancelar a subscrição em qualquer altura."),
        ("Ausgabe 9, März 2027", "Kommende Veranstaltungen", "Sie können den Newsletter abbestellen."),
        ("العدد ٩ – آذار ٢٠٢٧", "الفعاليات القادمة", "وصلتك هذه الرسالة لأنك مشترك."),
        ("Выпуск 9, март 2027", "Ближайшие события", "Чтобы отписаться, нажмите здесь."),
    ],
)
def test_what_is_about_the_mailing_is_no_part_of_the_event(head: str, list_of_events: str, foot: str) -> None:
    found = read(f"{head}\n\n{list_of_events}\nFair of the lamps\n5–7 May 2027\n\n{foot}\n", TODAY)

    assert value(found.title) == "Fair of the lamps"
    assert found.sections == []


@pytest.mark.parametrize(
    ("label", "price"),
    [("Cost", "free"), ("Coût", "gratuit"), ("Costo", "entrada gratuita"), ("Custos", "entrada livre"),
     ("Teilnahmegebühr", "keine"), ("التكلفة", "مجانا"), ("收费标准", "免费"), ("Оргвзнос", "нет")],
)  # fmt: skip
def test_a_price_in_one_line_is_a_section_under_its_label(label: str, price: str) -> None:
    """Also behind a fact that goes on over lines."""
    text = f"Fair of the lamps\nDate: 5 May 2027\nAudience: teachers, pupils\n{label}: {price}\nCity: Cork\n"

    found = read(text, TODAY)

    assert [(value(one.title), one.body.value) for one in found.sections] == [(label, price)]
    assert (value(found.audience), value(found.place.city)) == ("teachers, pupils", "Cork")


@pytest.mark.parametrize(
    "kind",
    ["International Seminar", "Colloque international", "Seminario internacional", "Seminário Internacional",
     "Bundesweite Fachtagung", "منتدى دولي", "Международный форум", "Study Day / Journée d'étude"],
)  # fmt: skip
def test_a_kind_with_what_it_is_called_besides_stands_above_the_title(kind: str) -> None:
    assert value(read(f"{kind}\nLamps for all\nDate: 5 May 2027\n", TODAY).title) == "Lamps for all"


def test_a_kind_may_stand_apart_with_the_day_below_it() -> None:
    found = read("Colloque\n\n12 novembre 2026\n\nLire la ville\nUniversité des Lampes\n", TODAY)

    assert (value(found.title), value(found.kind)) == ("Lire la ville", "conference")


def test_a_kind_over_its_day_and_place_is_the_title() -> None:
    found = read("World Forum\n5 May 2027\nGeneva, Switzerland\n\nLamps are lit, sold and mended.\n", TODAY)

    assert (value(found.title), value(found.place.city)) == ("World Forum", "Geneva")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("World Congress\nGeneva, Switzerland\n5 May 2027\n", "World Congress"),
        ("Third Annual Conference\nGeneva\n5 May 2027\n", "Third Annual Conference"),
    ],
)
def test_a_kind_over_its_place_and_day_is_the_title(text: str, title: str) -> None:
    found = read(text, TODAY)

    assert (value(found.title), value(found.place.city)) == (title, "Geneva")


def test_a_sentence_right_below_the_place_is_no_part_of_it() -> None:
    found = read("Fair\nDate: 5 May 2027\nWhere: Cork, Ireland\nYou receive a certificate there.\n", TODAY)

    assert (value(found.place.city), value(found.place.country)) == ("Cork", "IE")
    assert [one.body.value for one in found.sections] == ["You receive a certificate there."]
