from django.urls import path, re_path

from . import changes, documentation, entrance, past, subjects, views, webhooks

urlpatterns = [
    # The first two are asked for most.
    path("api/v1/releases/", views.Releases.as_view(), name="api-releases"),
    path("api/v1/releases/<uuid:uid>/", views.Release.as_view(), name="api-release"),
    path("api/v1/", entrance.Root.as_view(), name="api-root"),
    path("api/v1/me/", entrance.Me.as_view(), name="api-me"),
    path("api/v1/schema/", documentation.Schema.as_view(), name="api-schema"),
    path("api/v1/docs/", documentation.docs, name="api-docs"),
    path("api/v1/changes/", changes.Changes.as_view(), name="api-changes"),
    path("api/v1/releases/<uuid:uid>/editions/", past.Editions.as_view(), name="api-editions"),
    path("api/v1/releases/<uuid:uid>/editions/<int:number>/", past.EditionOf.as_view(), name="api-edition"),
    path("api/v1/briefings/", views.Briefings.as_view(), name="api-briefings"),
    path("api/v1/briefings/<uuid:uid>/", views.Briefing.as_view(), name="api-briefing"),
    path("api/v1/statements/", views.Statements.as_view(), name="api-statements"),
    path("api/v1/statements/<uuid:uid>/", views.Statement.as_view(), name="api-statement"),
    path("api/v1/statistics/", views.Statistics.as_view(), name="api-statistics"),
    path("api/v1/statistics/<uuid:uid>/", views.Statistic.as_view(), name="api-statistic"),
    path("api/v1/media/", views.Media.as_view(), name="api-media-list"),
    path("api/v1/media/<uuid:uid>/", views.MediaAsset.as_view(), name="api-media"),
    path("api/v1/people/", subjects.People.as_view(), name="api-people"),
    path("api/v1/people/<slug:slug>/", subjects.Person.as_view(), name="api-person"),
    path("api/v1/topics/", subjects.Topics.as_view(), name="api-topics"),
    path("api/v1/topics/<slug:slug>/", subjects.Topic.as_view(), name="api-topic"),
    path("api/v1/webhooks/", webhooks.Endpoints.as_view(), name="api-webhooks"),
    path("api/v1/webhooks/<int:number>/", webhooks.OneEndpoint.as_view(), name="api-webhook"),
    path("api/v1/webhooks/<int:number>/secret/", webhooks.Secret.as_view(), name="api-webhook-secret"),
    path("api/v1/webhooks/<int:number>/test/", webhooks.Test.as_view(), name="api-webhook-test"),
    path("api/v1/webhooks/<int:number>/replay/", webhooks.Replay.as_view(), name="api-webhook-replay"),
    path("api/v1/webhooks/<int:number>/deliveries/", webhooks.Deliveries.as_view(), name="api-webhook-deliveries"),
    re_path(r"^api(?:/|\Z)", entrance.Nothing.as_view(), name="api-nothing"),
]
