from django.urls import path

from . import flow_views, telling, views

app_name = "content"
urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/matrix/", flow_views.matrix, name="matrix"),
    path("services/<slug:code>/", views.service, name="service"),
    path("services/<slug:code>/flow/", flow_views.of_item, name="item_flow"),
    path("flow/", flow_views.whole, name="flow"),
    path("papers/", telling.papers, name="papers"),
    path("papers/tell/", telling.extra_demand, name="extra_demand"),
    path("papers/answer/", telling.demand_answer, name="demand_answer"),
    path("feedback/", telling.feedback, name="feedback"),
    path("changes/", views.changes, name="changes"),
]
