"""Pages of events in eight languages, with what a person reads out of them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

wall = datetime.fromisoformat


@dataclass(frozen=True)
class Page:
    text: str
    language: str
    title: str
    days: tuple[date, date]
    timezone: str
    city: str = ""
    country: str = ""
    exact: tuple[datetime, datetime] | None = None
    hours: tuple[time, time] | None = None
    languages: list[str] = field(default_factory=list)
    interpretation: list[str] = field(default_factory=list)
    attendance: str = "in person"
    parties: list[tuple[str, str, str]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    email: str = ""
    registration: str = ""
    kind: str = ""
    figures: list[tuple[str, str]] = field(default_factory=list)
    people: list[tuple[str, str]] = field(default_factory=list)
    quotations: list[tuple[str, str]] = field(default_factory=list)


ENGLISH = Page(
    """Home > Events > Spring school of the harbour libraries
Spring school of the harbour libraries

Date: 27 April – 2 May 2026
Time: 9.30–16.45
Venue: Tidewater House, 12 Quay Street, Cork, Ireland
Working languages: English and French
Interpretation: Spanish, Arabic
Organised by: Harbour Library Trust (Ireland); Society of Reading Rooms
Hosted by: City of Cork
Register here: https://www.eventbrite.example/e/spring-school-2026
Contact person: Maeve Doyle, school@harbour.example

About the school
Six days of practice for people who open libraries to sailors, dockers and their families, with many visits.

What you will learn
- how to lend books across borders
- how to read aloud in two languages

Documents
Concept note: https://harbour.example/files/concept.pdf
Practical information https://harbour.example/files/practical.pdf

Share this page
""",
    "en", "Spring school of the harbour libraries", (date(2026, 4, 27), date(2026, 5, 2)), "Europe/Dublin",
    "Cork", "IE", hours=(time(9, 30), time(16, 45)), languages=["en", "fr"], interpretation=["es", "ar"],
    parties=[
        ("organiser", "Harbour Library Trust", "IE"), ("organiser", "Society of Reading Rooms", ""),
        ("host", "City of Cork", ""),
    ],
    headings=["About the school", "What you will learn"], documents=["concept note", "information note"],
    email="school@harbour.example", registration="https://www.eventbrite.example/e/spring-school-2026",
)  # fmt: skip

FRENCH = Page(
    """Rencontre des ateliers de réparation

Dates
Du 5 au 7 juin 2026

Lieu
Maison des métiers
8 rue des Forges
44000 Nantes, France

Langues : français, anglais
Organisateurs :
- Ateliers réunis de l'Ouest
- Ville de Nantes
En partenariat avec : Réseau belge des repair cafés (Belgique)

Public : artisans ; bénévoles ; écoles

Pourquoi cette rencontre
Les ateliers de réparation se multiplient, et ceux qui les tiennent veulent apprendre les uns des autres.
""",
    "fr", "Rencontre des ateliers de réparation", (date(2026, 6, 5), date(2026, 6, 7)), "Europe/Paris",
    "Nantes", "FR", languages=["fr", "en"],
    parties=[
        ("organiser", "Ateliers réunis de l'Ouest", ""), ("organiser", "Ville de Nantes", ""),
        ("partner", "Réseau belge des repair cafés", "BE"),
    ],
    headings=["Pourquoi cette rencontre"],
)  # fmt: skip

SPANISH = Page(
    """Seminario web: Aprender junto al río
Fecha y hora: 18 de marzo de 2026, de 16:00 a 17:30 h (hora de Madrid)
Modalidad: en línea
Idioma: español
Organizan: Red de Riberas; Universidad del Delta
Inscripción: https://us02web.zoom.us/webinar/register/WN_abc123
Objetivos
- escuchar a las orillas
- compartir mapas
Correo electrónico: rio@riberas.example
""",
    "es", "Seminario web: Aprender junto al río", (date(2026, 3, 18), date(2026, 3, 18)), "Europe/Madrid",
    exact=(wall("2026-03-18T16:00"), wall("2026-03-18T17:30")), languages=["es"],
    attendance="online",
    parties=[("organiser", "Red de Riberas", ""), ("organiser", "Universidad del Delta", "")],
    headings=["Objetivos"], email="rio@riberas.example",
    registration="https://us02web.zoom.us/webinar/register/WN_abc123",
    kind="webinar",
)  # fmt: skip

PORTUGUESE = Page(
    """Encontro das bibliotecas de bairro
Data\t12 e 13 de setembro de 2026
Horário\t10h00 às 18h00
Local\tCasa da Praça, Rua do Sol 40, Porto, Portugal
Línguas\tportuguês e inglês
Organização\tBibliotecas do Norte
Parceiros\tCâmara Municipal do Porto; Escola Aberta

Sobre o encontro
Durante dois dias as bibliotecas de bairro mostram o que fazem com os vizinhos, e planeiam o ano que vem.
""",
    "pt", "Encontro das bibliotecas de bairro", (date(2026, 9, 12), date(2026, 9, 13)), "Europe/Lisbon",
    "Porto", "PT", hours=(time(10), time(18)), languages=["pt", "en"],
    parties=[
        ("organiser", "Bibliotecas do Norte", ""), ("partner", "Câmara Municipal do Porto", ""),
        ("partner", "Escola Aberta", ""),
    ],
    headings=["Sobre o encontro"],
)  # fmt: skip

GERMAN = Page(
    """# Tagung der Abendschulen

**Termin:** Freitag, 9. Oktober 2026, 13.00–18.30 Uhr
**Ort:** Altes Zollhaus, Hafenstraße 3, 20457 Hamburg, Deutschland
**Sprachen:** Deutsch, Englisch
**Veranstalter:** Bund der Abendschulen
**In Zusammenarbeit mit:** Hochschule an der Elbe
**Anmeldung:** nur auf Einladung

## Worum es geht
Wer tagsüber arbeitet, lernt am Abend. Die Tagung fragt, was Schulen dafür brauchen und wie Städte helfen.
""",
    "de", "Tagung der Abendschulen", (date(2026, 10, 9), date(2026, 10, 9)), "Europe/Berlin", "Hamburg", "DE",
    exact=(wall("2026-10-09T13:00"), wall("2026-10-09T18:30")), languages=["de", "en"],
    parties=[
        ("organiser", "Bund der Abendschulen", ""), ("in collaboration with", "Hochschule an der Elbe", ""),
    ],
    headings=["Worum es geht"],
    kind="conference",
)  # fmt: skip

ARABIC = Page(
    """ملتقى مدن القراءة

التاريخ: ٥ – ٧ نوفمبر ٢٠٢٦
المدينة: عمان
البلد: الأردن
اللغات: العربية والإنجليزية
الجهة المنظمة: جمعية القراءة للجميع
بالتعاون مع: مكتبة الضفة
البريد الإلكتروني: info@reading.example

عن الملتقى
يجمع الملتقى من يعملون في المكتبات العامة ليتبادلوا ما تعلموه في السنوات الأخيرة وليخططوا معا للعام القادم.
""",
    "ar", "ملتقى مدن القراءة", (date(2026, 11, 5), date(2026, 11, 7)), "Asia/Amman", "عمان", "JO",
    languages=["ar", "en"],
    parties=[
        ("organiser", "جمعية القراءة للجميع", ""), ("in collaboration with", "مكتبة الضفة", ""),
    ],
    headings=["عن الملتقى"], email="info@reading.example",
)  # fmt: skip

CHINESE = Page(
    """社区学习论坛

日期：2026年5月22日至24日
地点：杭州，中国
工作语言：中文、英文
主办单位：江南学习协会
协办单位：西湖图书馆
报名：https://forum.example/signup

关于论坛
论坛邀请各地的社区学校介绍自己的做法，并讨论怎样让每个人在家门口都能学习，欢迎大家参加。
""",
    "zh", "社区学习论坛", (date(2026, 5, 22), date(2026, 5, 24)), "Asia/Shanghai", "杭州", "CN",
    languages=["zh", "en"],
    parties=[("organiser", "江南学习协会", ""), ("co-organiser", "西湖图书馆", "")],
    headings=["关于论坛"], registration="https://forum.example/signup",
    kind="forum",
)  # fmt: skip

RUSSIAN = Page(
    """Форум вечерних библиотек

Дата и время: 14 апреля 2026 г., 10:00–15:00 (МСК)
Формат: онлайн
Рабочие языки: русский и английский
Организаторы: Союз библиотек; Клуб читателей
При поддержке: Фонд «Страница»
Контакты: forum@biblio.example

О форуме
На форуме библиотекари расскажут о том, что происходит в читальных залах после шести часов вечера.
""",
    "ru", "Форум вечерних библиотек", (date(2026, 4, 14), date(2026, 4, 14)), "Europe/Moscow",
    exact=(wall("2026-04-14T10:00"), wall("2026-04-14T15:00")), languages=["ru", "en"],
    attendance="online",
    parties=[
        ("organiser", "Союз библиотек", ""), ("organiser", "Клуб читателей", ""),
        ("partner", "Фонд «Страница»", ""),
    ],
    headings=["О форуме"], email="forum@biblio.example",
    kind="forum",
)  # fmt: skip

PAGES = {
    page.language: page for page in (ENGLISH, FRENCH, SPANISH, PORTUGUESE, GERMAN, ARABIC, CHINESE, RUSSIAN)
}
