"""Disks without room: a real one that is full, and one on which every write fails."""

import os
import resource
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app.cli.bench.server import Server


class Disk(ABC):
    """Where a database lies until there is no more room."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def fill(self, server: Server) -> None:
        """From now on nothing more can be written."""

    @abstractmethod
    def free(self, server: Server) -> None:
        """There is room again."""


class FullDisk(Disk):
    """A file system of a few megabytes with a ballast file: writes fail with ENOSPC."""

    def fill(self, server: Server) -> None:
        del server
        with (self.folder / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
            while True:
                ballast.write(bytes(4096))

    def free(self, server: Server) -> None:
        del server
        (self.folder / "ballast").unlink()


class FailingDisk(Disk):
    """The server's processes may not write one more byte to any file: writes fail with EFBIG."""

    def fill(self, server: Server) -> None:
        self._limit(server, 0)

    def free(self, server: Server) -> None:
        self._limit(server, resource.RLIM_INFINITY)

    def _limit(self, server: Server, size: int) -> None:
        for pid in server.worker_pids():
            _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            wanted = most if size == resource.RLIM_INFINITY else size
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (wanted, most))


@contextmanager
def full(folder: Path) -> Iterator[Disk]:
    """A small file system; skips the test where we may not mount one."""
    folder.mkdir()
    command = ("mount", "-t", "tmpfs", "-o", "size=6m", "plenary-test", str(folder))
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("mounting a small file system needs root")
    try:
        yield FullDisk(folder)
    finally:
        subprocess.run(("umount", "--lazy", str(folder)), check=True)


@contextmanager
def failing(folder: Path) -> Iterator[Disk]:
    """An ordinary folder, for a server that will be forbidden to write; needs no root."""
    folder.mkdir()
    yield FailingDisk(folder)
