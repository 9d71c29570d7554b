"""Sets the house up on a bare machine: `python3 install.py room` or `python3 install.py test`.

Danger: a set-up that stops half way and says nothing a newcomer can act on; a part that is not the one that was pinned.
Duty: a virtual environment, the pinned parts (every file checked against its hash), the house itself; says how far it is.
A second run finds that nothing changed and does nothing. Only the standard library is used here: nothing else is there yet.
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent
VENV = HOUSE / ".venv"
PINS = {"room": ("build", "room", "intake", "exchange"), "test": ("build", "test")}
MADE_FROM = ("pyproject.toml", "hatch_build.py")


def say(arabic: str, english: str) -> None:
    """Tells the person at the terminal, in both languages: nobody has chosen one yet."""
    print(f"{english}  ·  {arabic}", flush=True)


def stop(arabic: str, english: str) -> None:
    say(arabic, english)
    sys.exit(1)


def venv_python() -> Path:
    """The environment's own interpreter; makes the environment if there is none."""
    python = VENV / "bin" / "python"
    if python.exists() and subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return python
    say("تهيئة بيئة بايثون", "Making the virtual environment")
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        stop(
            "تعذّر إنشاء البيئة. على ديبيان: apt install python3-venv ثم أعد المحاولة.",
            f"The virtual environment could not be made ({done.stdout.strip() or done.stderr.strip()}). "
            "On Debian: apt install python3-venv, then run the command again.",
        )
    return python


def stamp_of(files: list[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def install_parts(python: Path, what: str) -> None:
    """Installs the pinned parts, telling how many of them are fetched and how many megabytes that was."""
    files = [HOUSE / "pins" / f"{name}.txt" for name in PINS[what]]
    stamp, mark = stamp_of(files), VENV / f".parts-{what}"
    if mark.exists() and mark.read_text() == stamp:
        return
    total = len({line.split("==")[0] for f in files for line in f.read_text().splitlines() if "==" in line})
    say(f"تنزيل القطع المثبّتة، {total} على الأكثر", f"Fetching the pinned parts, at most {total}")
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--progress-bar", "off", "--no-color"]
    if what == "test":  # most of it is never asked for: what is, gets compiled when it is
        command.append("--no-compile")
    for file in files:
        command += ["-r", str(file)]
    log: list[str] = []
    seen, megabytes = 0, 0.0
    show = sys.stdout.isatty()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as run:
        assert run.stdout is not None
        for line in run.stdout:
            log.append(line)
            seen += line.startswith(("Collecting ", "Requirement already satisfied: "))
            size = re.search(r"Downloading .*\(([\d.]+) (kB|MB)", line)
            if size:
                megabytes += float(size[1]) * (1 if size[2] == "MB" else 0.001)
            if line.startswith("Installing collected"):
                print(f"\r  {seen}/{total}, {megabytes:.0f} MB" if show else f"  {seen}/{total}, {megabytes:.0f} MB")
                say("تركيب القطع", "Installing them")
            elif show and (size or seen % 10 == 0):
                print(f"\r  {seen}/{total}, {megabytes:.0f} MB", end="", flush=True)
            elif not show and size and seen % 10 == 0:
                print(f"  {seen}/{total}, {megabytes:.0f} MB", flush=True)
    if run.returncode:
        print("".join(log[-15:]))
        stop(
            "لم تُركَّب القطع؛ السبب أعلاه. تحقق من الشبكة، أو أشر إلى مجلد القطع: PIP_NO_INDEX=1 PIP_FIND_LINKS=folder",
            "The parts were not installed; the reason stands above. Check the network, or point to a folder that has them: "
            "PIP_NO_INDEX=1 PIP_FIND_LINKS=folder",
        )
    mark.write_text(stamp)


def install_house(python: Path) -> None:
    """Installs the house itself in place, and makes its catalogues and tables anew where their words changed."""
    stamp, mark = stamp_of([HOUSE / name for name in MADE_FROM]), VENV / ".house"
    if not (mark.exists() and mark.read_text() == stamp):
        say("تركيب وساطة", "Installing Wasata")
        command = [
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "-e",
            str(HOUSE),
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            print(done.stdout[-2000:] + done.stderr[-2000:])
            stop("لم تُركَّب وساطة؛ السبب أعلاه.", "Wasata was not installed; the reason stands above.")
        mark.write_text(stamp)
    words = sorted((HOUSE / "src").rglob("*.po")) + sorted((HOUSE / "src" / "wasata" / "listen").rglob("*.*sv"))
    words += sorted((HOUSE / "src" / "wasata" / "listen").rglob("*.py"))
    stamp, mark = stamp_of(words), VENV / ".tables"
    made = list((HOUSE / "src").rglob("*.mo"))
    if not (mark.exists() and mark.read_text() == stamp and made):
        done = subprocess.run([str(python), str(HOUSE / "hatch_build.py")], capture_output=True, text=True)
        if done.returncode:
            print(done.stdout[-2000:] + done.stderr[-2000:])
            stop("لم تُبنَ الجداول؛ السبب أعلاه.", "The reader's tables were not built; the reason stands above.")
        mark.write_text(stamp)


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else "room"
    if what not in PINS:
        stop(f"لا أعرف {what!r}: اكتب room أو test", f"Unknown: {what!r}. Say room or test.")
    if sys.version_info < (3, 11):
        have = ".".join(map(str, sys.version_info[:3]))
        stop(
            f"تحتاج وساطة إلى بايثون 3.11 أو أحدث، وهذا {have}. مثال: make room PYTHON=python3.12",
            f"Wasata needs Python 3.11 or newer; this is {have}. For example: make room PYTHON=python3.12",
        )
    os.chdir(HOUSE)
    python = venv_python()
    install_parts(python, what)
    install_house(python)


if __name__ == "__main__":
    main()
