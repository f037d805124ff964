"""The admin site itself."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    site_title = _("Press office")
    site_header = _("Press office")
    index_title = _("News desk")
