"""Makes one document in a process of its own: `python apart.py MAKER.py`, a job as JSON in, the document out.

The maker is a module with `make(job) -> bytes`. It knows nothing of the application, which would take a
second to load, and imports its library here and nowhere else: a web process never carries it.
"""

import json
import resource
import sys
from importlib import import_module
from pathlib import Path

MEMORY = 2048 * 1024 * 1024  # bytes of address space; threads and fonts reserve far more than they use
SECONDS = 30  # of the processor


def main() -> None:
    """Read the job from standard input, write the document to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    maker = Path(sys.argv[1])
    sys.path.insert(0, str(maker.parent))
    sys.stdout.buffer.write(import_module(maker.stem).make(json.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
