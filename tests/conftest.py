"""What holds for every test: messages are English unless a test asks for Vietnamese, wherever the tests run."""

import os

os.environ["PLANPARSE_LANG"] = "en"  # programs that a test starts take it over
