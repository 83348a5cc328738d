"""Russian names of organisations out of the genitive; what is not known for sure stays as it is."""

import pytest

from app.programme.announcing.bending import unbent


@pytest.mark.parametrize(
    ("bent", "name"),
    [
        ("Российской академии наук", "Российская академия наук"),
        ("Псковского государственного университета", "Псковский государственный университет"),
        ("Русского лампового общества", "Русское ламповое общество"),
        ("Высшей школы света", "Высшая школа света"),
        ("Института света и тени", "Институт света и тени"),
        ("Министерства света Российской Федерации", "Министерство света Российской Федерации"),
        ("Институт света", ""),
        ("Друзей академии ламп", ""),
        ("Городского сада", ""),
        ("", ""),
    ],
)
def test_a_name_is_brought_back_where_its_words_are_known(bent: str, name: str) -> None:
    assert unbent(bent) == name
