from django.urls import path

from . import views

urlpatterns = [path("<slug:language>/feed.atom", views.atom, name="feed-atom")]
