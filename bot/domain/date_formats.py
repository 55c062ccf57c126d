"""The orders of day and month in dates that do not say theirs."""

DAY_FIRST = "dd/mm/yyyy"
MONTH_FIRST = "mm/dd/yyyy"
DATE_FORMATS = (DAY_FIRST, MONTH_FIRST)
