"""Items without code, in the admin (附件十一): questions, path, guide, clock, rules; two people publish."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.kernel.admin import NeverDeleted
from portal.rules import checks

from .local import pages_of
from .models import ItemCheck, ItemField, ItemVersion
from .models.item import PATH_STEPS
from .services import versions

EDITABLE = ItemVersion.Status.DRAFT


def actor_of(request: HttpRequest) -> Actor:
    """An administrator acts as the system under their own login; who prepared and published stands on the version."""
    return system(f"admin:{request.user.pk}")


class VersionForm(forms.ModelForm):
    """The path as tick boxes in their order; the day not before today."""

    path = forms.MultipleChoiceField(
        label=gettext_lazy("审批环节(受理和决定之外)"),
        choices=PATH_STEPS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ItemVersion
        fields = [
            "item", "from_day", "name", "conditions", "accept", "decide", "result", "materials", "basis", "route",
            "questions_answers", "days", "days_start", "path", "publicity_days", "commitment",
        ]  # fmt: skip

    def clean_path(self) -> list[str]:
        order = [code for code, _title in PATH_STEPS]
        chosen = sorted(self.cleaned_data["path"], key=order.index)
        if "recheck" in chosen and "review" not in chosen:
            raise ValidationError(_("有复核就要有初审。"))
        return chosen

    def clean_from_day(self):
        day = self.cleaned_data["from_day"]
        if day < clock.today():
            raise ValidationError(_("生效日不能早于今天。"))
        return day


class CheckForm(forms.ModelForm):
    """A rule picked from the registry; each value is told by name."""

    rule = forms.ChoiceField(label=gettext_lazy("规则"), choices=[])

    class Meta:
        model = ItemCheck
        fields = ["rule", "values", "article"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [
            (each.code, f"{each.title}{self._named(each)}") for each in checks.all_checks()
        ]
        self.fields["values"].help_text = _('按参数名填写,例如 {"least": 16, "most": 60}。')

    @staticmethod
    def _named(check: checks.Check) -> str:
        return f"({'、'.join(check.values)})" if check.values else ""


class FrozenInline(admin.TabularInline):
    """Rows of a version that can be changed only while it is being prepared."""

    extra = 1

    def _editable(self, obj: ItemVersion | None) -> bool:
        return obj is None or obj.status == EDITABLE

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._editable(obj) and super().has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._editable(obj) and super().has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._editable(obj) and super().has_delete_permission(request, obj)


class FieldInline(FrozenInline):
    model = ItemField
    fields = ["position", "page", "name", "label", "hint", "kind", "required", "choices", "least", "most"]


class CheckInline(FrozenInline):
    model = ItemCheck
    form = CheckForm


@admin.register(ItemVersion)
class ItemVersionAdmin(NeverDeleted):
    """Prepared here by one person; the buttons on the page propose, publish, drop, copy."""

    form = VersionForm
    list_display = ["item", "number", "status", "from_day", "prepared_by", "published_by"]
    list_filter = ["status"]
    list_select_related = ["item", "prepared_by", "published_by"]
    search_fields = ["name", "item__code"]
    autocomplete_fields = ["item"]
    inlines = [FieldInline, CheckInline]
    change_form_template = "casework/version_change_form.html"

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return (obj is None or obj.status == EDITABLE) and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: ItemVersion, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.prepared_by = request.user
            last = ItemVersion.objects.filter(item=obj.item).aggregate(last=Max("number"))["last"]
            obj.number = (last or 0) + 1
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("<int:pk>/preview/", wrap(self.preview), name="casework_itemversion_preview"),
            path("<int:pk>/act/<slug:act>/", wrap(require_POST(self.act)), name="casework_itemversion_act"),
        ]
        return own + super().get_urls()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None
    ) -> HttpResponse:
        found = ItemVersion.objects.filter(pk=object_id).first() if object_id.isdigit() else None
        extra = {**(extra_context or {}), "version": found, "acts": self._acts(request, found)}
        return super().change_view(request, object_id, form_url, extra)

    def _acts(self, request: HttpRequest, version: ItemVersion | None) -> list[tuple[str, str]]:
        """The buttons of a version as it stands."""
        if version is None:
            return []
        status = ItemVersion.Status
        acts = {
            status.DRAFT: [("propose", _("送审")), ("drop", _("作废"))],
            status.PROPOSED: [("publish", _("发布")), ("drop", _("作废"))],
            status.PUBLISHED: [("copy", _("复制成新版本"))],
        }.get(version.status, [])
        if version.status == status.PUBLISHED and version.from_day > clock.today():
            acts = [*acts, ("drop", _("作废"))]
        return acts

    def act(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Propose, publish, drop or copy; what is wrong is told in words and nothing changes."""
        version = get_object_or_404(ItemVersion, pk=pk)
        try:
            done = self._act(request, version, act)
        except versions.NotReady as wrong:
            for text in wrong.problems:
                messages.error(request, text)
            done = version
        except versions.OwnVersion:
            messages.error(request, _("您编辑的版本要由另一位管理员发布。"))
            done = version
        return redirect("admin:casework_itemversion_change", done.pk)

    def _act(self, request: HttpRequest, version: ItemVersion, act: str) -> ItemVersion:
        by = actor_of(request)
        if act == "propose":
            done = versions.propose(version, by=by)
        elif act == "publish":
            done = versions.publish(version, request.user, by=by)
        elif act == "drop":
            done = versions.drop(version, by=by)
        else:
            done = versions.copy_version(version, request.user, from_day=clock.today(), by=by)
        messages.success(
            request, _("%(version)s:%(status)s") % {"version": done, "status": done.get_status_display()}
        )
        return done

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The guide and every question page as a citizen will see them; nothing is saved."""
        version = get_object_or_404(ItemVersion.objects.select_related("item"), pk=pk)
        pages = [(page, page.form(answers={})) for page in pages_of(version)]
        return render(request, "casework/version_preview.html", {"version": version, "pages": pages})
