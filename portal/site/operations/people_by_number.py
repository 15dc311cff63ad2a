"""Made-up people by their running number: the same number is always the same person, and nobody real."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from portal.kernel import identity

REGION = "519999"  # exists nowhere
FIRST_BIRTH, LAST_BIRTH = date(1962, 1, 1), date(2007, 12, 31)
DAYS = (LAST_BIRTH - FIRST_BIRTH).days + 1
STRIDE = 6_007  # without a common divisor with DAYS: neighbours are of different ages
FIRST_SEQUENCE = 500  # the tests' cast and the demo live below
MOST = DAYS * (1000 - FIRST_SEQUENCE)
SURNAMES = (
    "李王张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫"
    "孔向汤"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞红鑫波宇浩凯欣怡佳琪子涵雨梓轩思源晓梅建国"
    "春燕小龙志远文博海燕丹妮永康新雅若兮安然"
)
YI = ("阿呷", "阿依", "尔古", "曲木", "吉克", "沙马", "木果", "日洛", "乌牛", "拉铁")


@dataclass(frozen=True)
class Somebody:
    """What a made-up person would say at the window."""

    name: str
    number: str
    birth: date
    sex: str
    phone: str


def somebody(index: int) -> Somebody:
    """The person of this running number, below MOST."""
    if not 0 <= index < MOST:
        raise ValueError(f"there are {MOST} made-up people")
    dice = random.Random(index)  # noqa: S311 - nothing secret
    birth = FIRST_BIRTH + timedelta(days=index * STRIDE % DAYS)
    sequence = FIRST_SEQUENCE + index // DAYS
    digits = f"{REGION}{birth:%Y%m%d}{sequence:03d}"
    return Somebody(
        name=_name(dice),
        number=digits + identity.check_digit(digits),
        birth=birth,
        sex="male" if sequence % 2 else "female",
        phone=f"169{index:08d}",  # 169 has been given to nobody
    )


def _name(dice: random.Random) -> str:
    if dice.random() < 0.03:
        return f"{dice.choice(YI)}·{dice.choice(YI)}"
    return dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=1 if dice.random() < 0.25 else 2))
