"""The development benchmarks beside the checkout: this resolver and the three baselines, one table a set."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """`quality.py BENCH [scorer options]`: the scorer that lies in BENCH, for the adapter and for the baselines."""
    bench = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/bench").resolve()
    scorer = bench / "score_bench.py"
    if not scorer.is_file():
        print(f"no benchmark at {bench}: it lies beside the project, not in it", file=sys.stderr)
        return 1
    options = sys.argv[2:]
    for who in (["--resolver", "adapter:factory"], ["--baseline", "1"], ["--baseline", "2"]):
        done = subprocess.run(
            [sys.executable, str(scorer), "--bench", str(bench), *who, *options], cwd=HERE, check=False
        )
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
