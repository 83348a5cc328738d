"""What sort of session a title announces where the telling word stands neither first nor alone."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse

OPTIONS = Options(date(2026, 5, 4), "Europe/Berlin", date(2026, 5, 6))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Land acknowledgement and welcome", "opening"),
        ("Communiqué of the ministers and the closing", "closing"),
        ("Commitments of the seven cities and a discussion", "discussion"),
        ("Mihi whakatau (welcome) and songs from the school", "opening"),
        ("Apthapi de las comunidades (lunch)", "meal"),
        ("Céad míle fáilte! Opening", "opening"),
        ("Any other business and closing", "closing"),
        ("How the town learned about openness and trust", "presentation"),
    ],
)
def test_a_word_at_an_edge_of_a_title_tells_its_kind(title: str, kind: str) -> None:
    found = parse(f"9:00 {title}\n10:00 Coffee break", OPTIONS)

    assert found.sessions[0].kind == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Parallel consultations", "discussion"),
        ("Consultas paralelas", "discussion"),
        ("Konsultationen", "discussion"),
        ("Технические объявления", "other"),
        ("Technische Hinweise", "other"),
        ("Consignes techniques", "other"),
        ("Familienfoto", "other"),
        ("Endorsement of the action plan", "other"),
        ("Key takeaways", "closing"),
        ("Pre-forum workshops", "workshop"),
        ("Varios", "other"),
        ("Morgenkaffee", "break"),
        ("Verschiedenes", "other"),
        ("عمل في مجموعات", "workshop"),
        ("Церемония открытия", "opening"),
        ("Церемония закрытия", "closing"),
        ("Approval of the agenda and the minutes", "other"),
        ("Consideration of the draft declaration", "discussion"),
        ("审议宣言草案", "discussion"),
        ("Kollegiale Beratung in Gruppen", "workshop"),
        ("Cérémonie officielle d'ouverture", "opening"),
        ("Sessão solene de abertura", "opening"),
        ("Sessão solene de encerramento", "closing"),
        ("Recepción y entrega de documentación", "registration"),
        ("استقبال الوفود", "registration"),
        ("Eröffnungsrede", "keynote"),
        ("Aula inaugural", "keynote"),
        ("Kurzimpulse aus der Praxis", "presentation"),
        ("通过《河口宣言》", "other"),
        ("通过学习改变城市", "presentation"),
        ("Закрытие, вручение сертификатов", "closing"),
        ("Opening, award of the prizes", "ceremony"),
        ("Fotografia de família e pausa para café", "break"),
        ("What cities can learn from sharing tea and coffee", "presentation"),
    ],
)
def test_what_meetings_call_their_items_tells_the_kind(title: str, kind: str) -> None:
    found = parse(f"9:00 {title}\n10:00 Pause", OPTIONS)

    assert found.sessions[0].kind == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Recognition of prior learning in six cities", "presentation"),
        ("Closing the digital divide", "presentation"),
        ("Opening schools to communities", "presentation"),
        ("Launching a learning city", "presentation"),
        ("Closing gaps, opening doors: schools after dark", "presentation"),
        ("Ouverture de l'école sur la ville", "presentation"),
        ("Apertura de datos en la ciudad", "presentation"),
        ("Abertura de dados", "presentation"),
        ("Abschluss ohne Anschluss?", "presentation"),
        ("Closing the conference", "closing"),
        ("Opening the floor", "opening"),
        ("Opening the second day", "opening"),
        ("Welcoming participants to the city", "opening"),
        ("Opening remarks to the assembly", "opening"),
        ("Ouverture de la conférence", "opening"),
        ("Apertura de las jornadas", "opening"),
        ("Abschluss des ersten Tages", "closing"),
        ("Clausura. Lectura de la declaración", "closing"),
        ("المحاضرة الرئيسة", "keynote"),
    ],
)
def test_what_is_opened_or_closed_tells_a_topic_of_a_meeting(title: str, kind: str) -> None:
    found = parse(f"9:00 {title}\n10:00 Coffee break", OPTIONS)

    assert found.sessions[0].kind == kind


def test_who_departs_in_the_morning_sets_out_and_who_departs_last_leaves() -> None:
    found = parse("8:30 Departure from the hotel\n9:00 Wells\n16:00 Departure", OPTIONS).sessions

    assert [one.kind for one in found] == ["other", "presentation", "closing"]


def test_what_a_semicolon_parts_does_not_change_what_comes_first() -> None:
    assert parse("12:30 Closing; lunch packs", OPTIONS).sessions[0].kind == "closing"
