from django.urls import path

from . import calculator, finding, hiring, kiosk, life, offers, people, views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("calculator/", calculator.calculator, name="calculator"),
    path("calculator/firm/", calculator.calculator, {"who": "firm"}, name="calculator_firm"),
    path("life/hiring/", hiring.hiring, name="hiring"),
    path("life/lost-job/", life.begin, name="life"),
    path("life/lost-job/done/<uuid:pk>/", life.done, name="life_done"),
    path("life/lost-job/<slug:page>/", life.page, name="life_page"),
    path("my/", views.my, name="my"),
    path("my/offers/<int:pk>/take/", offers.answer, {"how": "take"}, name="offer_take"),
    path("my/offers/<int:pk>/drop/", offers.answer, {"how": "drop"}, name="offer_drop"),
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
