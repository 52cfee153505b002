"""Solves the config of a pack with the pack's own model, for every line of standard input.

The first answer is the result; the others are seconds per solve().
"""

import json
import sys
import timeit
from pathlib import Path

TIMES = 20

path = Path(sys.argv[1])
sys.dont_write_bytecode = True
sys.path.insert(0, str(path.parent))
import cluster_model  # noqa: E402

config = cluster_model.load_config(path)
input()
print(json.dumps(cluster_model.solve(config)), flush=True)
for _ in sys.stdin:
    print(timeit.timeit(lambda: cluster_model.solve(config), number=TIMES) / TIMES, flush=True)
