"""Foreign HTML inside a page of ours: in a frame of its own, where it can do nothing."""

from flask import Response

from app.http.headers import CONTENT_SECURITY_POLICY

# Styles of its own and nothing else: no scripts, forms, links to follow, images from elsewhere.
_INSIDE = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)


def inside(html: str) -> Response:
    """An answer that is `html` for a frame, whoever wrote it."""
    response = Response(html, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _INSIDE
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def around(response: Response) -> Response:
    """Let this page of ours hold such a frame."""
    response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return response
