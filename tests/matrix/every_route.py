"""Every route of the site, joined from its rooms."""

from tests.matrix.routes_discussions import DISCUSSIONS
from tests.matrix.routes_groups import GROUPS
from tests.matrix.routes_library import LIBRARY
from tests.matrix.routes_notices import NOTICES

ROUTES = LIBRARY | GROUPS | DISCUSSIONS | NOTICES
