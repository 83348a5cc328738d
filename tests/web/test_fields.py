"""Fields of every audience: addresses as they were typed, our languages, countries by name."""

import pytest
from flask import Flask

from app.web.fields import AddressField, CountryField, InterfaceLanguageField
from app.web.forms import BaseForm

NO_ADDRESS = "Enter an e-mail address, like name@example.org."


class PersonForm(BaseForm):
    email = AddressField("E-mail address")
    other = AddressField("Another one", is_required=False)
    country = CountryField()
    language = InterfaceLanguageField("Language")


def sent(app: Flask, **fields: str) -> tuple[PersonForm, dict[str, list[str]]]:
    """The form as it is after it was sent, and what is wrong with it."""
    with app.test_request_context(method="POST", data={"email": "ada@example.org", **fields}):
        form = PersonForm()
        for field in form:
            field.validate(form)
        return form, {name: [str(one) for one in errors] for name, errors in form.errors.items()}


@pytest.mark.parametrize("name", ["email", "other"])
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada@Example.org\t", "Ada@Example.org"),
        ("jos\u00e9@example.org", "jos\u00e9@example.org"),
        ("jose\u0301@example.org", "jose\u0301@example.org"),
    ],
)
def test_t06_an_address_stays_as_it_was_typed(app: Flask, name: str, typed: str, kept: str) -> None:
    form, errors = sent(app, **{name: typed})

    assert (form[name].data, errors) == (kept, {})


@pytest.mark.parametrize("name", ["email", "other"])
@pytest.mark.parametrize(
    "typed",
    [
        "ada",
        "ada@",
        "a da@example.org",
        "\u212aay@example.org",
        "ada@example.org\u202e",
        "x" * 400 + "@example.org",
    ],
)
def test_t06_what_is_no_address_is_refused_and_not_mended(app: Flask, name: str, typed: str) -> None:
    form, errors = sent(app, **{name: typed})

    assert (form[name].data, errors) == (typed, {name: [NO_ADDRESS]})


@pytest.mark.parametrize("nothing", ["", "   "])
def test_only_an_address_that_is_needed_is_asked_for(app: Flask, nothing: str) -> None:
    _form, errors = sent(app, email=nothing, other=nothing)

    assert errors == {"email": [NO_ADDRESS]}


def test_a_choice_that_is_not_offered_is_refused_in_a_sentence(app: Flask) -> None:
    _form, errors = sent(app, country="XX", language="xx")

    assert errors == {
        "country": ["Choose a country from the list."],
        "language": ["Choose a language from the list."],
    }


def test_a_country_is_shown_by_name_and_stays_chosen(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"country": "SN"}):
        shown = str(PersonForm().country())

    assert shown.count("selected") == 1
    assert '<option value="SN" selected>Senegal</option>' in shown


def test_the_language_is_the_page_s_own_until_another_is_chosen(app: Flask) -> None:
    form, _errors = sent(app)

    assert form.language.data == "en"
