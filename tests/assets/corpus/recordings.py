"""Sound and video: half a second of each kind, and what only looks like it."""

import array
import io
import math
import random
from fractions import Fraction
from typing import Any

import av

from tests.assets.corpus.making import disarmed, refused, saved, scene, valid

_RATE, _FRAMES, _SAMPLES = 48_000, 12, 1024
SECRETS = {
    "title": "Zenda",
    "artist": "Black Michael",
    "comment": "Do not tell the press",
    "location": "+51.13+071.43/",
}


def recording(
    container: str,
    *,
    video: str = "",
    audio: str = "",
    size: tuple[int, int] = (96, 64),
    rotation: int = 0,
    cover: bool = False,
    metadata: dict[str, str] | None = None,
) -> bytes:
    buffer = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if container == "mp4" else {}
    with av.open(buffer, "w", format=container, options=options) as target:
        target.metadata.update(SECRETS if metadata is None else metadata)
        streams = [_video(target, video, size, rotation)] if video else []
        streams += [target.add_stream(audio, rate=_RATE, layout="stereo")] if audio else []
        if cover:
            attached = target.add_stream("mjpeg", rate=1)
            attached.width, attached.height, attached.pix_fmt = 96, 64, "yuvj420p"
            attached.disposition = av.stream.Disposition.attached_pic
            target.start_encoding()
            packet = av.Packet(saved(scene(), "JPEG"))
            packet.stream, packet.pts, packet.dts = attached, 0, 0
            target.mux(packet)
        for stream in streams:
            frames = _pictures(size) if stream.type == "video" else _sounds(stream)
            for frame in [*frames, None]:
                target.mux(stream.encode(frame))
    return buffer.getvalue()


def _video(target: Any, codec: str, size: tuple[int, int], rotation: int) -> Any:
    stream = target.add_stream(codec, rate=24)
    stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
    if codec == "libx264":
        stream.options = {"preset": "ultrafast"}
    if codec == "libvpx-vp9":
        stream.options = {"deadline": "realtime", "cpu-used": "8"}
    if rotation:
        stream.set_display_rotation(rotation)
    return stream


def _pictures(size: tuple[int, int]) -> list[Any]:
    frames = []
    for number in range(_FRAMES if size[0] < 1000 else 3):
        frame = av.VideoFrame.from_image(scene(size=size))
        frame.pts, frame.time_base = number, Fraction(1, 24)
        frames.append(frame)
    return frames


def _sounds(stream: Any) -> list[Any]:
    """A tone, in whatever form the encoder takes its samples."""
    resampler = av.AudioResampler(format=stream.codec_context.format, layout="stereo", rate=_RATE, frame_size=_SAMPLES)
    frames = []
    for number in range(_RATE // 2 // _SAMPLES):
        frame = av.AudioFrame(format="flt", layout="stereo", samples=_SAMPLES)
        tone = [math.sin((number * _SAMPLES + at) / 12) / 2 for at in range(_SAMPLES)]
        frame.planes[0].update(array.array("f", [part for part in tone for _channel in range(2)]).tobytes())
        frame.sample_rate, frame.pts, frame.time_base = _RATE, number * _SAMPLES, Fraction(1, _RATE)
        frames += resampler.resample(frame)
    return frames


@valid("video/mp4", name="clip.mp4", changed={"metadata"}, size=(96, 64))
def mp4_with_a_place_in_its_metadata() -> bytes:
    return recording("mp4", video="libx264", audio="aac")


@valid("video/mp4", name="telephone.mp4", changed={"metadata"}, size=(64, 96))
def mp4_held_upright() -> bytes:
    return recording("mp4", video="libx264", rotation=90)


@valid("video/mp4", name="4k.mp4", changed={"metadata"}, size=(3840, 2160))
def mp4_of_4k() -> bytes:
    return recording("mp4", video="libx264", size=(3840, 2160))


@valid("video/webm", name="clip.webm", changed={"metadata"}, size=(96, 64))
def webm_of_vp9_and_opus() -> bytes:
    return recording("webm", video="libvpx-vp9", audio="libopus")


@valid("audio/mpeg", name="speech.mp3", changed={"metadata", "further_streams"})
def mp3_with_a_cover() -> bytes:
    return recording("mp3", audio="libmp3lame", cover=True)


@valid("audio/mpeg", name="speech.mp3", changed={"metadata"})
def mp3_without_tags() -> bytes:
    data = recording("mp3", audio="libmp3lame", metadata={})
    return data[data.index(b"\xff\xfb") :]


@valid("audio/mp4", name="speech.m4a", changed={"metadata"})
def m4a() -> bytes:
    return recording("ipod", audio="aac")


@valid("audio/mp4", name="speech.mp4", changed={"metadata"})
def mp4_without_pictures() -> bytes:
    return recording("mp4", audio="aac")


@disarmed("video/mp4", name="archive.mp4", changed={"metadata"}, size=(96, 64))
def mp4_with_a_page_behind_it() -> bytes:
    return recording("mp4", video="libx264") + b"<html><script>alert(1)</script></html>"


@refused("no_recording", name="silent.mp4")
def mp4_without_streams() -> bytes:
    return _brand(b"isom") + (8 + 108).to_bytes(4, "big") + b"moov" + (108).to_bytes(4, "big") + b"mvhd" + bytes(100)


@refused("damaged", name="noise.mp4")
def mp4_of_noise() -> bytes:
    return _brand(b"isom") + random.Random(4).randbytes(100_000)


@refused("damaged", name="cut.mp4")
def mp4_cut_before_its_index() -> bytes:
    data = recording("mp4", video="libx264")
    return data[: data.index(b"moov") - 100]


@refused("damaged", name="noise.webm")
def webm_of_noise() -> bytes:
    return b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + random.Random(5).randbytes(100_000)


@refused("damaged", name="noise.mp3")
def mp3_of_noise() -> bytes:
    return b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(part & 0x7F for part in random.Random(6).randbytes(100_000))


@refused("codec", name="old.mp4", says="mpeg4")
def mp4_of_a_format_that_browsers_do_not_play() -> bytes:
    return recording("mp4", video="mpeg4")


@refused("no_recording", name="sound.webm")
def webm_without_pictures() -> bytes:
    return recording("webm", audio="libopus")


def _brand(brand: bytes) -> bytes:
    return b"\x00\x00\x00\x10ftyp" + brand + bytes(4)
