"""Pages that read like letters, posters and forms: facts in sentences, in tables, behind short words.

Days, places and organisations are read out of the first sentences where no label names any.
"""

from datetime import date, datetime, time

from tests.programme.announcing.pages import Page

wall = datetime.fromisoformat

ENGLISH = Page(
    """Fourth Assembly of the Allotment Schools

The Fourth Assembly of the Allotment Schools will take place in Ljubljana, Slovenia, from 12 to 14 April 2027.
It is organised by the Union of Allotment Schools in cooperation with the City of Ljubljana.

Why an assembly?

Gardens teach patience, arithmetic and neighbourliness. The assembly brings together those who teach in them.

Who can come?

Everybody who teaches in a garden, or would like to. Registration is free and open until 1 March 2027 at
https://allotments.example/join.

Do you have a question? Please contact Neža Kranjc (neza@allotments.example).

Downloads
Invitation letter (PDF, 120 KB)
https://allotments.example/invitation.pdf
Concept note (PDF)
https://allotments.example/concept.pdf
""",
    "en", "Fourth Assembly of the Allotment Schools", (date(2027, 4, 12), date(2027, 4, 14)),
    "Europe/Ljubljana", "Ljubljana", "SI",
    parties=[
        ("organiser", "Union of Allotment Schools", ""), ("in collaboration with", "City of Ljubljana", ""),
    ],
    headings=["", "Why an assembly?", "Who can come?"], documents=["other", "concept note"],
    email="neza@allotments.example", registration="https://allotments.example/join",
)  # fmt: skip

FRENCH = Page(
    """Accueil
Agenda
Webinaire : apprendre en réparant

Type d'événement : Webinaire
Date de début : lundi 5 octobre 2026 à 14h00
Date de fin : lundi 5 octobre 2026 à 15h30
Fuseau horaire : heure de Paris
Lieu : En ligne
Langue(s) : français, anglais
Organisateur(s) : Atelier des Mains, Ville de Rennes
Lien d'inscription : https://zoom.us/webinar/register/WN_repare
Contact : Maëlle Le Goff – maelle@mains.example – 02 99 00 00 00

Résumé
Trois ateliers racontent ce que l'on apprend en démontant une machine à laver, et ce que l'on rate.

Avec la participation de
Yann Kerhervé, président, Atelier des Mains
Fatou Diallo, formatrice, Ville de Rennes

Ressources
Diaporama
https://mains.example/diapo.pdf
""",
    "fr", "Webinaire : apprendre en réparant", (date(2026, 10, 5), date(2026, 10, 5)), "Europe/Paris",
    exact=(wall("2026-10-05T14:00"), wall("2026-10-05T15:30")), languages=["fr", "en"], attendance="online",
    parties=[("organiser", "Atelier des Mains", ""), ("organiser", "Ville de Rennes", "")],
    headings=["Résumé"], documents=["presentation"], email="maelle@mains.example",
    registration="https://zoom.us/webinar/register/WN_repare", kind="webinar",
    people=[
        ("Yann Kerhervé", "président, Atelier des Mains"), ("Fatou Diallo", "formatrice, Ville de Rennes"),
    ],
)  # fmt: skip

SPANISH = Page(
    """III Encuentro de Bibliotecas del Altiplano

Datos del encuentro
Fechas\t24 al 26 de junio de 2027
Sede\tBiblioteca Municipal, Av. Sol 45
Ciudad\tCusco
País\tPerú
Horario\t8:30 a 18:00
Idiomas oficiales\tespañol, quechua y aymara
Cierre de inscripciones\t15 de mayo de 2027
Organiza\tRed de Bibliotecas del Altiplano
Con el apoyo de\tMunicipalidad del Cusco; Fundación Papel

Presentación
Bibliotecarias y bibliotecarios de tres países comparan catálogos, caminos y maneras de prestar libros a pie.

Algunas cifras
180 participantes de 3 países
más de 40 bibliotecas

«Un libro que no camina se aburre.»
Saturnina Quispe, bibliotecaria itinerante

Secretaría: altiplano@biblio.example
""",
    "es", "III Encuentro de Bibliotecas del Altiplano", (date(2027, 6, 24), date(2027, 6, 26)),
    "America/Lima", "Cusco", "PE", hours=(time(8, 30), time(18)), languages=["es", "qu", "ay"],
    parties=[
        ("organiser", "Red de Bibliotecas del Altiplano", ""), ("partner", "Municipalidad del Cusco", ""),
        ("partner", "Fundación Papel", ""),
    ],
    headings=["Presentación"], email="altiplano@biblio.example",
    figures=[("180", "participantes"), ("3", "países"), ("más de 40", "bibliotecas")],
    people=[("Saturnina Quispe", "bibliotecaria itinerante")],
    quotations=[("Saturnina Quispe", "Un libro que no camina se aburre.")],
)  # fmt: skip

PORTUGUESE = Page(
    """Conferência Anual das Escolas de Rua
"A rua também é sala"

Quando: 8 a 10 de março de 2027, das 9h30 às 17h30
Onde: Auditório Municipal, Praça Velha, 4700-001 Braga, Portugal
Quem organiza: Escolas de Rua; Município de Braga
Quem apoia: Associação dos Calceteiros
Em que línguas: português e espanhol (tradução simultânea para francês)
Como participar: inscrições em https://rua.example/inscrever até 20 de fevereiro

O que vamos fazer
- passear com mapas feitos por crianças
- ouvir quem varre, vende e conserta

Oradores convidados
Dra. Leonor Abrunhosa (Universidade do Minho Verde)
Tiago Sá Carvalho, mestre calceteiro

Documentos
Programa: https://rua.example/programa.pdf
Nota de conceito: https://rua.example/nota.pdf
""",
    "pt", "Conferência Anual das Escolas de Rua", (date(2027, 3, 8), date(2027, 3, 10)), "Europe/Lisbon",
    "Braga", "PT", hours=(time(9, 30), time(17, 30)), languages=["pt", "es"], interpretation=["fr"],
    parties=[
        ("organiser", "Escolas de Rua", ""), ("organiser", "Município de Braga", ""),
        ("partner", "Associação dos Calceteiros", ""),
    ],
    headings=["O que vamos fazer"], documents=["programme", "concept note"],
    registration="https://rua.example/inscrever", kind="conference",
    people=[("Leonor Abrunhosa", "Universidade do Minho Verde"), ("Tiago Sá Carvalho", "mestre calceteiro")],
)  # fmt: skip

GERMAN = Page(
    """Save the Date
Werkstatttage der Volksbüchereien
3.–5. November 2026, Leipzig

Liebe Kolleginnen und Kollegen,
wir laden Sie herzlich zu den Werkstatttagen ein. Drei Tage lang wird gebunden, geklebt und vorgelesen.

– Termin: 3. bis 5. November 2026, jeweils 10 bis 16 Uhr
– Tagungsort: Alte Druckerei, Setzergasse 7, 04109 Leipzig, Deutschland
– Tagungssprache: Deutsch
– Teilnahme: nur auf Einladung
– Rückfragen an: buero@buecherei.example

Veranstaltet von
Bund der Volksbüchereien
gemeinsam mit
Hochschule für Buchkunst

Mit freundlicher Unterstützung von
Stiftung Leseland

Programm
Dienstag, 3. November
10:00 – 10:30 Begrüßung
10:30 – 12:00 Werkstatt: Fadenheftung
""",
    "de", "Werkstatttage der Volksbüchereien", (date(2026, 11, 3), date(2026, 11, 5)), "Europe/Berlin",
    "Leipzig", "DE", hours=(time(10), time(16)), languages=["de"],
    parties=[
        ("organiser", "Bund der Volksbüchereien", ""),
        ("in collaboration with", "Hochschule für Buchkunst", ""),
        ("partner", "Stiftung Leseland", ""),
    ],
    headings=[""], email="buero@buecherei.example",
)  # fmt: skip

ARABIC = Page(
    """الملتقى الثالث لمكتبات القرى

تعقد جمعية مكتبات القرى الملتقى الثالث في إربد، الأردن، من ٥ إلى ٧ أيار ٢٠٢٧.

الجهة المنظمة: جمعية مكتبات القرى
برعاية: وزارة الثقافة
لغة العمل: العربية
عدد المشاركين: ١٥٠
عدد الدول: ٩

محاور الملتقى
- المكتبة والمدرسة
- المكتبة المتنقلة
- الحكاية الشفوية

"الكتاب الذي لا يعار لا يعيش"
سلمى الخطيب، أمينة مكتبة

للاستفسار: أمل حداد، amal@villages.example
رابط التسجيل: https://villages.example/register
""",
    "ar", "الملتقى الثالث لمكتبات القرى", (date(2027, 5, 5), date(2027, 5, 7)), "Asia/Amman", "إربد", "JO",
    languages=["ar"],
    parties=[("organiser", "جمعية مكتبات القرى", ""), ("sponsor", "وزارة الثقافة", "")],
    headings=["", "محاور الملتقى"], email="amal@villages.example",
    registration="https://villages.example/register",
    figures=[("١٥٠", "عدد المشاركين"), ("٩", "عدد الدول")],
    people=[("سلمى الخطيب", "أمينة مكتبة")],
    quotations=[("سلمى الخطيب", "الكتاب الذي لا يعار لا يعيش")],
)  # fmt: skip

CHINESE = Page(
    """“老街新课”线上研讨会

时间：2026年11月3日（星期二）14:00—16:30
地点：线上（腾讯会议）
主办：老街学习中心；承办：城南图书馆；支持单位：城南社区基金会
语言：中文，配英语同传
报名链接：https://laojie.example/bm
截止日期：2026年10月25日

内容简介
研讨会请来修表的、做伞的和说书的师傅，谈一谈手艺怎样变成课程，老街怎样变成课堂。

主讲人
沈墨白，老街学习中心主任
何春生，制伞师傅

咨询邮箱：laojie@laojie.example
""",
    "zh", "“老街新课”线上研讨会", (date(2026, 11, 3), date(2026, 11, 3)), "",
    exact=(wall("2026-11-03T14:00"), wall("2026-11-03T16:30")), languages=["zh"], interpretation=["en"],
    attendance="online",
    parties=[
        ("organiser", "老街学习中心", ""), ("host", "城南图书馆", ""), ("partner", "城南社区基金会", ""),
    ],
    headings=["内容简介"], email="laojie@laojie.example", registration="https://laojie.example/bm",
    kind="webinar", people=[("沈墨白", "老街学习中心主任"), ("何春生", "制伞师傅")],
)  # fmt: skip

RUSSIAN = Page(
    """Открытая встреча сельских клубов

Когда: 12 ноября 2026 года, с 15:00 до 17:00 по московскому времени
Где: онлайн, Zoom
Язык: русский
Кто проводит: Союз сельских клубов
Совместно с: Дом ремёсел

О чём пойдёт речь
Клубы расскажут, чему учат зимой, когда дороги заметает, и как готовят печь к занятиям.

Спикеры:
1. Мария Антоновна Грачёва, заведующая клубом
2. Илья Снегирёв, печник

Более 60 клубов из 14 областей

Зарегистрироваться: https://kluby.example/reg
Вопросы: klub@kluby.example
""",
    "ru", "Открытая встреча сельских клубов", (date(2026, 11, 12), date(2026, 11, 12)), "Europe/Moscow",
    exact=(wall("2026-11-12T15:00"), wall("2026-11-12T17:00")), languages=["ru"], attendance="online",
    parties=[
        ("organiser", "Союз сельских клубов", ""), ("in collaboration with", "Дом ремёсел", ""),
    ],
    headings=["О чём пойдёт речь"], email="klub@kluby.example", registration="https://kluby.example/reg",
    figures=[("Более 60", "клубов"), ("14", "областей")],
    people=[("Мария Антоновна Грачёва", "заведующая клубом"), ("Илья Снегирёв", "печник")],
)  # fmt: skip

LETTERS = {
    page.language: page for page in (ENGLISH, FRENCH, SPANISH, PORTUGUESE, GERMAN, ARABIC, CHINESE, RUSSIAN)
}
