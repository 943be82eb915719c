"""Working days are not known for a year of the case.

Why: a time limit that is reckoned by a guess is worse than none; what cannot be reckoned is said to be undetermined.
Basis: the State Council's yearly notices fix the working days of one year each (`schemas/common/calendar`); later
    years cannot be known.
Bad: a letter received in a year beyond the table, of which the deadline is told all the same.
Good: the layer workingDays is skipped, the verdict undetermined; a newer table is given with `--calendar`.
"""

from validators.rule import layer_rule

layer_rule(
    "TM-03",
    __name__,
    skips="workingDays",
    title_zh="工作日表未覆盖所需年份",
    why_zh="国务院每年公布次年的节假日安排，表外年份的工作日无从得知，因此不推算时限，结论为不能判定。"
    "请用 --calendar 提供较新的工作日表后重新检查。",
    risk="时限",
    messages={
        "": (
            "没有 {years} 年的工作日表，未计算时限；请用 --calendar 提供较新的工作日表",
            "no working days are known for {years}: give a newer table with --calendar",
        )
    },
    covers=("GBT-6-limits",),
)
