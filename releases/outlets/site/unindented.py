"""Templates of the site without the spaces that set their lines in: a tenth of a page, said to nobody."""

import re

from django.template import Origin
from django.template.loaders import filesystem

_FOLDER = "site/"
# Of what is no element, one space stays: it may be an attribute.
_SET_IN = re.compile(r"^[ \t]+(?=<|[ \t])", re.MULTILINE)


class Loader(filesystem.Loader):
    """Lines stay lines, so that nothing that was apart comes together. None of these templates may preserve spaces."""

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        return _SET_IN.sub("", contents) if str(origin.template_name).startswith(_FOLDER) else contents
