"""Bears bot processes: with the imports done once, each is there at once. See killing.Process.

`python -m tests.scenarios.nursery MODULE`: for each line on standard input a process is forked that
runs the module's `main`; its number is printed, and `gone` when it has died. When standard input
ends, the process that runs is killed, and the nursery ends once it is gone: no test is followed by
a bot that still holds its database.
"""

from __future__ import annotations

import importlib
import os
import select
import signal
import sys

if __name__ == "__main__":
    born = importlib.import_module(sys.argv[1])
    for _ in sys.stdin:
        life, held = os.pipe()  # the child alone holds one end: the other tells of its death
        child = os.fork()
        if child == 0:
            os.close(life)
            os._exit(born.main([]))
        os.close(held)
        print(child, flush=True)
        ready, _, _ = select.select([sys.stdin, life], [], [])
        if sys.stdin in ready:  # nobody asks for the next one while this one lives: it is the end
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(life)
        print("gone", flush=True)
