"""How the last job ended: the grounds of 人力资源和社会保障部令第13号 第十三条 beside the register's own words.

One table, read both ways. Where the register's word stands for several grounds, the first of them is meant.
"""

TABLE = (
    ("LCL44_1", "expired"),
    ("DISMISSED", "employer"),
    ("LCL44_5", "closed"),
    ("LCL44_4", "closed"),
    ("LCL37", "resigned"),
    ("LCL38", "resigned"),
    ("LCL36_WORKER", "resigned"),
)
BY_GROUND = dict(TABLE)
BY_WORD = dict(reversed([(word, ground) for ground, word in TABLE]))


def word_of(ground: str) -> str:
    """A ground of separation in the words of the register; any other is the employer's."""
    return BY_GROUND.get(ground, "employer")


def ground_of(word: str) -> str | None:
    """A word of the register as a ground of separation; None for those who had no employer."""
    return BY_WORD.get(word)
