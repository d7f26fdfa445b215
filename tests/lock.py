"""Join two resolutions into the one hashed requirements file: what runs first, what only developers need after it.

lock.py RUNTIME.txt ALL.txt > requirements.txt
"""

import pathlib
import re
import sys


def entries(path: str) -> list[str]:
    """The pinned requirements of a resolution, each with its lines of hashes."""
    return re.split(r"\n(?=\S)", pathlib.Path(path).read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    runtime, every = entries(sys.argv[1]), entries(sys.argv[2])
    print("# Versions and hashes for uv and pip alike; `make lock` writes this file.")
    print("\n".join(runtime))
    print("# for development: everything below this line")
    print("\n".join(each for each in every if each not in runtime))
