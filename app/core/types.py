"""Column types: instants in UTC, wall-clock times, texts in several languages, choices."""

import enum
from datetime import UTC, datetime
from typing import Annotated, Any, NewType

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer, String, Text
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

PRIMARY_KEY = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by INTEGER only
SHORT = String(300)
LONG = Text()

pk = Annotated[int, mapped_column(PRIMARY_KEY, primary_key=True)]
short = Annotated[str, "short"]
long = Annotated[str, "long"]

Translated = NewType("Translated", dict[str, str])
"""A text by language: {"en": "Opening", "ar": "الافتتاح"}. Languages without text are absent."""

Strings = Annotated[list[str], "strings"]
Objects = Annotated[list[dict[str, Any]], "objects"]
LocalDateTime = Annotated[datetime, "wall clock"]

Choice = enum.StrEnum
CHOICE = Enum(
    enum.StrEnum,
    native_enum=False,
    length=40,
    create_constraint=False,
    values_callable=lambda kind: [member.value for member in kind],
)


class Instant(TypeDecorator[datetime]):
    """A moment, aware in Python, kept as UTC without a zone so both databases compare alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value and value.replace(tzinfo=UTC)


class LocalTime(TypeDecorator[datetime]):
    """What a clock on the wall shows, to be read with the event's zone (product rule, section 2)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is not None and value.tzinfo is not None:
            raise ValueError("a wall-clock time has no time zone")
        return value


class TranslatedText(TypeDecorator[Translated]):
    """A text by language, kept as JSON; empty texts are dropped on the way in."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Translated | None, dialect: Dialect) -> dict[str, str] | None:  # noqa: ARG002
        if value is None:
            return None
        return {language: text for language, text in value.items() if text}

    def process_result_value(self, value: Any, dialect: Dialect) -> Translated | None:  # noqa: ARG002
        return None if value is None else Translated(value)
