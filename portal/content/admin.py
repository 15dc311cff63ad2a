from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts import actors
from portal.accounts.by_name import ByName
from portal.kernel.actor import system
from portal.kernel.admin import LookOnly, NeverDeleted

from . import services
from .models import ExtraDemand, PageFeedback, Paper


@admin.register(Paper)
class PaperAdmin(ByName):
    list_display = ["name", "item", "replaced_by", "legal_base", "since"]
    list_filter = ["replaced_by", "item"]
    search_fields = ["name"]
    list_select_related = ["item"]


class AnswerForm(ModelForm):
    """An outcome never comes without words."""

    class Meta:
        model = ExtraDemand
        fields = ["state", "answer"]

    def clean(self) -> dict:
        data = super().clean()
        if (data.get("state") == ExtraDemand.State.RECEIVED) == bool(data.get("answer")):
            raise ValidationError(_("选了结果就写答复;还没有结果就先不写。"))
        return data

    def _post_clean(self) -> None:
        """The verb checks the row as a whole, when it also has its moment."""


@admin.register(ExtraDemand)
class ExtraDemandAdmin(NeverDeleted):
    """Look, and answer once it has been looked into."""

    form = AnswerForm
    list_display = ["number", "item", "agency", "paper", "state", "at"]
    list_filter = ["state", "item"]
    search_fields = ["number"]
    list_select_related = ["item", "agency"]
    readonly_fields = ["number", "item", "agency", "paper", "text", "contact", "at", "task", "answered_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ExtraDemand, form: ModelForm, change: bool) -> None:
        state, answer = form.cleaned_data["state"], form.cleaned_data["answer"]
        if state != ExtraDemand.State.RECEIVED:
            by = actors.of_request(request) or system("admin")
            services.answer_extra_demand(obj, state=state, answer=answer, by=by)


@admin.register(PageFeedback)
class PageFeedbackAdmin(LookOnly):
    list_display = ["path", "useful", "at"]
    list_filter = ["useful"]
    search_fields = ["path"]
