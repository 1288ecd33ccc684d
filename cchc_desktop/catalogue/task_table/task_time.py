"""The time of a task whose table tells it in one column or in two ("thời gian thực hiện", "thời gian hoàn thành")."""

from cchc_desktop.domain.time_phrase import TimeFrame, parse


def time_of(carried_out: str, due: str) -> TimeFrame:
    """One phrase of both columns, in their own words, that reads to the start of the first and the end of the second.

    Where no joining of the two can be read the frame is not understood, and both texts stand side by side.
    """
    if not carried_out or not due or carried_out == due:
        return parse(carried_out or due)
    first, last = parse(carried_out), parse(due)
    for text in (f"{carried_out} - {due}", f"{carried_out}; {due}", f"{carried_out}; hoàn thành {due}"):
        frame = parse(text)
        fits = frame.end == last.end and (first.start is None or frame.start == first.start)
        if frame.understood and last.understood and fits:
            return frame
    return TimeFrame(f"{carried_out}; hoàn thành {due}", understood=False)
