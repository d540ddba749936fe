"""`check` and load at 1,000, 10,000 and 100,000 entities, beside the bare load of the same files by ryaml and PyYAML.

In one run (`make bench-gazetteer`; sizes as arguments: `python tests/bench/editing.py 1000`). Each figure is of a
process of its own, so that no cache of another counts; CPU seconds, with the most memory that the process had. Entities
are people, 500 a file, written as an editor does, with names in two languages, a term and sources.
"""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
A_FILE = 500
SIZES = (1_000, 10_000, 100_000)
SYLLABLES = ("an", "bình", "cường", "dũng", "đức", "giang", "hà", "hải", "hiếu", "hòa", "hùng", "lâm", "minh", "vinh")
HAN = "安平强勇德江河海孝和雄林明荣"

# A line for each figure: what it is called, and the program, which reads the directory sys.argv[1].
BARE = {
    "ryaml": "import ryaml\nfor file in files: ryaml.loads(file.read_text(encoding='utf-8'))",
    "PyYAML, CSafeLoader": "import yaml\nfor file in files: yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)",
    "PyYAML, CBaseLoader": "import yaml\nfor file in files: yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)",
}
OURS = {
    "load, no cache": "from exonym.resolver.store.reading.load import load\nload([root])",
    "load, cached": "from exonym.resolver.store.caching.snapshots import load\nload([root], cache)",
}
HEAD = """\
import sys
from pathlib import Path
root, cache = map(Path, sys.argv[1:])
files = sorted(root.rglob('*.yaml'))
"""


def write(root: Path, count: int) -> None:
    """A gazetteer of so many people, and one post."""
    chance = random.Random(count)  # noqa: S311 - names, not secrets
    people = root / "people"
    people.mkdir(parents=True)
    (root / "posts.yaml").write_text("x-post:\n  kind: post\n  name: Bộ trưởng\n  sources: [knowledge]\n")
    (root / "sources.yaml").write_text("knowledge:\n  title: What the editors know\n")
    for begin in range(0, count, A_FILE):
        entries = [_entry(number, chance) for number in range(begin, min(begin + A_FILE, count))]
        (people / f"f{begin // A_FILE:04}.yaml").write_text("# invented people\n" + "".join(entries))


def _entry(number: int, chance: random.Random) -> str:
    parts = [chance.randrange(len(SYLLABLES)) for _ in range(3)]
    name = " ".join(SYLLABLES[at].capitalize() for at in parts)
    han = "".join(HAN[at] for at in parts)
    return (
        f"x-{number:06}:\n  name: {name} {number}\n  names:\n    zh: [{han}{number}]\n    ru: Имя {number}\n"
        f"  country: vn\n  born: {1920 + number % 40}\n"
        f"  posts:\n    - {{post: x-post, from: {1960 + number % 60}-04, source: knowledge}}\n  sources: [knowledge]\n"
    )


def measured(command: list[str], environment: dict[str, str]) -> str:
    """CPU seconds, wall seconds and memory of a process, or why there are none."""
    before = os.times()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output, errors = process.stdout.read(), process.stderr.read()  # type: ignore[union-attr]
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = os.times().elapsed - before.elapsed
    if process.returncode:
        return f"failed: {(errors or output).decode().strip().splitlines()[-1]}"
    cpu = usage.ru_utime + usage.ru_stime
    return f"{cpu:7.2f} s CPU  {wall:7.2f} s  {usage.ru_maxrss / 1024:7.0f} MB"


def bench(count: int, scratch: Path) -> None:
    root, cache, home = scratch / "gazetteer", scratch / "compiled", scratch / "home"
    write(root, count)
    environment = {**os.environ, "XDG_CACHE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    size = sum(file.stat().st_size for file in root.rglob("*.yaml"))
    print(f"\n{count:,} entities, {size / 1e6:.1f} MB of YAML")
    for name, program in {**BARE, **OURS}.items():
        if name == "ryaml" and importlib.util.find_spec("ryaml") is None:
            print(f"  {name:<24} not installed: pip install ryaml")
            continue
        command = [sys.executable, "-c", HEAD + program, str(root), str(cache)]
        if name == "load, cached":
            measured(command, environment)
        print(f"  {name:<24}{measured(command, environment)}")
    check = [sys.executable, "-m", "exonym.api.cli.main", "check", str(root)]
    print(f"  {'check, cold':<24}{measured(check, environment)}")
    print(f"  {'check, nothing new':<24}{measured(check, environment)}")
    file = next(root.glob("people/*.yaml"))
    file.write_text(file.read_text().replace("born: 1950", "born: 1951"))
    print(f"  {'check, one file changed':<24}{measured(check, environment)}")


def shipped(scratch: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(scratch / "home"), "PYTHONPATH": str(ROOT)}
    print("shipped gazetteer")
    for name in ("check, cold", "check, nothing new"):
        print(f"  {name:<24}{measured([sys.executable, '-m', 'exonym.api.cli.main', 'check'], environment)}")


def main() -> None:
    scratch = Path(tempfile.mkdtemp(prefix="exonym-bench-"))
    try:
        shipped(scratch)
        for count in map(int, sys.argv[1:] or SIZES):
            bench(count, scratch / str(count))
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
