"""Stands for a process of the nursery: its files, its folder, its environment, its signals and its end.

Takes the path of the nursery's socket, a module and its arguments. Loads next to nothing, to be quick.
"""

import marshal
import os
import signal
import socket
import sys

with socket.socket(socket.AF_UNIX) as nursery:
    nursery.connect(sys.argv[1])
    wish = sys.argv[2:], os.getcwd(), dict(os.environ)  # noqa: PTH109, TID251 - what is lighter than pathlib
    socket.send_fds(nursery, [marshal.dumps(wish)], [0, 1, 2])
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda sent, _frame: nursery.sendall(bytes([sent])))
    code = int.from_bytes(nursery.recv(2), signed=True)
if code < 0:  # ended by a signal, as we do now
    signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
sys.exit(code)
