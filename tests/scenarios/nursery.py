"""Bears bot processes: with the imports done once, each is there at once. See killing.Process.

`python -m tests.scenarios.nursery MODULE`: for each line on standard input a process is forked that
runs the module's `main`; its number is printed, and `gone` when it has died.
"""

from __future__ import annotations

import importlib
import os
import sys

if __name__ == "__main__":
    born = importlib.import_module(sys.argv[1])
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(born.main([]))
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)
