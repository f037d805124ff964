from django.urls import path

from . import views

urlpatterns = [
    path("api/v1/releases/", views.ReleaseList.as_view(), name="api-releases"),
    path("api/v1/releases/<uuid:uid>/", views.ReleaseDetail.as_view(), name="api-release"),
]
