"""Has loaded what every command loads, and forks a process off for each that is asked for.

What a process does from its first line on is its own, as are its end and the signals it gets; only the
reading of modules is shared. Takes the path of a socket; ends when its standard input does.
"""

import gc
import marshal
import os
import runpy
import select
import signal
import socket
import sys

import flask.cli  # noqa: F401
import flask_migrate  # noqa: F401
import gunicorn.app.wsgiapp  # noqa: F401
import psycopg  # noqa: F401

import app  # noqa: F401 - without its pages: a command that needed them would have to load them

LARGEST = 1 << 16
Wish = tuple[list[str], str, dict[str, str]]
"""The module and its arguments, the folder to stand in, and the environment."""


def main(path: str) -> None:
    """Fork a process for each connection; only these come back, to do what they were asked for."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever looks after a process waits for it
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as door_bell:
        door_bell.bind(path)
        door_bell.listen()
        print("ready", flush=True)  # noqa: T201 - the tests wait for it
        while True:
            readable, _, _ = select.select([door_bell, sys.stdin], [], [])
            if sys.stdin in readable:
                return
            wish, _ = door_bell.accept()
            if os.fork() == 0:
                door_bell.close()
                break
            wish.close()
    become(born(wish))


def born(wish: socket.socket) -> Wish:
    """Fork the process and look after it to its end; comes back in the process itself."""
    written, handles, _, _ = socket.recv_fds(wish, LARGEST, 3)
    heard, told = socket.socketpair()
    told.settimeout(0)
    signal.set_wakeup_fd(told.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    child = os.fork()
    if child:
        for handle in (0, 1, 2, *handles):  # or they would never end for whoever reads them
            os.close(handle)
        look_after(child, wish, heard)
        os._exit(0)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, handle in enumerate(handles):
        os.dup2(handle, number)
        os.close(handle)
    for one in (wish, heard, told):
        one.close()
    asked: Wish = marshal.loads(written)  # noqa: S302 - written by the tests themselves
    return asked


def look_after(child: int, wish: socket.socket, heard: socket.socket) -> None:
    """Pass signals on, and tell how it ended; when whoever asked for it is killed, it is killed too."""
    while True:
        readable, _, _ = select.select([wish, heard], [], [])
        if heard in readable:
            break
        number = wish.recv(1)
        os.kill(child, number[0] if number else signal.SIGKILL)
        if not number:
            os.waitpid(child, 0)
            return
    _child, status = os.waitpid(child, 0)
    wish.sendall(os.waitstatus_to_exitcode(status).to_bytes(2, signed=True))


def become(asked: Wish) -> None:
    """What `python -m` does, from the moment everything is loaded."""
    words, folder, environment = asked
    os.environ.clear()  # noqa: TID251
    os.environ.update(environment)  # noqa: TID251
    os.chdir(folder)
    sys.path.insert(0, folder)
    sys.argv[:] = words
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1])
