from django.urls import re_path

from . import views

urlpatterns = [re_path(r"^media/(?P<digest>[0-9a-f]{64})/(?P<name>[a-z0-9-]+\.[a-z0-9]+)\Z", views.file, name="media")]
