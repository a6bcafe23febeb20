"""Makes the plans that are measured: ``python bench/make_plans.py 1000`` (or 5000, 20000)."""

import argparse
import sys

from generate.make import DIGESTS, FOLDER, SAMPLE, SIZES, PlansDifferError, keep_digest, plan_set


def main() -> int:
    """Makes and checks a set; with ``--keep`` its digest becomes the one to check by."""
    parser = argparse.ArgumentParser(description="The made plans, a fixed set checked by digest.")
    parser.add_argument("size", type=int, choices=(SAMPLE, *SIZES))
    parser.add_argument("--keep", action="store_true", help=f"write the digest into {DIGESTS.name}")
    options = parser.parse_args()
    if options.keep:
        keep_digest(options.size)
    if options.size == SAMPLE:
        return 0
    try:
        made = plan_set(options.size)
    except PlansDifferError as error:
        print(f"make_plans: {error}", file=sys.stderr)
        return 1
    print(f"{len(made.entries)} plans in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
