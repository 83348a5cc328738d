"""Every address of the application, filled in: what the tests of this folder walk along.

They read the map of addresses, so that a page added tomorrow is walked without a line here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Map, Rule
from werkzeug.routing.converters import AnyConverter, BaseConverter, NumberConverter

from app.core.actors import Permission

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
NO_SUCH = "nosuchthing"
NO_SUCH_NUMBER = "999999999"
PERMISSIONS = {permission.value: permission for permission in Permission}


@dataclass(frozen=True, slots=True)
class Route:
    """One address with its access mark."""

    rule: Rule
    access: str
    keeps_form: bool
    addresses: Map

    @property
    def endpoint(self) -> str:
        return self.rule.endpoint

    @property
    def arguments(self) -> set[str]:
        return set(self.rule.arguments)

    @property
    def permission(self) -> Permission | None:
        """What the team's member needs to hold; None where the page belongs to no team."""
        return PERMISSIONS.get(self.access)

    @property
    def unsafe_methods(self) -> list[str]:
        return sorted(UNSAFE & set(self.rule.methods or ()))

    def takes(self, method: str) -> bool:
        return method in (self.rule.methods or ())

    def url(self, **known: str) -> str:
        """The address with these arguments; every other one names nothing that exists."""
        values = {name: known.get(name, self.made_up(name)) for name in self.arguments}
        return self.addresses.bind("localhost").build(self.endpoint, values)

    def is_number(self, name: str) -> bool:
        return isinstance(self._converter(name), NumberConverter)

    def is_choice(self, name: str) -> bool:
        return isinstance(self._converter(name), AnyConverter)

    def made_up(self, name: str) -> str:
        """Something that fits this place of the address, but names nothing."""
        converter = self._converter(name)
        if isinstance(converter, AnyConverter):
            return min(converter.items)
        return NO_SUCH_NUMBER if self.is_number(name) else NO_SUCH

    def _converter(self, name: str) -> BaseConverter:
        return self.rule._converters[name]  # noqa: SLF001 - there is no other way to learn it


def walk(app: Flask) -> Iterator[Route]:
    """Every route, in a stable order."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        view = app.view_functions[rule.endpoint]
        yield Route(
            rule=rule,
            access=str(getattr(view, "access", "unmarked")),
            keeps_form=bool(getattr(view, "keeps_form", False)),
            addresses=app.url_map,
        )
