"""`python -m maps`: the command line without the console script."""

import sys

from maps.command import main

if __name__ == "__main__":
    sys.exit(main())
