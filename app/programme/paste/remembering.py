"""Answers about the letters of a run that hold wherever it stands, remembered while a text is read."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_MOST = 20_000  # answers kept at a time
_Circumstances = ParamSpec("_Circumstances")
_Answer = TypeVar("_Answer", bound=int)  # what says where something stands in the text must not be kept


class _Reader(Protocol):
    _words: Vocabulary


_ReaderT = TypeVar("_ReaderT", bound=_Reader)


def remembered(
    ask: Callable[Concatenate[_ReaderT, Run, _Circumstances], _Answer],
) -> Callable[Concatenate[_ReaderT, Run, _Circumstances], _Answer]:
    """A reader's question about a run, answered once for the same letters in the same circumstances.

    The reader's vocabulary keeps the answers, and forgets them when the text has been read. Many eyes look
    at one stretch: a third of the questions are asked three times or more.
    """
    question = ask.__qualname__

    @wraps(ask)
    def asked(
        reader: _ReaderT, run: Run, /, *given: _Circumstances.args, **named: _Circumstances.kwargs
    ) -> _Answer:
        answers = reader._words.answers  # noqa: SLF001 - every reader has its vocabulary there
        key = (question, run.text, *given, *named.items())
        known: _Answer | None = answers.get(key)
        if known is None:
            if len(answers) > _MOST:
                answers.clear()
            known = answers[key] = ask(reader, run, *given, **named)
        return known

    return asked
