"""`python -m tests.campaigns kill|powercut|… [--runs N] [--seed S]`: one campaign, or `all` of them."""

import argparse
import os
import platform
import sqlite3
import sys
import time

from sqlcipher3 import dbapi2

from tests.campaigns.registry import campaigns
from tests.central import ENVIRONMENT


def main() -> int:
    found = campaigns()
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns", description=__doc__)
    parser.add_argument("campaign", choices=[*found, "all"], nargs="+")
    parser.add_argument("--runs", type=int, default=0, help="how many (each campaign has its usual number)")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    os.environ.update(ENVIRONMENT)
    print(
        f"seed {options.seed} · Python {platform.python_version()} · SQLite {sqlite3.sqlite_version} · "
        f"SQLCipher's SQLite {dbapi2.sqlite_version} · {platform.platform()}",
        flush=True,
    )
    held = True
    for name in found if "all" in options.campaign else options.campaign:
        begun = time.monotonic()
        report = found[name].run(options.seed, options.runs or found[name].usual)
        print(f"{report.told()} · {time.monotonic() - begun:.0f} s", flush=True)
        held = held and report.holds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
