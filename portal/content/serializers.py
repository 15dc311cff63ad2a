"""How a guide reads to programs."""

from rest_framework import serializers

from portal.casework.models import ServiceItem
from portal.casework.registry import version_on

from .queries import guide_of


class QuestionSerializer(serializers.Serializer):
    question = serializers.CharField()
    answer = serializers.CharField()


class GuideSerializer(serializers.Serializer):
    """Every element of 办事指南; `days_certain` false means the days are 待核实."""

    version = serializers.IntegerField(help_text="0: the catalogue; else the number of the published version")
    audience = serializers.ListField(child=serializers.CharField())
    conditions = serializers.CharField()
    materials = serializers.ListField(child=serializers.CharField(), help_text="empty: nothing to hand in")
    replaced = serializers.CharField(help_text="what data or a promise stands in for", allow_blank=True)
    days_text = serializers.CharField()
    days_certain = serializers.BooleanField()
    fee = serializers.CharField()
    accept = serializers.CharField()
    decide = serializers.CharField()
    channels = serializers.ListField(child=serializers.CharField())
    route = serializers.ListField(child=serializers.CharField())
    result = serializers.CharField()
    delivery = serializers.CharField()
    basis = serializers.ListField(child=serializers.CharField())
    publicised = serializers.BooleanField()
    questions_answers = QuestionSerializer(many=True)


def guide_json(item: ServiceItem) -> dict:
    """The guide of an item in force today, in plain types."""
    return GuideSerializer(guide_of(item, version_on(item.pk)).as_json()).data
