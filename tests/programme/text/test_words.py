"""The words of written programmes: complete in every language, and none means two things."""

import pytest

from app.programme.models import AppearanceMode, AppearanceRole, AppearanceState, SessionKind
from app.programme.text.words import LISTED, languages, words

every_language = pytest.mark.parametrize("language", languages())


@every_language
def test_every_choice_of_a_programme_has_a_word(language: str) -> None:
    written = words(language).written

    assert set(written["kinds"]) == {kind.value for kind in SessionKind}
    assert set(written["roles"]) == {role.value for role in AppearanceRole}
    assert set(written["modes"]) == {mode.value for mode in AppearanceMode}
    assert set(written["states"]) == {state.value for state in AppearanceState}
    assert [set(written[table]) for table in ("labels", "marks")] == [
        set(words("en").written[table]) for table in ("labels", "marks")
    ]


@every_language
def test_every_word_is_read_as_what_it_was_written_for(language: str) -> None:
    found = words(language)

    for table in LISTED:
        for key, spellings in found.written[table].items():
            assert [found.key(table, spelling) for spelling in spellings] == [key] * len(spellings)


@every_language
def test_a_label_is_never_a_role_and_a_mode_never_a_state(language: str) -> None:
    written = words(language).written

    def spellings(*tables: str) -> list[str]:
        return [one.casefold() for table in tables for listed in written[table].values() for one in listed]

    for together in (("labels", "roles"), ("modes", "states", "marks")):
        found = spellings(*together)
        assert sorted(set(found)) == sorted(found)
    assert not [one for one in spellings(*LISTED) if set(one) & set(",;:()[]{}_@\\|#=+")]


def test_english_is_read_everywhere_and_stands_in_for_languages_without_words() -> None:
    assert words("ar").key("roles", "moderators") == "moderator"
    assert words("sw").language == "en"
