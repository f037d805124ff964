from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("releases.urls")),
]

handler404 = "releases.outlets.site.errors.not_found"
handler500 = "releases.outlets.site.errors.failed"
