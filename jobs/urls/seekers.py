"""CV, wishes, assessment, plan, activities."""

from django.urls import path

from ..views import assessment, guidance, resumes

urlpatterns = [
    path("my/cv/", resumes.resume, name="resume"),
    path("my/cv/pdf/", resumes.resume_pdf, name="resume_pdf"),
    path("my/cv/basics/", resumes.section, {"name": "basics"}, name="resume_basics"),
    path("my/cv/skills/", resumes.section, {"name": "skills"}, name="resume_skills"),
    path("my/cv/sharing/", resumes.section, {"name": "sharing"}, name="resume_sharing"),
    path("my/cv/wishes/new/", resumes.new_wish, name="new_wish"),
    path("my/cv/wishes/<uuid:pk>/drop/", resumes.drop_wish, name="drop_wish"),
    path("my/cv/entries/new/", resumes.new_entry, name="new_entry"),
    path("my/cv/entries/<uuid:pk>/", resumes.entry, name="resume_entry"),
    path("my/cv/entries/<uuid:pk>/drop/", resumes.drop_entry, name="drop_entry"),
    path("my/assessment/", assessment.assessment, name="assessment"),
    path("my/assessment/pages/<int:pk>/", assessment.assessment_page, name="assessment_page"),
    path("my/assessment/result/", assessment.assessment_result, name="assessment_result"),
    path("desk/seekers/", guidance.overdue, name="overdue"),
    path("desk/seekers/<uuid:pk>/", guidance.seeker, name="guided"),
    path("desk/seekers/<uuid:pk>/interview/", guidance.write, {"what": "interview"}, name="new_interview"),
    path("desk/seekers/<uuid:pk>/group/", guidance.write, {"what": "group"}, name="new_group"),
    path("desk/seekers/<uuid:pk>/plan/", guidance.write, {"what": "plan"}, name="new_plan"),
    path("desk/seekers/<uuid:pk>/contacted/", guidance.contacted, name="contacted"),
    path("desk/key-groups/<uuid:pk>/end/", guidance.end_group, name="end_group"),
    path("my/plans/", guidance.my_plans, name="my_plans"),
    path("my/plans/<uuid:pk>/sign/", guidance.sign_plan, name="sign_plan"),
    path("my/plans/<uuid:pk>/pdf/", guidance.plan_pdf, name="plan_pdf"),
]
