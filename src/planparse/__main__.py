"""``python -m planparse`` is ``planparse``."""

from planparse.cli import main

if __name__ == "__main__":
    main()
