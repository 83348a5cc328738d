"""Who and what is still to be confirmed in a title: "Keynote: Jane Doe (tbc)", "trainer to be announced"."""

import re
from functools import cache

from app.programme.paste.kinds import kind_reader
from app.programme.paste.roles import label_reader
from app.programme.paste.runs import Run, spanning
from app.programme.paste.titleparts import EDGES, TitleParts
from app.programme.paste.vocabulary import Hit, Vocabulary

_PARTED = re.compile(r"[,:;|]\s|\s[-–]\s|\s?–\s")


class UnconfirmedReader:
    """Takes what is not confirmed out of titles."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._labels = label_reader(words)
        self._kinds = kind_reader(words)

    def take(self, parts: TitleParts) -> None:
        """What a title says is to be confirmed, at its end."""
        run = parts.title
        for hit in self._words.of(run, "tbc"):
            before = run.text[: hit.start].rstrip()
            if self._take_unnamed(parts, hit):
                return
            if before.endswith(("-", "–", "(", ",", ":", "|", ";")):
                tail = run.part(hit.end)
                if len(tail.text.split()) <= 3:  # noqa: PLR2004
                    parts.tbc.append(run.part(hit.start))
                    parts.said_kind = self._kinds.kind(tail)
                    parts.title = self._unlabelled(run.part(0, hit.start), parts)
                    return

    def leave(self, parts: TitleParts, line: Run) -> None:
        """What is not confirmed is the person before the bracket: "Keynote: Jane Doe (tbc)"."""
        for run in [*parts.tbc]:
            before = [one for one in parts.people if parts.title.end <= one.name.start < run.start]
            last = max(before, key=lambda one: one.name.start, default=None)
            is_far = last and ";" in line.text[last.name.end - line.start : run.start - line.start]
            if last is not None and last.tbc is None and not is_far:
                last.tbc = run
                parts.tbc.remove(run)

    def _take_unnamed(self, parts: TitleParts, hit: Hit) -> bool:
        """Somebody of whom only the role is known: "Seniors online – trainer to be confirmed"."""
        run = parts.title
        marks = [mark.end() for mark in _PARTED.finditer(run.text, 0, hit.start)]
        said = run.part(marks[-1], hit.start) if marks else None
        if said is None or hit.end < len(run.text) or not self._words.whole(said, "roles"):
            return False
        parts.tbc.append(run.part(marks[-1]))
        parts.title = run.part(0, marks[-1]).stripped(EDGES)
        return True

    def _unlabelled(self, run: Run, parts: TitleParts) -> Run:
        """Without the label of somebody who is not named yet: "Group 3 (Pilot Room). Lead:"."""
        bare = run.stripped(EDGES + "([")
        labels = [one for one in self._labels.inside(run) if one[1].has_colon and one[1].end >= len(run.text)]
        if not labels:
            return bare
        start, _ = labels[-1]
        parts.tbc[-1] = spanning(run.part(start), parts.tbc[-1])
        return run.part(0, start).stripped(EDGES + "([.")


@cache
def unconfirmed_reader(words: Vocabulary) -> UnconfirmedReader:
    """The reader of a vocabulary, made once."""
    return UnconfirmedReader(words)
