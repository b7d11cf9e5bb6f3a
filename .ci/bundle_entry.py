"""What the bundled program starts with."""

import sys

from jltrain.__main__ import main

sys.exit(main())
