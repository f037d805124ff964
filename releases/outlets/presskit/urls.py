from django.urls import path

from . import views

urlpatterns = [
    path("<slug:language>/<slug:section>/<slug:slug>/press-kit.zip", views.press_kit, name="press-kit"),
]
