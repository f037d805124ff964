"""Audio and video: the same sound and pictures in a new container, without its metadata."""

import time
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from PIL import Image

from releases.assets.sandboxed.refusing import Refused

# What browsers play without help, by container.
_TAKEN: dict[str, dict[str, set[str]]] = {
    "video/mp4": {"video": {"h264", "hevc", "av1"}, "audio": {"aac", "mp3", "opus"}},
    "video/webm": {"video": {"vp8", "vp9", "av1"}, "audio": {"opus", "vorbis"}},
    "audio/mpeg": {"video": set(), "audio": {"mp3"}},
    "audio/mp4": {"video": set(), "audio": {"aac", "alac"}},
}
_CONTAINERS = {"video/mp4": "mp4", "video/webm": "webm", "audio/mpeg": "mp3", "audio/mp4": "ipod"}
_PREVIEW_WIDTH_PX = 1280
_BLACK = 40
_TIME_S = 4.0  # of processor time, after which a dark frame will do
_THREADS = 2  # each has pictures of its own in memory
# By the counterclockwise degrees that a telephone writes beside its pictures.
_TURNS = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}


def clean(job: dict[str, Any]) -> dict[str, Any]:
    """`{media_type, duration_ms, width_px, height_px, changed, size_bytes}`; writes the copy, and a first frame for
    a video. An MP4 without pictures is a sound.

    Raises Refused for a damaged file and for what browsers do not play.
    """
    try:
        with av.open(job["path"], mode="r", format=_demuxer(job["media_type"])) as source:
            if job["media_type"] == "video/mp4" and not source.streams.video and source.streams.audio:
                job["media_type"] = "audio/mp4"
            answer = _copy(source, job)
            if job["media_type"].startswith("video/"):
                answer |= _first_frame(job["path"], job["preview"], _demuxer(job["media_type"]))
    except MemoryError:  # FFmpeg's own is one of its errors too, and would pass for damage
        raise
    except (av.FFmpegError, ValueError, IndexError, StopIteration):
        raise Refused("damaged") from None
    return {**answer, "media_type": job["media_type"], "size_bytes": Path(job["output"]).stat().st_size}


def _demuxer(media_type: str) -> str:
    return {"video/mp4": "mp4", "audio/mp4": "mp4", "video/webm": "matroska", "audio/mpeg": "mp3"}[media_type]


def _copy(source: InputContainer, job: dict[str, Any]) -> dict[str, Any]:
    """Streams that we take, packet by packet, into a container of our own; nothing else crosses over."""
    taken = _TAKEN[job["media_type"]]
    streams = [
        stream
        for stream in (*source.streams.video, *source.streams.audio)
        if stream.type in taken and not _is_cover(stream)
    ]
    wanted = "video" if job["media_type"].startswith("video/") else "audio"
    if not any(stream.type == wanted for stream in streams):
        raise Refused("no_recording")
    for stream in streams:
        if (
            stream.codec_context.name not in taken[stream.type]
            and stream.codec_context.codec.canonical_name not in taken[stream.type]
        ):
            raise Refused("codec", codec=stream.codec_context.name)
    changed = ["metadata"] if source.metadata or any(stream.metadata for stream in source.streams) else []
    if len(streams) < len(source.streams):
        changed.append("further_streams")
    with av.open(
        job["output"], mode="w", format=_CONTAINERS[job["media_type"]], options=_options(job["media_type"])
    ) as target:
        copies = {stream.index: target.add_stream_from_template(stream) for stream in streams}
        for copy in copies.values():
            copy.metadata.clear()
        target.metadata.clear()
        for packet in source.demux(streams):
            if packet.dts is None:
                continue
            packet.stream = copies[packet.stream.index]
            target.mux(packet)
    duration = source.duration or 0
    return {"duration_ms": round(duration * 1000 / av.time_base), "changed": changed}


def _is_cover(stream: Any) -> bool:
    """A picture attached to a sound, such as an album cover: it is metadata."""
    return bool(stream.type == "video" and stream.disposition & av.stream.Disposition.attached_pic)


def _options(media_type: str) -> dict[str, str]:
    # faststart: a reader can begin before the end has arrived. Without ID3 and Xing no writer is named.
    if media_type in {"video/mp4", "audio/mp4"}:
        return {"movflags": "faststart", "fflags": "+bitexact"}
    return (
        {"id3v2_version": "0", "write_xing": "0", "fflags": "+bitexact"}
        if media_type == "audio/mpeg"
        else {"fflags": "+bitexact"}
    )


def _first_frame(path: str, preview: str, demuxer: str) -> dict[str, Any]:
    """The first frame that shows something, as the picture that stands for the video."""
    with av.open(path, mode="r", format=demuxer) as source:
        source.streams.video[0].codec_context.thread_count = _THREADS
        picture = None
        for frame in source.decode(video=0):
            picture = frame.to_image()  # type: ignore[no-untyped-call]  # PyAV types all but this
            lightest = max(high for _low, high in picture.convert("RGB").getextrema())
            if lightest > _BLACK or time.process_time() > _TIME_S:
                break
    if picture is None:
        raise Refused("damaged")
    if turned := _TURNS.get(round(frame.rotation) % 360):
        picture = picture.transpose(turned)
    size = picture.size
    picture.thumbnail((_PREVIEW_WIDTH_PX, _PREVIEW_WIDTH_PX))
    picture.convert("RGB").save(preview, "PNG", compress_level=1)
    return {"width_px": size[0], "height_px": size[1]}
