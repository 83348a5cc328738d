"""Structured data for search engines, as a page may hold it: JSON that cannot end its script."""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

CONTEXT = "https://schema.org"
_SCHEMA = "https://schema.org/"
# "</script" inside a text would end the element, "<!--" would change how it is read.
_HARMLESS = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)

Node = dict[str, Any]


def script(node: Node) -> Markup:
    """The node for a `<script type="application/ld+json">`."""
    text = json.dumps({"@context": CONTEXT, **node}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.encode(errors="ignore").decode().translate(_HARMLESS))  # noqa: S704 - escaped one line above


def known(**properties: Any) -> Node:
    """Only what is known: search engines punish placeholders more than gaps."""
    return {name: value for name, value in properties.items() if value not in (None, "", [], {})}


def term(word: str) -> str:
    """A word of schema.org's own vocabulary."""
    return _SCHEMA + word


def place(
    name: str, address: Mapping[str, str], coordinates: tuple[float, float] | None = None
) -> Node | None:
    """A Place; None when neither street nor city is known, for then nobody could go there."""
    postal = known(**address)
    if not postal.get("streetAddress") and not postal.get("addressLocality"):
        return None
    node = known(name=name or postal.get("addressLocality") or postal.get("streetAddress"))
    node |= {"@type": "Place", "address": {"@type": "PostalAddress", **postal}}
    if coordinates is not None:
        latitude, longitude = coordinates
        node["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return node


def attendance(place_node: Node | None, online_url: str) -> Node:
    """Mode and location, which must fit each other."""
    online = {"@type": "VirtualLocation", "url": online_url} if online_url else None
    if place_node and online:
        return {"eventAttendanceMode": term("MixedEventAttendanceMode"), "location": [place_node, online]}
    if online:
        return {"eventAttendanceMode": term("OnlineEventAttendanceMode"), "location": online}
    if place_node:
        return {"eventAttendanceMode": term("OfflineEventAttendanceMode"), "location": place_node}
    return {}
