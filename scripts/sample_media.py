"""Makes the videos, recordings and PDF files of the sample from the texts beside them. What it makes is committed.

Needs Debian's ``ffmpeg``, ``espeak-ng`` and ``fonts-noto-cjk``, and Chromium; the demonstration itself needs none of them.
The voice is a synthetic one; the pages say so. ``python scripts/sample_media.py [NAME …]`` makes all, or only those named.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import media_print, media_slides  # noqa: E402
from scripts.media_source import Script, read  # noqa: E402

FOLDER = ROOT / "cms_site" / "demo" / "media"
#: Pictures per second of the films.
RATE = 10
FADE = 4
#: Seconds of quiet before the first sentence, after a sentence, and after the last.
BEFORE, AFTER, LAST = 0.6, 0.5, 1.0
VOICE = ["espeak-ng", "-v", "cmn", "-s", "172", "-p", "42"]
SOFTER = "highpass=f=90,lowpass=f=6500,loudnorm=I=-18:TP=-2:LRA=9"


@dataclass
class Said:
    """A sentence with the seconds at which it begins and ends; ``slide`` and ``number`` say where it belongs."""

    slide: int
    number: int
    words: str
    begin: float
    end: float


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def speak(script: Script, folder: Path) -> tuple[list[Said], Path]:
    """The whole recording as one wave file, and when which sentence is said."""
    said: list[Said] = []
    now, chunks, rate = BEFORE, [], 22050
    chunks.append(bytes(2 * round(BEFORE * rate)))
    for place, slide in enumerate(script.slides):
        for number, words in enumerate(slide.spoken):
            path = folder / f"{place}-{number}.wav"
            run(*VOICE, "-w", str(path), words.replace("《", "").replace("》", ""))
            with wave.open(str(path)) as spoken:
                frames, rate = spoken.readframes(spoken.getnframes()), spoken.getframerate()
            seconds = len(frames) / 2 / rate
            said.append(Said(place, number, words, now, now + seconds))
            chunks += [frames, bytes(2 * round(AFTER * rate))]
            now += seconds + AFTER
    chunks.append(bytes(2 * round(LAST * rate)))
    whole = folder / "voice.wav"
    with wave.open(str(whole), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(b"".join(chunks))
    return said, whole


def captions(said: list[Said]) -> str:
    """WebVTT."""
    return "WEBVTT\n\n" + "\n".join(f"{clock(each.begin)} --> {clock(each.end + 0.3)}\n{each.words}\n" for each in said)


def clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"00:{int(minutes):02d}:{rest:06.3f}"


def film(script: Script, said: list[Said], folder: Path, seconds: float) -> None:
    """The pictures as a list for ffmpeg: still ones with how long they stand, and short fades between them."""
    stills = [_still(script, each) for each in said]
    starts = [0.0, *(each.begin - 0.3 for each in said[1:])]
    lines, before = [], None
    for number, picture in enumerate(stills):
        stays = (starts[number + 1] if number + 1 < len(starts) else seconds) - starts[number]
        fades = FADE if before is not None and before.tobytes() != picture.tobytes() else 0
        for step in range(1, fades + 1):
            assert before is not None  # noqa: S101
            lines.append(_kept(Image.blend(before, picture, step / (FADE + 1)), folder, f"{number}-{step}", 1 / RATE))
        lines.append(_kept(picture, folder, f"{number}", stays - fades / RATE))
        before = picture
    (folder / "list.txt").write_text("\n".join([*lines, lines[-1].split("\n")[0]]), encoding="utf-8")


def _still(script: Script, each: Said) -> Image.Image:
    slide = script.slides[each.slide]
    # The lines of a slide appear with its sentences; all are there when the last one is said.
    shown = -(-len(slide.lines) * (each.number + 1) // len(slide.spoken))
    return media_slides.slide(script.title, slide, each.slide, len(script.slides), shown)


def _kept(picture: Image.Image, folder: Path, name: str, seconds: float) -> str:
    picture.save(folder / f"{name}.png")
    return f"file '{name}.png'\nduration {seconds:.3f}"


def make_sounding(script: Script) -> None:
    """A video or a recording, with captions and a poster."""
    with tempfile.TemporaryDirectory(prefix="sample-media-") as name:
        folder = Path(name)
        said, voice = speak(script, folder)
        seconds = said[-1].end + AFTER + LAST
        target = FOLDER / f"{script.name}.{'mp4' if script.kind == 'video' else 'm4a'}"
        sound = ["-af", SOFTER, "-ar", "24000", "-c:a", "aac", "-b:a", "40k", "-ac", "1"]
        plain = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]
        if script.kind == "video":
            film(script, said, folder, seconds)
            picture = ["-f", "concat", "-safe", "0", "-i", str(folder / "list.txt"), "-i", str(voice), "-r", str(RATE)]
            coded = ["-c:v", "libx264", "-profile:v", "main", "-pix_fmt", "yuv420p", "-crf", "24", "-preset", "veryslow"]
            coded += ["-tune", "animation", "-g", str(RATE * 5), "-t", f"{seconds:.2f}"]
            run("ffmpeg", "-y", *picture, *coded, *sound, *plain, "-movflags", "+faststart", str(target))
        else:
            run("ffmpeg", "-y", "-i", str(voice), *sound, *plain, "-movflags", "+faststart", str(target))
    (FOLDER / f"{script.name}.vtt").write_text(captions(said), encoding="utf-8")
    note = f"{'视频' if script.kind == 'video' else '音频'} {round(seconds)} 秒 · 合成语音"
    poster = media_slides.cover(script.title, script.slides[0], note).quantize(64)
    poster.save(FOLDER / f"{script.name}.png", optimize=True)
    print(f"{target.name}: {seconds:.0f} s, {target.stat().st_size // 1024} KiB")


def main(names: list[str]) -> int:
    for path in sorted((FOLDER / "source").glob("*.txt")):
        if names and path.stem not in names:
            continue
        script = read(path)
        if script.kind == "document":
            (FOLDER / f"{script.name}.pdf").write_bytes(media_print.pdf(script))
            print(f"{script.name}.pdf: {(FOLDER / f'{script.name}.pdf').stat().st_size // 1024} KiB")
        else:
            make_sounding(script)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
