"""A page as a tree of elements, parsed as browsers parse it (https://html.spec.whatwg.org/#parsing)."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

SILENT = {"script", "style"}  # what readers of a page do not read


class Element:
    """An element: its name, its attributes, the words in it, and what CSS selects below it."""

    def __init__(self, node: LexborNode) -> None:
        self._node = node

    @property
    def name(self) -> str:
        return str(self._node.tag)

    @cached_property
    def attrs(self) -> dict[str, str]:
        """Attributes by name; one without a value has the empty text, as in a browser."""
        return {name: value or "" for name, value in self._node.attributes.items()}

    def __getitem__(self, name: str) -> str:
        return self.attrs[name]

    def get(self, name: str, default: str | None = None) -> str | None:
        return self.attrs.get(name, default)

    def has_attr(self, name: str) -> bool:
        return name in self.attrs

    def select(self, selector: str) -> list["Element"]:
        """What `selector` matches below this element, in the order of the page."""
        nodes = _each_once(self._node.css(selector))
        return [Element(node) for node in nodes if node.mem_id != self._node.mem_id]

    def select_one(self, selector: str) -> "Element | None":
        return next(iter(self.select(selector)), None)

    def within(self, name: str, attribute: str = "") -> "Element | None":
        """The nearest element around this one called `name` ("*" for any), with `attribute` if given."""
        around = self._node.parent
        while around is not None:
            if name in {"*", around.tag} and (not attribute or attribute in around.attributes):
                return Element(around)
            around = around.parent
        return None

    def get_text(self, separator: str = "", *, strip: bool = False) -> str:
        """The words in it, piece by piece as elements part them."""
        pieces = self._pieces()
        if strip:
            return separator.join(filter(None, (piece.strip() for piece in pieces)))
        return separator.join(pieces)

    def _pieces(self) -> Iterator[str]:
        for node in self._node.traverse(include_text=True):
            around = node.parent
            if node.is_text_node and (self.name in SILENT or not around or around.tag not in SILENT):
                yield str(node.text_content)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same place of the same page."""
        return isinstance(other, Element) and self._node.mem_id == other._node.mem_id

    def __hash__(self) -> int:
        return hash(self._node.mem_id)

    def __str__(self) -> str:
        return str(self._node.html)


class Tree(Element):
    """A whole page."""

    def __init__(self, html: bytes) -> None:
        self._parser = LexborHTMLParser(html)  # its nodes are gone when it is
        assert self._parser.root is not None
        super().__init__(self._parser.root)

    def select(self, selector: str) -> list[Element]:
        return [Element(node) for node in _each_once(self._parser.css(selector))]

    def __iter__(self) -> Iterator[Element]:
        """Every element, in the order of the page."""
        return (Element(node) for node in self._node.traverse())


def as_sent(form: Element) -> dict[str, Any]:
    """The fields of `form` as a browser would send them unchanged: a text each, or the list of several."""
    data: dict[str, list[str]] = {}
    for control in form.select("input, select, textarea"):
        name = control.get("name")
        value = None if name is None or control.has_attr("disabled") else _value(control)
        if name is not None and value is not None:
            data.setdefault(name, []).extend([value] if isinstance(value, str) else value)
    return {name: values[0] if len(values) == 1 else values for name, values in data.items()}


def _each_once(nodes: Iterable[LexborNode]) -> Iterable[LexborNode]:
    """What several selectors of a list match comes once for each."""
    return {node.mem_id: node for node in nodes}.values()


def _value(control: Element) -> str | list[str] | None:
    if control.name == "textarea":
        return control.get_text()
    if control.name == "select":
        chosen = control.select("option[selected]")
        if control.has_attr("multiple"):
            return [str(option.get("value", option.get_text())) for option in chosen]
        options = chosen or control.select("option")[:1]
        return str(options[0].get("value", options[0].get_text())) if options else None
    kind = str(control.get("type", "text"))
    if kind in {"checkbox", "radio"} and not control.has_attr("checked"):
        return None
    if kind in {"submit", "file"}:
        return None
    return str(control.get("value", "on" if kind in {"checkbox", "radio"} else ""))
