"""A template and data as a tagged PDF (PDF/UA), by Typst with the fonts beside this module. Runs apart.

What people have written comes in as JSON and stays text: nothing of it is ever read as markup.
"""

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

# On a machine of many cores each thread would reserve memory, and together more than this process may have.
os.environ.setdefault("RAYON_NUM_THREADS", "4")  # noqa: TID251 - for the library, which is asked nowhere else

import typst

# By name, as a module of this folder: in the process apart there is no application to import it from.
Letters = import_module("letters").Letters
FONTS = Path(__file__).with_name("fonts")


def make(job: dict[str, Any]) -> bytes:
    """The PDF of a job: `template` (a path), `data`, `made_at` (seconds since 1970)."""
    legible = Letters(FONTS).legible(job["data"])
    template = Path(job["template"])
    document: bytes = typst.compile(
        template,
        root=template.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(legible, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=job["made_at"],
    )
    return document
