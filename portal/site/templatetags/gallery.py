"""Samples for /components/: the same people and cases in every picture, none of them real."""

from typing import Any

import segno
from django import forms, template
from django.utils.translation import gettext as _

register = template.Library()


class SampleForm(forms.Form):
    name = forms.CharField(
        label=_("姓名"),
        help_text=_("和身份证上一样"),
        error_messages={"required": _("请填写姓名")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.RegexField(
        r"^1\d{10}$",
        label=_("手机号码"),
        help_text=_("用来接收办理结果,11 位数字"),
        error_messages={"invalid": _("手机号码应为 11 位,您填了 8 位")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "w-11"}),
    )
    born = forms.DateField(
        label=_("出生日期"),
        help_text=_("例如 1983 年 4 月 9 日"),
        error_messages={"invalid": _("没有 2 月 30 日这一天,请核对")},
        widget=forms.SelectDateWidget(attrs={"autocomplete": "bday"}),
    )
    reason = forms.ChoiceField(
        label=_("您为什么离开上一份工作?"),
        choices=(("ended", _("合同到期")), ("dismissed", _("单位解除合同")), ("left", _("自己辞职"))),
        error_messages={"required": _("请选一个离职原因")},
        widget=forms.RadioSelect,
    )
    wishes = forms.MultipleChoiceField(
        label=_("您想要什么帮助?"),
        help_text=_("可以选几项"),
        choices=(("jobs", _("介绍工作")), ("course", _("技能培训")), ("start", _("创业指导"))),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    county = forms.ChoiceField(
        label=_("常住地"), choices=(("510104", _("成都市锦江区")), ("511702", _("达州市通川区")))
    )
    note = forms.CharField(
        label=_("还想告诉我们什么"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PledgeForm(forms.Form):
    agree = forms.BooleanField(label=_("我已读完,承诺以上属实"))
    verify = forms.BooleanField(label=_("同意联网核验我的参保和就业信息"))


QUESTION = {
    "item_name": _("失业登记"),
    "step": 3,
    "steps": 9,
    "origin": {"source": _("社保缴费记录"), "day": "10月31日", "fix_url": "#origin"},
}
PLEDGE = {
    "title": _("失业登记告知承诺书"),
    "version": "2026-01",
    "paragraphs": [
        _("本人目前没有工作,有劳动能力,愿意工作。"),
        _("本人填写的内容真实。找到工作后,十五日内告诉登记机构。"),
    ],
    "consequence": _("内容不实的,撤销登记,退回已领的补贴,并记入信用记录。"),
}
RECEIPT = {
    "title": _("已提交"),
    "number": "SYDJ-20261123-7K4Q2M",
    "due": "12月7日(周一)",
    "excluded": _("补正的日子不算在内"),
    "now": _("等待锦江区就业服务中心受理"),
    "agency": _("成都市锦江区就业服务中心"),
    "phone": "028-86510000",
    "calendar_url": "#receipt-ics",
    "pdf_url": "#receipt-pdf",
}
FINDINGS = [
    {"met": True, "text": _("女,满 40 周岁(43 岁)"), "article": _("川人社规〔2023〕5号 第四条第(一)项")},
    {
        "met": False,
        "text": _("连续失业满一年(现为 23 天)"),
        "article": _("川人社规〔2023〕5号 第四条第(三)项"),
    },
    {"met": None, "text": _("是否享受最低生活保障,等民政部门回复"), "article": _("《就业促进法》第五十二条")},
]
CARDS = [
    {
        "title": _("收银员"),
        "url": "#card-1",
        "meta": _("蜀味人家 · 锦江区 · 1.2 公里"),
        "text": _("月薪 3,800 至 4,500 元"),
        "kind": "good",
        "word": _("11月20日已核验"),
    },
    {
        "title": _("补一份离职证明"),
        "url": "#card-2",
        "meta": _("失业登记 SYDJ-20261123-7K4Q2M"),
        "text": _("请在 11月30日(周一)前补齐。"),
        "kind": "wait",
        "word": _("等您处理"),
    },
]
QUEUE = [
    ("SYDJ-20261123-7K4Q2M", "李晓梅", _("失业登记"), 0, _("网上")),
    ("SYDJ-20261123-9H2M4P", "吉克阿呷", _("失业登记"), 2, _("窗口")),
    ("SYDJ-20261120-3C8T6W", "王建国", _("就业困难人员认定"), 7, _("代办")),
    ("SYDJ-20261116-5R7X2A", "周强", _("失业登记"), -1, _("网上")),
]


def table_cells(row: tuple[Any, ...]) -> dict[str, Any]:
    number, name, item, _days, channel = row
    return {
        "cells": [
            {"name": _("编号"), "text": number, "url": f"#case-{number}"},
            {"name": _("姓名"), "text": name},
            {"name": _("事项"), "text": item},
            {"name": _("渠道"), "text": channel},
            {"name": _("金额(元)"), "text": "1,680.00", "num": True},
        ]
    }


@register.simple_tag
def gallery_samples() -> dict[str, Any]:
    wrong = SampleForm(
        {
            "name": "",
            "phone": "13800138",
            "born_year": "1983",
            "born_month": "2",
            "born_day": "30",
            "county": "510104",
        },
        prefix="wrong",
    )
    wrong = SampleForm({f"wrong-{name}": value for name, value in wrong.data.items()}, prefix="wrong")
    form = SampleForm(
        initial={"name": "李晓梅", "born": "1983-04-09", "reason": "dismissed", "wishes": ["jobs"]}
    )
    return {
        "form": form,
        "wrong": wrong,
        "pledge_form": PledgeForm(),
        "pledge": PLEDGE,
        "receipt": RECEIPT,
        "question": QUESTION,
        "findings": FINDINGS,
        "cards": CARDS,
        "queue": QUEUE,
        "columns": [{"name": c["name"], "num": c.get("num")} for c in table_cells(QUEUE[0])["cells"]],
        "rows": [table_cells(row) for row in QUEUE[:3]],
        "tasks": [
            {"name": _("您是谁"), "url": "#task-1", "kind": "good", "word": _("已填好")},
            {
                "name": _("上一份工作"),
                "url": "#task-2",
                "hint": _("已从社保记录带出"),
                "kind": "wait",
                "word": _("填了一半"),
            },
            {"name": _("核对与承诺"), "url": "", "kind": "quiet", "word": _("还不能开始")},
        ],
        "answers": [
            {"question": _("您是谁"), "value": "李晓梅,511***********1024", "change_url": "#change-1"},
            {
                "question": _("离职日期"),
                "value": "2026年10月31日(周六)",
                "change_url": "#change-2",
                "origin": QUESTION["origin"],
            },
            {"question": _("想要什么帮助"), "value": "", "change_url": "#change-3"},
        ],
        "events": [
            {
                "when": "11月23日(周一)10:20",
                "iso": "2026-11-23T10:20",
                "title": _("要求补正"),
                "text": _("离职证明缺公章。"),
                "who": _("锦江区就业服务中心 刘芳"),
            },
            {
                "when": "11月23日(周一)09:41",
                "iso": "2026-11-23T09:41",
                "title": _("收件"),
                "who": _("网上提交"),
            },
        ],
        "doors": [
            {"name": _("我要办事"), "hint": _("失业登记、补贴、证明"), "url": "#door-1", "icon": "form"},
            {"name": _("我要找工作"), "hint": _("岗位、招聘会、职业指导"), "url": "#door-2", "icon": "work"},
            {"name": _("单位用工"), "hint": _("招人、备案、享补贴"), "url": "#door-3", "icon": "building"},
        ],
        "chips": [
            {"name": _("锦江区"), "remove_url": "#chip-1"},
            {"name": _("3,500 元以上"), "remove_url": "#chip-2"},
        ],
        "phrases": [
            _("离职证明缺单位公章,请盖章后再交。"),
            _("请补交本人社会保障卡号。"),
            _("承诺书没有签名,请签名。"),
        ],
        "crumbs": [
            {"name": _("首页"), "url": "#crumb"},
            {"name": _("办事"), "url": "#crumb-2"},
            {"name": _("失业登记"), "url": ""},
        ],
        "entries": [
            {"title": _("没有居住证能办吗?"), "text": _("能。在常住地就可以登记,不看户籍。")},
            {"title": _("要交钱吗?"), "text": _("不要。所有服务免费。")},
        ],
        "panel_rows": [
            {"name": _("收件"), "value": "11月23日(周一)"},
            {"name": _("起算"), "value": "11月24日(周二)"},
            {"name": _("经办"), "value": ""},
        ],
        "purposes": [("case", _("办理这一件")), ("call", _("打电话联系本人"))],
        "qr": segno.make("SY1:SAMPLE", error="m").svg_data_uri(border=1),
    }
