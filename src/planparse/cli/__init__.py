"""The command line. Importing it is cheap: what a command needs is imported when the command runs."""

from planparse.cli.main import main

__all__ = ["main"]
