"""Places and people to ask that only sentences name."""

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import TODAY, value


@pytest.mark.parametrize(
    ("sentence", "venue", "city", "zone"),
    [
        ("The fair will be held at the Harbour Hall in Basel.", "Harbour Hall", "Basel", "Europe/Zurich"),
        ("Mayors will gather in Basel. It is hosted by the Guild at the Old Customs House.",
         "Old Customs House", "Basel", "Europe/Zurich"),
        ("La foire se tiendra à l'Université des Lampes à Lyon, avec les amis de la lumière.",
         "Université des Lampes", "Lyon", "Europe/Paris"),
        ("La feria se celebrará en el Centro Cultural El Faro de Medellín.",
         "Centro Cultural El Faro", "Medellín", "America/Bogota"),
        ("Das Fest findet im Kulturhaus Alte Werft in Bremen statt.",
         "Kulturhaus Alte Werft", "Bremen", "Europe/Berlin"),
        ("يعقد المعرض في مركز الضوء للمؤتمرات بمدينة عمّان بمشاركة الجميع.",
         "مركز الضوء للمؤتمرات", "عمّان", "Asia/Amman"),
        ("灯会将在杭州市灯塔中心举行。", "灯塔中心", "杭州市", "Asia/Shanghai"),
        ("The guild was founded in Paris in 1998.", "", "", ""),
        ("The fair will be held in Spring by people in the Network of Cities.", "", "", ""),
        ("Register at the Harbour Hall in Basel.", "", "", ""),
    ],
)  # fmt: skip
def test_a_house_and_a_city_may_be_told_in_a_sentence(
    sentence: str, venue: str, city: str, zone: str
) -> None:
    found = read(f"Fair\nDate: 2027-05-05\n\n{sentence}\n", TODAY)

    assert (value(found.place.venue_name), value(found.place.city)) == (venue, city)
    assert found.time.timezone == zone


def test_a_label_says_more_of_the_place_than_a_sentence() -> None:
    found = read("Fair\nDate: 2027-05-05\nCity: Cork\n\nIt will be held at the Harbour Hall.\n", TODAY)

    assert (value(found.place.venue_name), value(found.place.city)) == ("", "Cork")


def test_a_webinar_is_nowhere() -> None:
    text = "Webinar on lamps\nDate: 2027-05-05\n\nIt is hosted by the Guild at the Harbour Hall in Basel.\n"

    assert value(read(text, TODAY).place.city) == ""


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Questions? Write to Ada Example at ada@lamps.example.", "Ada Example"),
        ("For further information, please contact Ms Ada Example, ada@lamps.example.", "Ms Ada Example"),
        ("Pour toute question, contactez Ada Exemple (ada@lamps.example).", "Ada Exemple"),
        ("Bei Fragen wenden Sie sich bitte an Ada Beispiel unter ada@lamps.example.", "Ada Beispiel"),
        ("للاستفسار يرجى التواصل مع هالة الزيات على ada@lamps.example", "هالة الزيات"),
        ("如有问题，请联系王小明：ada@lamps.example。", "王小明"),
        ("Please contact the office at ada@lamps.example.", ""),
        ("Contact: Ada Example on ada@lamps.example", "Ada Example"),
    ],
)
def test_whom_to_ask_stands_between_the_words_that_ask_for_it_and_the_address(
    sentence: str, name: str
) -> None:
    found = read(f"Fair\nDate: 2027-05-05\n\n{sentence}\n", TODAY)

    assert (value(found.contact_name), value(found.contact_email)) == (name, "ada@lamps.example")
