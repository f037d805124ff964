"""What a process keeps of words beside the record, which has to go with them: in each process, and on each host."""

from releases.graphics import raster

from .parts import parts


def forget() -> None:
    """After an expunging. Whatever else was made of other words is made anew."""
    parts.forget()
    raster.forget()
