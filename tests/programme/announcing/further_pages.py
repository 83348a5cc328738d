"""Eight further pages in other layouts, written and labelled before the reader was looked at."""

from datetime import date, datetime, time

from tests.programme.announcing.further_scripts import ARABIC, CHINESE, RUSSIAN
from tests.programme.announcing.pages import Page

wall = datetime.fromisoformat

ENGLISH = Page(
    """FIFTH GATHERING OF THE LANTERN TOWNS

Skip to content
29 September - 1 October 2027 | Tartu, Estonia | Hybrid

The Lantern Towns meet every second year. Town halls, evening schools and street libraries spend three days
comparing what they do after dark, and what they would like to try next.

When
from 29 September to 1 October 2027, 9.00 a.m. to 5.30 p.m. EEST
Where
Estonian House of Crafts
Vanemuise 46
51003 Tartu
Estonia
Registration deadline
15 August 2027
Working languages
English and French with interpretation into Russian

HOSTS
City of Tartu, Estonia
University of the Emajõgi

ORGANISERS
Lantern Towns Secretariat
Baltic Evening Schools

PARTNERS
Nordic Street Libraries (Sweden)
Fund for Quiet Streets

IN NUMBERS
400 participants from 38 countries
24 workshops
3 nights of open libraries

KEYNOTE SPEAKERS
Ms Liis Tammar, Mayor of Tartu
Dr Owen Pritchard-Lowe, Professor of Urban Darkness, University of the Emajõgi
Amara Nwosu, Founder, Night Readers of Enugu

WHAT WE WANT TO ACHIEVE
• agree on opening hours that suit people who work in shifts
• publish a handbook of lamps, benches and buses

"A town that reads at night sleeps better."
— Liis Tammar, Mayor of Tartu

DOWNLOADS
Concept note (English): https://lanterntowns.example/files/concept-en.pdf
Concept note (French): https://lanterntowns.example/files/concept-fr.pdf
Practical guide for travellers: https://lanterntowns.example/files/travel.pdf

REGISTER
Please register by 15 August 2027 at https://lanterntowns.example/register.

Questions? Write to gathering@lanterntowns.example
""",
    "en", "FIFTH GATHERING OF THE LANTERN TOWNS", (date(2027, 9, 29), date(2027, 10, 1)), "Europe/Tallinn",
    "Tartu", "EE", hours=(time(9), time(17, 30)), languages=["en", "fr"], interpretation=["ru"],
    attendance="hybrid",
    parties=[
        ("host", "City of Tartu", "EE"), ("host", "University of the Emajõgi", ""),
        ("organiser", "Lantern Towns Secretariat", ""), ("organiser", "Baltic Evening Schools", ""),
        ("partner", "Nordic Street Libraries", "SE"), ("partner", "Fund for Quiet Streets", ""),
    ],
    headings=["", "WHAT WE WANT TO ACHIEVE"],
    documents=["concept note", "concept note", "information note"],
    email="gathering@lanterntowns.example", registration="https://lanterntowns.example/register",
    kind="",
    figures=[
        ("400", "participants"), ("38", "countries"), ("24", "workshops"), ("3", "nights of open libraries"),
    ],
    people=[
        ("Liis Tammar", "Mayor of Tartu"),
        ("Owen Pritchard-Lowe", "Professor of Urban Darkness, University of the Emajõgi"),
        ("Amara Nwosu", "Founder, Night Readers of Enugu"),
    ],
    quotations=[("Liis Tammar", "A town that reads at night sleeps better.")],
)  # fmt: skip

FRENCH = Page(
    """Colloque international « Les quais qui parlent »

| Quand | du lundi 30 novembre au mercredi 2 décembre 2026 |
| Horaires | 9 h 30 – 17 h 00 |
| Où | Halle aux Grains, 14 quai de la Loire, 45000 Orléans, France |
| Format | Hybride (sur place et en ligne) |
| Langues de travail | français et anglais, interprétation en espagnol |
| Date limite d'inscription | 30 octobre 2026 |
| Inscriptions | https://quais.example/inscription |
| Contact | Secrétariat du colloque, quais@quais.example |

Présentation
Les villes de fleuve ont longtemps tourné le dos à leurs quais. Le colloque réunit celles et ceux qui les
rouvrent : bateliers, écoles, bibliothèques flottantes et services municipaux.

Le colloque en chiffres
250 participants
17 pays
6 bateaux ouverts à la visite

Intervenants principaux
- Mme Solène Quémeneur, directrice de l'Agence des berges
- M. Thibaut d'Haussy (historien, Université de la Loire)

« Un quai n'est pas un parking, c'est une salle de classe. »
— Solène Quémeneur, directrice de l'Agence des berges

Organisé par
Agence des berges
Université de la Loire

Avec le soutien de
Région des Fleuves

À télécharger
Note conceptuelle : français (https://quais.example/note-fr.pdf), anglais (https://quais.example/note-en.pdf)
Programme provisoire (PDF, 1,2 Mo) https://quais.example/programme.pdf
""",
    "fr", "Colloque international « Les quais qui parlent »", (date(2026, 11, 30), date(2026, 12, 2)),
    "Europe/Paris", "Orléans", "FR", hours=(time(9, 30), time(17)), languages=["fr", "en"],
    interpretation=["es"], attendance="hybrid",
    parties=[
        ("organiser", "Agence des berges", ""), ("organiser", "Université de la Loire", ""),
        ("partner", "Région des Fleuves", ""),
    ],
    headings=["Présentation"], documents=["concept note", "concept note", "programme"],
    email="quais@quais.example", registration="https://quais.example/inscription", kind="conference",
    figures=[("250", "participants"), ("17", "pays"), ("6", "bateaux ouverts à la visite")],
    people=[
        ("Solène Quémeneur", "directrice de l'Agence des berges"),
        ("Thibaut d'Haussy", "historien, Université de la Loire"),
    ],
    quotations=[("Solène Quémeneur", "Un quai n'est pas un parking, c'est une salle de classe.")],
)  # fmt: skip

SPANISH = Page(
    """Inicio / Agenda / Taller

Taller regional: Mercados que enseñan

Los mercados de barrio son aulas sin paredes. Durante dos días, vendedoras, maestros y ayuntamientos diseñan
juntos actividades para las mañanas de mercado.

• Fecha: del 31 de agosto al 1 de septiembre de 2026
• Hora: de 9:00 a 14:00 h (hora local)
• Lugar: Mercado del Puente, Calle 7 n.º 120, Cuenca (Ecuador)
• Modalidad: presencial
• Idiomas de trabajo: español y quechua
• Plazo de inscripción: hasta el 10 de agosto de 2026
• Más información: mercados@puente.example

Entidades convocantes
• Municipio de Cuenca
• Red Andina de Mercados

Colaboran: Fundación Mesa Larga; Escuela de Oficios (Perú)

Ponentes invitadas
Rosa Elvira Chimbo, presidenta de la Red Andina de Mercados
Inés Paredes Luna, maestra rural

Participantes: 120
Países: 6
Puestos de mercado: 45

Objetivos del taller
1. Diseñar diez actividades que quepan en un puesto.
2. Escribir una guía común.

Documentos
Nota conceptual [ES](https://puente.example/nota-es.pdf) [EN](https://puente.example/nota-en.pdf)
Guía práctica https://puente.example/guia.pdf

Inscríbete en https://puente.example/inscripcion
""",
    "es", "Taller regional: Mercados que enseñan", (date(2026, 8, 31), date(2026, 9, 1)), "America/Guayaquil",
    "Cuenca", "EC", hours=(time(9), time(14)), languages=["es", "qu"],
    parties=[
        ("organiser", "Municipio de Cuenca", ""), ("organiser", "Red Andina de Mercados", ""),
        ("in collaboration with", "Fundación Mesa Larga", ""),
        ("in collaboration with", "Escuela de Oficios", "PE"),
    ],
    headings=["", "Objetivos del taller"],
    documents=["concept note", "concept note", "information note"],
    email="mercados@puente.example", registration="https://puente.example/inscripcion", kind="workshop",
    figures=[("120", "Participantes"), ("6", "Países"), ("45", "Puestos de mercado")],
    people=[
        ("Rosa Elvira Chimbo", "presidenta de la Red Andina de Mercados"),
        ("Inés Paredes Luna", "maestra rural"),
    ],
)  # fmt: skip

PORTUGUESE = Page(
    """WEBINÁRIO
Ler no autocarro: bibliotecas em movimento

DATA
Quinta-feira, 19 de novembro de 2026
HORA
15h00 – 16h30 (hora de Lisboa)
ONDE
Em linha (Zoom)
IDIOMA
Português, com interpretação para inglês e língua gestual
INSCRIÇÃO
Gratuita, até 17 de novembro: https://zoom.example/webinar/register/ler
ORGANIZAÇÃO
Rede das Bibliotecas Andantes
Transportes da Margem
APOIO
Junta das Freguesias Ribeirinhas

SOBRE O WEBINÁRIO
Cinco cidades contam como puseram livros nos autocarros, quem os lê e o que se perde pelo caminho.

ORADORES
Marta Figueiró – coordenadora, Rede das Bibliotecas Andantes
Celso Nkomo – motorista e contador de histórias
Prof.ª Ana Bela Trigo – Universidade da Margem

MATERIAIS
Nota conceitual (PT) – https://andantes.example/nota.pdf
Apresentação – https://andantes.example/slides.pdf

CONTACTO
andantes@andantes.example
""",
    "pt", "Ler no autocarro: bibliotecas em movimento", (date(2026, 11, 19), date(2026, 11, 19)),
    "Europe/Lisbon", exact=(wall("2026-11-19T15:00"), wall("2026-11-19T16:30")), languages=["pt"],
    interpretation=["en"], attendance="online",
    parties=[
        ("organiser", "Rede das Bibliotecas Andantes", ""), ("organiser", "Transportes da Margem", ""),
        ("partner", "Junta das Freguesias Ribeirinhas", ""),
    ],
    headings=["SOBRE O WEBINÁRIO"], documents=["concept note", "presentation"],
    email="andantes@andantes.example", registration="https://zoom.example/webinar/register/ler",
    kind="webinar",
    people=[
        ("Marta Figueiró", "coordenadora, Rede das Bibliotecas Andantes"),
        ("Celso Nkomo", "motorista e contador de histórias"),
        ("Ana Bela Trigo", "Universidade da Margem"),
    ],
)  # fmt: skip

GERMAN = Page(
    """Startseite › Veranstaltungen › Forum

Forum Lernende Nachbarschaft 2026

Wann? Mittwoch, 30. September bis Freitag, 2. Oktober 2026, täglich 9:00 bis 16:30 Uhr
Wo? Kulturbahnhof, Gleisplatz 1, 99084 Erfurt, und online im Livestream
Wer lädt ein? Stadt Erfurt, Landesverband der Volksbildung
Sprachen? Deutsch und Englisch, Simultandolmetschen ins Polnische
Anmeldeschluss? 1. September 2026
Anmeldung? https://forum.example/anmelden

Darum geht es
Nachbarschaften lernen voneinander, wenn jemand die Türen offen hält. Das Forum zeigt, wie Treppenhäuser,
Waschküchen und Gärten zu Lernorten werden.

Zahlen und Fakten
Teilnehmende: 350
Werkstätten: 18
Länder: mehr als 12

Hauptrednerinnen und Hauptredner
Prof. Dr. Annegret Wollweber, Lehrstuhl für Nachbarschaft, Hochschule Erfurt
Jakub Zieliński, Leiter des Hauses der Treppen, Wrocław

„Wer klingelt, hat schon angefangen zu lernen.“
Annegret Wollweber, Hochschule Erfurt

Veranstalter: Stadt Erfurt; Landesverband der Volksbildung
Partner
Sparverein Mitte
Gartenfreunde Nord e. V.

Unterlagen
- Konzeptpapier (deutsch, PDF, 300 KB): https://forum.example/konzept.pdf
- Konzeptpapier (englisch): https://forum.example/concept.pdf
- Programm: https://forum.example/programm.pdf

Ansprechpartnerin: Ute Kaltenbach, ute@forum.example, Tel. 0361 000000
""",
    "de", "Forum Lernende Nachbarschaft 2026", (date(2026, 9, 30), date(2026, 10, 2)), "Europe/Berlin",
    "Erfurt", "DE", hours=(time(9), time(16, 30)), languages=["de", "en"], interpretation=["pl"],
    attendance="hybrid",
    parties=[
        ("organiser", "Stadt Erfurt", ""), ("organiser", "Landesverband der Volksbildung", ""),
        ("partner", "Sparverein Mitte", ""), ("partner", "Gartenfreunde Nord e. V.", ""),
    ],
    headings=["Darum geht es"], documents=["concept note", "concept note", "programme"],
    email="ute@forum.example", registration="https://forum.example/anmelden", kind="forum",
    figures=[("350", "Teilnehmende"), ("18", "Werkstätten"), ("mehr als 12", "Länder")],
    people=[
        ("Annegret Wollweber", "Lehrstuhl für Nachbarschaft, Hochschule Erfurt"),
        ("Jakub Zieliński", "Leiter des Hauses der Treppen, Wrocław"),
    ],
    quotations=[("Annegret Wollweber", "Wer klingelt, hat schon angefangen zu lernen.")],
)  # fmt: skip

FURTHER_PAGES = {
    page.language: page for page in (ENGLISH, FRENCH, SPANISH, PORTUGUESE, GERMAN, ARABIC, CHINESE, RUSSIAN)
}
