"""What looks like the name of a person, in any script, and what does not."""

import re
from functools import cache

from app.programme.paste.normalising import fold
from app.programme.paste.remembering import remembered
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Hit, Vocabulary

_UNFIT = re.compile(r"[\d@/:?!\"+=<>|#%_()\[\];&]|https?|www")
_INITIAL = re.compile(r"(?:[^\W\d_]\.[-\s]?){1,3}|[A-ZА-ЯÄÖÜÉ](?:\.[A-ZА-ЯЁ])?")
_INITIALS_LAST = re.compile(r"^[^\W\d_]{2,}\s(?:[^\W\d_]\.\s?)?[^\W\d_]$")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]{2,4}")
_LONGER = re.compile(r"[\u3400-\u9fff]{2,5}")
_PLACES = tuple("村镇乡县省鎮鄉縣")  # with which places end, and no names of people
_DEPUTY = ("副", "总", "前", "原", "代")  # of a title: "vice", "former"
_FOREIGN = re.compile(
    r"[\u3400-\u9fff]{1,6}(?:•[\u3400-\u9fff]{1,6}){1,3}"
)  # a foreign name spelt by its sound
_HAN = re.compile(r"[\u3400-\u9fff]")
_CASELESS = re.compile(r"[\u0590-\u08ff\u0900-\u1fff\u3040-\ud7af]")
_BRAND = re.compile(r"[a-z](?:Labs?|Net|Hub|Tech|Link|Works|Soft|Ware|Media|Data|Bank|Space|Point)(?!\w)")
_SECTION = re.compile(r"[IVX]{1,4}\.")
_GERMAN_NOUN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{3,}(?:ung|heit|keit|schaft)(?:en)?")  # no given name ends so
_SIGN = re.compile(r"\s(?:[a-zа-я]\.?|\d{1,2})")
_OF = re.compile(r"\s(?:of|de|da|do|del|du|des|der)\s")
_FEWEST, _MOST = 2, 6
_ACCENTED = 3  # letters of a word that an accent makes another one
_MOST_NOBLE = 3  # words of a name with "von" behind its first one
_FAR = 4  # words: no more than three small ones part two words of a name
_PROMISING = {"honorifics", "roles", "by"}
_KNOWN_TABLES = ("kinds", "rooms", "words", "groups", "roles")


class NameReader:
    """Tells names from other runs of words, by their shape and by what the vocabulary knows."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        surnames = words.spellings("words", "surname")
        self._surname = re.compile("|".join(sorted(surnames, key=lambda name: -len(name))) or "(?!)")

    @remembered
    def is_name(self, run: Run, *, sure: bool = False) -> bool:
        """Whether this is a name; `sure` when what stands around says that a person is meant."""
        text = run.text.rstrip("*,. ") if len(run.text) < 80 else ""  # noqa: PLR2004
        if not text or _UNFIT.search(text) or _BRAND.search(text):
            return False
        if _HAN.search(text):
            return self.is_han_name(run.part(0, len(text)), sure=sure)
        words = text.split()
        if not (_FEWEST - sure <= len(words) <= _MOST + sure):
            return False
        if _CASELESS.match(text):
            return self._is_caseless(run, words, sure=sure)
        if len(words) > 1 and (self._is_body(run) or self._is_section(words)):
            return False  # "City Council" or "Costa Rica", though a label promises somebody; "I. Opening"
        return self._is_cased(words, sure=sure)

    def may_stand_in(self, run: Run) -> bool:
        """A first look at a paragraph that costs little: whether somebody could be named in it."""
        if _CASELESS.search(run.text) or any(hit.table in _PROMISING for hit in self._words.hits(run)):
            return True
        since = _FAR  # small words since the last one with a capital
        for word in run.text.split():
            if capitals := sum(map(str.isupper, word)):
                if since < _FAR or capitals > 1:
                    return True
                since = 0
            else:
                since += 1
        return False

    def _is_body(self, run: Run) -> bool:
        hits = self._words.hits(run)
        return any(
            hit.start == 0
            and (
                (hit.table == "words" and hit.key == "organisation")
                or _is_country(hit, run)
                or (hit.key == "position" and _OF.match(run.folded, hit.end))  # "Mayor of Lakeside"
                or (hit.table == "sections" and _SIGN.fullmatch(run.folded, hit.end))  # "Track A"
            )
            for hit in hits
        ) or any(hit.table == "bodies" and _is_at_an_edge(hit, run) for hit in hits)

    def _is_section(self, words: list[str]) -> bool:
        return _SECTION.fullmatch(words[0]) is not None and self._words.knows(fold(words[-1]), "kinds")

    def is_han_name(self, run: Run, *, sure: bool = False) -> bool:
        """A surname and one or two more characters that are no word of their own; any surname if `sure`."""
        if _FOREIGN.fullmatch(run.text):
            return not any(hit.table == "countries" for hit in self._words.hits(run))  # "日本•川边大学"
        if not _IDEOGRAPHS.fullmatch(run.text) or run.text.endswith(_PLACES):
            return False
        surname = self._surname.match(run.folded)
        is_named = surname is not None and 1 <= len(run.text) - surname.end() <= 2  # noqa: PLR2004
        if not is_named and not (sure and self.may_be_han_name(run)):
            return False
        return not any(
            hit.end - hit.start > 1 and hit.table not in {"honorifics", "weekdays"} and hit.key != "surname"
            for hit in self._words.hits(run)
        )

    def may_be_han_name(self, run: Run) -> bool:
        """Characters that are no words: a name if a title stands behind them, as a Japanese one."""
        if not _LONGER.fullmatch(run.text):
            return False
        return not any(
            hit.end - hit.start > 1 or hit.key in {"organisation", "position"}
            for hit in self._words.hits(run)
        ) and not run.text.endswith(_DEPUTY)

    def known(self, words: list[str]) -> int:
        """How many of these folded words the vocabulary knows as something other than a name."""
        return sum(self._words.knows(word, *_KNOWN_TABLES) for word in words)

    def _is_caseless(self, run: Run, words: list[str], *, sure: bool) -> bool:
        if self._words.whole(run, "countries") or self._words.first(run, "groups"):
            return False
        if len(max(words, key=len)) == 1:
            return False  # what is left of a title, "د"
        hits = self._words.hits(run)
        is_counted = any(hit.table == "days" and hit.key.isdigit() for hit in hits)  # "the second paper"
        if is_counted or self._is_body(run) or self._has_office(run):
            return False
        folded = [word for word in run.folded.split() if not self._words.knows(word, "names")]
        known = self.known(folded)
        return known == 0 if not sure else known < max(1, len(folded) - 1) or len(words) > known == 1

    def _has_office(self, run: Run) -> bool:
        """Whether an office stands before an honorific: "the minister of culture, Dr X" without a comma."""
        hits = self._words.hits(run)
        late = max((hit.start for hit in hits if hit.table == "honorifics" and hit.key == "title"), default=0)
        return any(hit.end < late and hit.table == "words" and hit.key == "position" for hit in hits)

    def _is_cased(self, words: list[str], *, sure: bool) -> bool:
        is_noun = not sure and _GERMAN_NOUN.fullmatch(words[0])  # "Fortsetzung der AGs"
        if is_noun or (len(words) > _MOST_NOBLE and words[1] == "von"):
            return False  # "Reading von Ada Example"
        known = full = 0
        has_initial = False
        is_shouted = all(word.isupper() for word in words)
        for number, word in enumerate(words):
            bare = word.strip(".,'")
            if _INITIAL.fullmatch(word) and word[0].isupper():
                has_initial = True
                continue
            folded = fold(bare)
            if not bare[:1].isupper() and not _capital_inside(bare):
                if number and self._words.knows(folded, "names"):
                    continue
                return False
            is_inner = 0 < number < len(words) - 1 and self._words.knows(folded, "names")
            if not (sure or is_inner or is_shouted) and bare.isupper() and 1 < len(bare) <= 4:  # noqa: PLR2004
                return False  # an acronym
            full += 1
            if is_inner:
                continue  # "Gaspard Le Goff"
            pieces = [piece for piece in re.split(r"[-']", folded) if len(piece) > 1]
            is_other = len(folded) <= _ACCENTED and folded != bare.lower()  # "Sá" is another word than "sa"
            known += not is_other and bool(pieces) and self.known(pieces) == len(pieces)
        if not full:
            return False
        if sure:
            return known < full or (known == full == 1 and has_initial)
        return known == 0 or (
            known == full == 1 and _INITIAL.fullmatch(words[0]) is not None and "." in words[0]
        )


def _is_country(hit: Hit, run: Run) -> bool:
    return hit.table == "countries" and hit.end == len(run.text)


def _is_at_an_edge(hit: Hit, run: Run) -> bool:
    """As in "Delta Works" or "Radio Delta": in the middle of a name it would say nothing."""
    return hit.start == 0 or hit.end >= len(run.text.rstrip("*,. "))


def with_point(name: Run, whole: Run) -> Run:
    """A name with the point of its last initial, where the marks around it were taken away: "Doe J.A."."""
    end = name.end - whole.start
    is_cut = whole.text[end : end + 1] == "." and _INITIALS_LAST.search(name.text)
    return whole.part(name.start - whole.start, end + 1) if is_cut else name


def is_full(name: Run) -> bool:
    """Whether a name has more than one word, or is Chinese."""
    return " " in name.text or _HAN.search(name.text) is not None


@cache
def name_reader(words: Vocabulary) -> NameReader:
    """The reader of a vocabulary, made once."""
    return NameReader(words)


def _capital_inside(word: str) -> bool:
    """As in d'Agostino, al-Rashid or O'Neill."""
    return bool(re.match(r"(?:[^\W\d_]{1,3}['-])[A-ZÀ-ÞА-Я]", word))
