"""Groups of occupations (小类, the third level of the classification), by which matching is cut into blocks."""


def group_of(code: str) -> int:
    """The group of an occupation as a number: 4-01-02-03 is 40102. 0 for no occupation."""
    return int(code[:7].replace("-", "")) if code else 0


def prefix_of(group: int) -> str:
    """The beginning that all codes of a group have: 40102 is 4-01-02."""
    return f"{group // 10_000}-{group // 100 % 100:02d}-{group % 100:02d}"
