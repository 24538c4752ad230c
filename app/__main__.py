"""The window, by `python -m app`."""

import sys

from app.desktop import main

sys.exit(main())
