"""Input nobody wishes for: what forms must refuse, and what they must take as it is.

Ours alone: each line says what it is for. `NAMES` are people and must be accepted unchanged;
`TEXTS` look like code and are only text; `NOT_NAMES` and `NOT_ADDRESSES` must be refused.
"""

NAMES = (
    "نور الهدى القاسمي",  # Arabic, written from right to left
    "מִרְיָם בֶּן־דָּוִד",  # Hebrew with points
    "Đặng Thị Ngọc Hân",  # two marks on one letter
    "Οδυσσέας Παπαδόπουλος",
    "Щербакова Ёлка",
    "სოფიო ჯაფარიძე",
    "Հայկ Աբրահամյան",
    "ศิริพร วงศ์สวัสดิ์",
    "မေသူဇာ",
    "ကိုကိုလွင်",
    "தமிழ்ச்செல்வி",
    "ሰላማዊት ኃይሌ",
    "ᠰᠠᠷᠠᠩᠭᠡᠷᠡᠯ",
    "박서연",
    "佐々木 翔太",
    "欧阳娜娜",
    "\U00020bb7田",  # a surname outside the first plane
    "Ngũgĩ wa Thiong’o",
    "X Æ",
    "Ó",  # one letter is a name
    "O",
    "Nil",
    "None",
    "null",
    "NaN",
    "0",
    "Test Probe",
    "van 't Hooft-d’Arcy III.",
    "María-José (ella)",
    "Müller & Söhne <GmbH>",
    "50 % Rabatt",
    "D:\\Ordner\\Jo",
    "نیلوفر\u200cجان",  # a joiner Persian needs
    "👩🏽‍🏫 Kim",
)

TEXTS = (
    "=SUM(A1:A9)",
    "+7*6",
    "-7+6",
    "@SUM(1)",
    "＝6*7",
    '=HYPERLINK("https://phish.example","x")',
    "<script>marker()</script>",
    '"><svg onload=marker()>',
    "</title><img src=x onerror=marker()>",
    "{{ 6*7 }}",
    "{% raw %}",
    "${6*7}",
    "{registration.email}",
    "%(name)s %s %d",
    "'; DELETE FROM registrations; --",
    "1 OR 1=1",
    "[free tickets](https://phish.example)",
    "See https://phish.example now",
    "# Your account is closed",
    "&lt;b&gt;",
    "%3Cb%3E",
    "$(touch marker)",
    "BEGIN:VCALENDAR",
    "0012",
    "1E9",
    "3-4",
    "\\",
)

NOT_NAMES = (
    "An\x00na",  # PostgreSQL stores no NUL
    "Ren\ufffd",  # what is left of half a letter
    "",
    "   ",
    "\u00a0\u2003\u3000",  # only spaces, of three kinds
    "\u200b\u200d\ufeff",  # nothing to be seen
    "\u3164\u115f",  # fillers: letters by class, invisible
    "\u2800",  # a braille cell without dots
    "\u0301\u0308",  # marks on nothing
    "\u202e\u202c",
    "x" * 201,
    "\ufdfa" * 201,
)

NOT_ADDRESSES = (
    "",
    "nobody",
    "nobody@",
    "@example.org",
    "a@b@example.org",
    "a b@example.org",
    "a@exam ple.org",
    "a@example..org",
    "a@-example.org",
    "a@127.0.0.1",
    "a@[::1]",
    "a@example.org, b@example.org",
    "a@example.org;b@example.org",
    "Ann <a@example.org>",
    "<a@example.org>",
    "a@example.org> RCPT TO:<b@example.org",
    "a\u200b@example.org",
    "a@example.org\u202e",
    "\u212a@example.org",  # the Kelvin sign would become a K
    "<b>a</b>@example.org",
    "a@" + "b" * 250 + ".org",
    "a" * 65 + "@example.org",
)

STRANGE_FIELDS = {
    "state": "confirmed",
    "role": "owner",
    "event_id": "1",
    "queue_number": "-1",
    "priority": "-99",
    "is_verified": "1",
    "verified_at": "2020-01-01",
    "duplicate_of_id": "",
    "public_id": "AAAAAAAAAAAAAAAAAAAAAA",
    "note": "marker",
    "revision": "7",
    "source": "by hand",
    "__class__": "x",
    "category_id": "1",
    "csrf": "x",
}
