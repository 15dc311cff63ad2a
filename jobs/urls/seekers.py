"""CV, wishes, assessment, plan, activities."""

from django.urls import path

from ..views import assessment, resumes

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
]
