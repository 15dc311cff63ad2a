from django.urls import path

from .views import apply, case, desk_case, hall, public, window

app_name = "casework"
urlpatterns = [
    path("apply/<slug:code>/", apply.start, name="start"),
    path("apply/<slug:code>/check/", apply.check, name="check"),
    path("apply/<slug:code>/<slug:page>/", apply.page, name="page"),
    path("cases/<str:number>/", case.case, name="case"),
    path("cases/<str:number>/receipt/", case.receipt, name="receipt"),
    path("cases/<str:number>/receipt.pdf", case.receipt_pdf, name="receipt_pdf"),
    path("cases/<str:number>/due.ics", case.due_ics, name="due_ics"),
    path("cases/<str:number>/rate/", case.rate, name="rate"),
    path("cases/<str:number>/correct/", case.correct, name="correct"),
    path("cases/<str:number>/answer/", case.answer, name="answer"),
    path("cases/<str:number>/volume.zip", case.volume, name="volume"),
    path("cases/<str:number>/identity/", desk_case.identity, name="case_identity"),
    path("cases/<str:number>/show/", desk_case.show_number, name="show_number"),
    path("cases/<str:number>/steps/<slug:step>/", desk_case.take_step, name="step"),
    path("cases/<str:number>/move/<slug:act>/", desk_case.move, name="move"),
    path("cases/<str:number>/announce/", desk_case.announce, name="announce"),
    path("cases/<str:number>/announce/drop/", desk_case.drop_announcement, name="drop_announcement"),
    path("my/electronic/", case.electronic, name="electronic"),
    path("publicity/", public.publicities, name="publicities"),
    path("publicity/<int:pk>/", public.publicity, name="publicity"),
    path("desk/batch/", hall.batch, name="batch"),
    path("desk/tasks/", hall.tasks, name="tasks"),
    path("desk/tasks/<int:pk>/", hall.task, name="task"),
    path("desk/issue/", hall.issue, name="issue"),
    path("desk/issue/print/", hall.print_papers, name="print_papers"),
    path("desk/issue/<str:number>/", hall.hand_out, name="hand_out"),
    path("desk/serve/", hall.serve, name="serve"),
    path("desk/objections/<str:number>/", hall.objection, name="objection"),
    path("desk/shift/", hall.shift, name="shift"),
    path("desk/outage/", hall.outage, name="outage"),
    path("desk/window/", window.begin, name="window"),
    path("desk/window/<uuid:pk>/", window.fill, name="window_fill"),
]
