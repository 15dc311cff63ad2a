from django.urls import path

from . import finding, kiosk, people, views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("my/", views.my, name="my"),
    path("my/access/", views.my_access, name="my_access"),
    path("desk/", views.desk, name="desk"),
    path("desk/find/", finding.find, name="find"),
    path("desk/people/<uuid:pk>/", people.person, name="person"),
    path("desk/people/<uuid:pk>/contact/", people.contact, name="person_contact"),
    path("mode/", views.mode, name="mode"),
    path("language/", views.language, name="language"),
    path("kiosk/", kiosk.start, name="kiosk"),
    path("kiosk/print/", kiosk.print_here, name="kiosk_print"),
    path("kiosk/wipe/", kiosk.wipe, name="kiosk_wipe"),
    path("kiosk/seen/", kiosk.seen, name="kiosk_seen"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("components/", views.components, name="components"),
    path("outbox/", views.outbox, name="outbox"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
