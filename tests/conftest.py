"""What holds for every test: English messages unless a test asks for Vietnamese, and no clock that fails a test."""

import os

from hypothesis import settings

os.environ["PLANPARSE_LANG"] = "en"  # programs that a test starts take it over
settings.register_profile("house", deadline=None)  # tests run side by side on machines that others use as well
settings.load_profile("house")
