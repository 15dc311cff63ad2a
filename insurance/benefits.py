"""What unemployment insurance offers, as the registry of benefits knows it, and the facts it asks for."""

from django.utils.translation import gettext_lazy as _

from portal.rules import facts
from portal.rules.facts import Fact
from portal.rules.registry import Benefit, knows_many, register

from .queries import many, verdicts

knows_many(many.facts)

facts.register(
    Fact(
        "contribution_months",
        "integer",
        _("您一共缴了多少个月失业保险?"),
        _("按单位扣缴的月份算,断开的月份不算。不知道可以空着,登录后按记录算。"),
        most=720,
        unit=_("个月"),
    ),
    Fact(
        "separation_ground",
        "choice",
        _("您是怎么离开上一份工作的?"),
        choices=verdicts.grounds,
    ),
    Fact("seeking", "bool", _("您现在想找工作吗?")),
    Fact("registered_unemployed", "bool", _("您办过失业登记,并且现在还在登记期内吗?"), asked=False),
    Fact("birth", "date", _("您的出生日期?"), _("用来看离退休还有多久。")),
    Fact("sex", "choice", _("您的性别?"), choices=(("female", _("女")), ("male", _("男"))), asked=False),
    Fact(
        "retirement_kind",
        "choice",
        _("您原来按哪个年龄退休?"),
        choices=(
            ("male", _("男,60周岁")),
            ("female55", _("女,55周岁(管理或专业技术岗位)")),
            ("female50", _("女,50周岁(工人岗位)")),
        ),
        implies=lambda kind: {"sex": "male" if kind == "male" else "female"},
    ),
    Fact(
        "previous_spell",
        "spell",
        _("您以前领过失业保险金吗?"),
        _("没领过就空着。"),
        most=24,
        unit=_("个月"),
        group="previous",
    ),
    Fact(
        "contribution_months_since_reemployment",
        "integer",
        _("那以后重新就业又缴了多少个月?"),
        most=720,
        unit=_("个月"),
        group="previous",
    ),
    Fact(
        "certificate_date",
        "date",
        _("您最近一本职业技能证书是哪天发的?"),
        _("没有证书就空着。"),
        group="certificate",
    ),
    Fact(
        "certificate_level",
        "choice",
        _("证书是几级?"),
        choices=(
            (5, _("五级(初级工)")),
            (4, _("四级(中级工)")),
            (3, _("三级(高级工)")),
            (2, _("二级(技师)")),
            (1, _("一级(高级技师)")),
        ),
        group="certificate",
    ),
    Fact(
        "times_this_year",
        "integer",
        _("您今年领过几次技能提升补贴?"),
        most=99,
        unit=_("次"),
        group="certificate",
    ),
    Fact("same_before", "bool", _("同一职业同一等级领过技能提升补贴吗?"), asked=False),
    Fact("training_subsidy", "bool", _("为这本证书领过职业培训补贴吗?"), asked=False),
    Fact(
        "held_levels",
        "choices",
        _("同一职业领过哪些等级的技能提升补贴?"),
        choices=tuple((level, str(level)) for level in (5, 4, 3, 2, 1)),
        asked=False,
    ),
    Fact(
        "size",
        "choice",
        _("您单位是什么规模?"),
        choices=(("sme", _("中小微企业")), ("large", _("大型企业"))),
        who="firm",
    ),
    Fact("staff", "integer", _("上年度参保的有多少人?"), who="firm", unit=_("人")),
    Fact(
        "layoff_rate_percent",
        "decimal",
        _("上年度裁员率是多少?"),
        _("上年新增领失业保险金的人数除以上年平均参保人数。"),
        who="firm",
        unit="%",
    ),
    Fact(
        "paid_last_year",
        "decimal",
        _("上年度单位和职工一共缴了多少失业保险费?"),
        who="firm",
        unit=_("元"),
    ),
    Fact("paid_months", "integer", _("上年度缴满了几个月?"), most=12, who="firm", unit=_("个月")),
    Fact(
        "eligible_hires",
        "integer",
        _("今年新招了几名毕业两年内的高校毕业生或16至24岁登记失业青年?"),
        who="firm",
        most=100_000,
        unit=_("人"),
    ),
    Fact("hire_insured_months", "integer", _("为他们参保了几个月?"), most=120, who="firm", unit=_("个月")),
)
register(
    Benefit(
        code="unemployment-insurance",
        title=_("失业保险金"),
        item="unemployment-insurance",
        facts=(
            "contribution_months",
            "separation_ground",
            "registered_unemployed",
            "seeking",
            "previous_spell",
            "contribution_months_since_reemployment",
            "birth",
            "sex",
            "retirement_kind",
        ),  # fmt: skip
        verdict=verdicts.unemployment_insurance,
        needs=("registered_unemployed", "contribution_months", "separation_ground"),
        have=many.with_claims,
    )
)
register(
    Benefit(
        code="stable-post-refund",
        title=_("稳岗返还"),
        item="stable-post-refund",
        facts=("size", "staff", "layoff_rate_percent", "paid_last_year", "paid_months"),
        verdict=verdicts.stable_post_refund,
    )
)
register(
    Benefit(
        code="skill-upgrade-subsidy",
        title=_("技能提升补贴"),
        item="skill-upgrade-subsidy",
        facts=("contribution_months", "certificate_date", "certificate_level", "times_this_year"),
        verdict=verdicts.skill_upgrade_subsidy,
    )
)
register(
    Benefit(
        code="post-expansion-subsidy",
        title=_("一次性扩岗补助"),
        item="post-expansion-subsidy",
        facts=("eligible_hires", "hire_insured_months"),
        verdict=verdicts.post_expansion_subsidy,
    )
)
