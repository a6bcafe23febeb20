"""Makes thousands of plans out of the samples: the same numbers give the same bytes on every machine."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "samples"))  # the builder of the samples belongs to a script
