"""Wiring: what happens when the application starts, and after a migration."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ReleasesConfig(AppConfig):
    name = "releases"
    verbose_name = _("Press office")

    def ready(self) -> None:
        from releases.editions.guards import install_after_migrate  # the models must be loaded first
        from releases.editions.search.index import rebuild_after_migrate

        import_module("embassy.checks")
        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="record-guards")
        post_migrate.connect(rebuild_after_migrate, sender=self, dispatch_uid="record-search")


class DeskConfig(AdminConfig):
    default_site = "releases.admin.desk.Desk"

    def ready(self) -> None:
        super().ready()
        import_module("releases.admin.registered")
        user_logged_in.connect(import_module("releases.admin.signing_in.limits").begin, dispatch_uid="session-limits")
