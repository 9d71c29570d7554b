"""Boots a bare Debian under its own kernel and systemd, with no network card, installs the room and takes it through its days.

    python3 tests/server/try_boot.py BUNDLE [WORK]      as root on Debian, with debootstrap, qemu-system-x86 and e2fsprogs

Danger: a unit that was only ever read; a server that never came back from a loss of power.
Duty: the machine is made of what `debootstrap --variant=minbase` gives with a kernel and systemd; the folder of `wasata keep
bundle --to BUNDLE --debian` lies on a second disk, the home on a small third one, copies on a fourth. Installed by the
handbook's one line; then: a boot, killed processes, what the kernel keeps of the unit (addresses, swap, cores), a stopped
database, a full disk, the plug pulled, a next version that does not come up and one that does, timers; last, a second server
takes the copies.
Shape: one `Machine` (qemu; its serial line is a terminal of root), told line by line. Each step prints what was seen; the first
that was not ends it. WORK keeps the bare root between tries: making it is all that needs a network.
"""

import contextlib
import re
import shutil
import socket
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path

NAME, PORT = "room.mission.local", 8443
AT = f"https://{NAME}:{PORT}"
HERE = Path(__file__).resolve().parent
PARTS = "systemd-sysv,linux-image-amd64,udev,e2fsprogs,dbus,iproute2"
PYTHON, AUTHORITY, KEPT = "/opt/wasata/current/bin/python", "/etc/wasata/tls/authority.pem", "/root/kept.json"
FIRST_CASE = f"{PYTHON} /media/first_case.py"
AGAIN = f"{FIRST_CASE} again {AT} {AUTHORITY} layla {KEPT} 2>&1"
COPIES = "/srv/copies"
UNIT = "/sys/fs/cgroup/system.slice/wasata.service"


def say(told: str) -> None:
    print(told, flush=True)


def tell(shown: str) -> None:
    """What a command printed, set in."""
    say("      " + "\n      ".join(shown.splitlines()))


def seen(told: str) -> None:
    say(f"  seen: {told}")


def need(true: object, told: str, shown: str = "") -> None:
    if not true:
        raise SystemExit(f"NOT SEEN: {told}\n{shown[-3000:]}")
    seen(told)


def need_not(ended: int | None, told: str) -> None:
    if ended is not None:
        raise SystemExit(f"NOT SEEN: {told} ({ended})")


def processor(work: Path) -> list[str]:
    """The processor of the machine: this one's own where a kernel says a word on it within half a minute, else one that is
    played, ten times slower."""
    kernel, said = next((work / "root" / "boot").glob("vmlinuz-*")), work / "said"
    own = ["-accel", "kvm", "-cpu", "host,arch-capabilities=off"]
    said.unlink(missing_ok=True)
    if Path("/dev/kvm").exists():
        tried = ["qemu-system-x86_64", *own, "-m", "512", "-display", "none", "-nic", "none", "-kernel", str(kernel)]
        tried += ["-append", "console=ttyS0 earlyprintk=ttyS0", "-serial", f"file:{said}"]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(tried, timeout=30, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    works = said.exists() and b"Linux version" in said.read_bytes()
    say(f"== the processor is {'this one' if works else 'played: no kernel runs on this one from within'}")
    return own if works else ["-accel", "tcg,thread=multi", "-cpu", "max"]


class Machine:
    """A virtual machine; `run` says a line to its terminal and gives what it printed and how it ended."""

    def __init__(self, work: Path) -> None:
        self.work, self.line = work, work / "serial"
        self.began = 0.0
        self.hour = ""
        """What its clock said when it was switched off: the room does not open by a clock that went back."""
        self.processor = processor(work)

    def switch_on(self) -> None:
        kernel = next((self.work / "root" / "boot").glob("vmlinuz-*"))
        initrd = next((self.work / "root" / "boot").glob("initrd.img-*"))
        disks = [x for n in ("root", "bundle", "home", "copies")
                 for x in ("-drive", f"file={self.work}/{n}.img,format=raw,if=virtio,cache=unsafe")]  # fmt: skip
        self.line.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            ["qemu-system-x86_64", *self.processor, "-m", "3072", "-smp", "2", "-display", "none", "-nic", "none", "-no-reboot",
             "-kernel", str(kernel), "-initrd", str(initrd), "-append", "root=/dev/vda rw console=ttyS0 quiet",
             "-serial", f"unix:{self.line},server=on,wait=off", *(["-rtc", f"base={self.hour}"] if self.hour else []), *disks],
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        self.console = socket.socket(socket.AF_UNIX)
        for _ in range(100):
            time.sleep(0.1)
            need_not(self.process.poll(), "qemu ended at once")
            if self.console.connect_ex(str(self.line)) == 0:
                break
        self.heard = ""
        self.began = time.monotonic()
        self.until(r"root@\S+:~# ?$", 900)
        self.send("stty -echo cols 200; export PS1= LC_ALL=C.UTF-8 TERM=dumb SYSTEMD_PAGER=; cd /root")
        time.sleep(1)
        self.run("true")
        seen(f"booted to a terminal in {time.monotonic() - self.began:.0f} s")

    def send(self, line: str) -> None:
        self.console.sendall(line.encode() + b"\n")

    def until(self, pattern: str, seconds: float) -> str:
        ends = time.monotonic() + seconds
        self.console.settimeout(1)
        while not (found := re.search(pattern, self.heard, re.MULTILINE)):
            if time.monotonic() > ends or self.process.poll() is not None:
                raise SystemExit(f"NOT SEEN within {seconds:.0f} s: {pattern}\n{self.heard[-3000:]}")
            try:
                self.heard += self.console.recv(65536).decode(errors="replace").replace("\r", "")
            except TimeoutError:
                continue
        before, self.heard = self.heard[: found.start()], self.heard[found.end() :]
        self.found = found
        return before

    def run(self, line: str, seconds: float = 600) -> tuple[str, int]:
        mark = str(time.monotonic_ns())
        # in one line: what is typed ahead of an end may be thrown away by what runs till then; and nobody sits at the terminal
        self.send(f"{{ {line}; }} < /dev/null; printf '\\n%s %s\\n' {mark[:4]}''{mark[4:]} $?")
        told = self.until(rf"{mark} (\d+)$", seconds)
        return told.strip(), int(self.found[1])

    def must(self, line: str, told: str = "", seconds: float = 600) -> str:
        """What a line printed that must end well."""
        shown, ended = self.run(line, seconds)
        if ended:
            raise SystemExit(f"NOT SEEN: {line} ended with {ended}\n{shown[-3000:]}")
        if told:
            seen(told)
        return shown

    def until_it_answers(self, seconds: int = 1200) -> int:
        """Waits for the room's own page over TLS; how many seconds it took."""
        began = time.monotonic()
        while True:
            shown = self.page()
            if shown.startswith("200 "):
                return round(time.monotonic() - began)
            if time.monotonic() - began > seconds:
                raise SystemExit(
                    f"NOT SEEN: the room answers\n{shown[-1500:]}\n{self.run('journalctl -u wasata -n 40')[0]}"
                )
            time.sleep(1)

    def page(self, path: str = "/en/sign-in/") -> str:
        """The number of an answer, and the words of its page."""
        return self.run(f"{FIRST_CASE} page {AT} {AUTHORITY} {path} 2>&1")[0]

    def off(self) -> None:
        self.hour = self.must("date -u +%FT%T")
        self.send("systemctl poweroff")
        try:
            self.process.wait(600)
        except subprocess.TimeoutExpired:
            raise SystemExit("NOT SEEN: it switches itself off") from None

    def other_root(self) -> None:
        """Another bare server in its place: of what it was, the medium of the copies alone comes along."""
        make_disk(self.work / "root.img", self.work / "root", "6G")
        make_disk(self.work / "home.img", self.work / "nothing", "300M")

    def pull_the_plug(self) -> None:
        self.process.kill()
        self.process.wait()


def make(bundle: Path, work: Path) -> None:
    """The three disks, anew; the bare root only where it is not there."""
    root = work / "root"
    if not (root / "bin/sh").exists():
        made = ["debootstrap", "--variant=minbase", f"--include={PARTS}", "bookworm", str(root)]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    if not (root / "whole").exists():
        login = root / "etc/systemd/system/serial-getty@ttyS0.service.d"
        login.mkdir(parents=True, exist_ok=True)
        line = "-/sbin/agetty --autologin root --noclear %I dumb"
        (login / "root.conf").write_text(f"[Service]\nExecStart=\nExecStart={line}\n")
        (root / "etc/fstab").write_text(
            "/dev/vda / ext4 defaults 0 1\n/dev/vdb /media ext4 ro 0 0\n/dev/vdc /var/lib/wasata ext4 defaults 0 2\n"
            f"/dev/vdd {COPIES} ext4 defaults 0 2\n"
        )
        (root / "etc/hostname").write_text("bare\n")
        (root / "etc/hosts").write_text(f"127.0.0.1 localhost bare {NAME}\n")
        (root / "var/lib/wasata").mkdir(exist_ok=True)
        (root / COPIES[1:]).mkdir(exist_ok=True)
        (root / "whole").touch()
    second = work / "second"
    shutil.rmtree(second, ignore_errors=True)
    shutil.copytree(bundle, second / "bundle")
    shutil.copy(HERE / "first_case.py", second)
    (work / "nothing").mkdir(exist_ok=True)
    disks = (
        ("root", root, "6G"),
        ("bundle", second, "1G"),
        ("home", work / "nothing", "300M"),
        ("copies", work / "nothing", "200M"),
    )
    for name, folder, size in disks:
        make_disk(work / f"{name}.img", folder, size)


def make_disk(image: Path, folder: Path, size: str) -> None:
    image.unlink(missing_ok=True)
    subprocess.run(["mkfs.ext4", "-q", "-d", folder, image, size], check=True)


def installed(vm: Machine) -> str:
    say("== the installer, on a machine without a network card and without Python")
    need(vm.must("ls /sys/class/net").strip() == "lo", "no network but its own loopback")
    need(vm.run("command -v python3")[1], "no Python")
    began = time.monotonic()
    shown = vm.must(f"sh /media/bundle/install --name {NAME} --lead layla --lang en 2>&1", seconds=1800)
    code = re.search(r"^ +([a-z0-9]{4}(-[a-z0-9]{4}){3,})$", shown, re.MULTILINE)
    need(code, f"installed in {time.monotonic() - began:.0f} s, with an invitation for the lead", shown)
    assert code
    return code[1]


def first_days(vm: Machine, code: str) -> None:
    say("== the unit, and the first case")
    need(vm.must("systemctl is-active wasata.service postgresql.service") == "active\nactive", "systemd runs both", "")
    seen(f"the room answers over TLS ({vm.until_it_answers()} s more)")
    say(vm.must(f"{FIRST_CASE} {AT} {AUTHORITY} layla {code} {KEPT} 2>&1"))
    again(vm)
    say("== what systemd and the kernel keep")
    score = vm.must("systemd-analyze security wasata.service --no-pager | tail -n 1")
    seen(re.sub(r"[^\x20-\x7e]", "", score).strip())
    need(
        vm.must(f"cat {UNIT}/memory.swap.max") == "0",
        "nothing of it is put aside to a swap file (memory.swap.max is 0)",
    )
    limits = vm.must("cat /proc/$(systemctl show -P MainPID wasata)/limits | grep -i core")
    need(re.search(r"size +0 +0", limits), "a crash leaves no core", limits)
    outgoing(vm)


def again(vm: Machine) -> None:
    """The lead signs in, finds all that he was told was written, and writes more."""
    say(vm.must(AGAIN, seconds=900))


def outgoing(vm: Machine) -> None:
    """From within the unit's own group no public address is reached, by a socket that from outside it is."""
    vm.must("ip link add far type dummy && ip addr add 203.0.113.1/24 dev far && ip link set far up")
    vm.must(
        f"({PYTHON} -m http.server 9999 --bind 203.0.113.1 --directory /media > /dev/null 2>&1 & echo $! > /run/far); sleep 2"
    )
    connect = f"{PYTHON} -c \"import socket; socket.create_connection(('203.0.113.1', 9999), 5); print('through')\""
    need("through" in vm.run(connect)[0], "from outside the unit a public address is reached")
    shown = vm.run(f"(echo $BASHPID > {UNIT}/cgroup.procs; exec {connect}) 2>&1")[0]
    refused = "through" not in shown and re.search("PermissionError|TimeoutError|timed out", shown)
    need(refused, "from within the unit it is not (IPAddressDeny)", shown)
    vm.run("kill $(cat /run/far); ip link del far")


def timers(vm: Machine) -> None:
    shown = vm.must("systemctl list-timers --all --no-pager")
    need("wasata-backup.timer" in shown and "wasata-certificate.timer" in shown, "both timers stand", shown)
    day = vm.must("date -d tomorrow +%F")
    shown = ended_at(vm, "wasata-backup.service", f"{day} 02:29:58")
    journal = vm.run("journalctl -u wasata-backup -n 20 --no-pager -o cat")[0]
    told = "at half past two the copy is tried; as long as nobody said where to, it fails and says so"
    need("Result=exit-code" in shown and "--to" in journal, told, shown + journal)
    failed = vm.must("systemctl --failed --no-pager --plain")
    need("wasata-backup.service" in failed, "and stands in `systemctl --failed`", failed)
    vm.must(
        f"install -d -o wasata -g wasata -m 0700 {COPIES} && wasata keep backup --to {COPIES}", "a first copy is made"
    )
    again(vm)
    day = vm.must("date -d tomorrow +%F")
    shown = ended_at(vm, "wasata-backup.service", f"{day} 02:29:58")
    need("Result=success" in shown, "the night after, the timer makes the next", shown)
    shown = vm.must(f"wasata keep check {COPIES} 2>&1; wasata keep copies 2>&1 || true")
    tell(shown)
    shown = ended_at(vm, "wasata-certificate.service", f"{day} 03:29:58")
    need("Result=success" in shown, "an hour later the certificate is looked at", shown)
    shown = vm.must("journalctl -u wasata-certificate -n 20 --no-pager -o cat")
    need(NAME in shown and "not found" not in shown, "and it is the certificate that it tells of", shown)


def ended_at(vm: Machine, unit: str, hour: str) -> str:
    """What systemd says of a unit that the timer began and that has ended. A timer fires within the minute (AccuracySec)."""
    vm.must(f"date -s '{hour}' > /dev/null")
    said = f"systemctl show -p Result -p ActiveState -p ExecMainExitTimestamp {unit}"
    ends = time.monotonic() + 600
    while True:
        shown = vm.must(said)
        if re.search(rf"ExecMainExitTimestamp=.*{hour[:10]}", shown) and "ActiveState=activating" not in shown:
            return shown
        if time.monotonic() > ends:
            raise SystemExit(f"NOT SEEN: the timer began {unit}\n{shown}")
        time.sleep(2)


def bad_days(vm: Machine) -> None:
    say("== it is booted anew")
    vm.off()
    vm.switch_on()
    seen(f"the room came up by itself ({vm.until_it_answers()} s after the terminal)")
    order = [
        int(vm.must(f"systemctl show -P ActiveEnterTimestampMonotonic {u}")) for u in ("postgresql@15-main", "wasata")
    ]
    need(order[0] < order[1], "PostgreSQL first")
    again(vm)
    say("== its process is killed")
    began = time.monotonic()
    vm.must("kill -9 $(systemctl show -P MainPID wasata)")
    vm.must(
        "for n in $(seq 900); do [ $(systemctl show -P NRestarts wasata) = 1 ] && break; sleep 1; done; [ $n -lt 900 ]"
    )
    vm.until_it_answers()
    seen(f"systemd started it again; it answered {time.monotonic() - began:.0f} s after")
    again(vm)
    say("== one of the processes that serve is killed")
    began = time.monotonic()
    serve = "p=$(systemctl show -P MainPID wasata); set -- $(cat /proc/$p/task/$p/children)"
    vm.must(f"{serve}; [ $# -gt 1 ] && shift $(($# - 1)) && kill -9 $1")
    time.sleep(2)
    vm.until_it_answers()
    need(
        vm.must("systemctl show -P NRestarts wasata") in ("1", "2"),
        f"it answered {time.monotonic() - began:.0f} s after",
    )
    again(vm)
    say("== the database is stopped, and started again")
    vm.must("systemctl stop postgresql@15-main")
    shown, ended = vm.run(AGAIN, 900)
    need(ended, "nobody is told that anything was written", shown)
    told = re.search(r"[^\n]*database[^\n]*", shown)
    need(told, "the page says so: " + (" ".join(told[0].split())[:300] if told else ""), shown)
    vm.must("systemctl start postgresql@15-main")
    seen(f"started again, the room answers by itself ({vm.until_it_answers()} s)")
    again(vm)
    # the record's entries lie in PostgreSQL, on the other disk: here it is keys and sign-ins that cannot be written
    say("== the disk of the home is full")
    tell(vm.must("dd if=/dev/zero of=/var/lib/wasata/filled bs=64k 2> /dev/null; df -h /var/lib/wasata | tail -n 1"))
    shown, ended = vm.run(AGAIN, 900)
    need(ended, "nobody is told that anything was written", shown)
    told = re.search(r"[^\n]*(disk|full)[^\n]*", shown, re.IGNORECASE)
    need(told, "and the page says that the disk is full", shown)
    vm.must("rm /var/lib/wasata/filled")
    again(vm)
    say("== the plug is pulled")
    vm.pull_the_plug()
    vm.switch_on()
    seen(f"the room came up by itself ({vm.until_it_answers()} s after the terminal)")
    again(vm)
    shown = vm.must("wasata case readers --case jeddah 2>&1")
    need(all(name in shown for name in ("layla", "omar", "mona")), "the three still read the case", shown)


def next_version(vm: Machine) -> None:
    say("== the next version starts and dies: the one before stands again")
    before = vm.must("readlink /opt/wasata/current")
    other = "/opt/wasata/9.9.9"
    vm.must(
        "cp -r /media/bundle next && cd next && was=$(sha256sum TARGET | cut -c1-64) && sed -i 's/^[^ ]*/9.9.9/' TARGET"
        ' && sed -i "s/^$was/$(sha256sum TARGET | cut -c1-64)/" MANIFEST && cd'
    )
    vm.must(f"mkdir -p {other}/bin && ln -s {before}/bin/python {other}/bin/python && touch {other}/whole")
    # it brings the home up, as a version does that writes homes otherwise; its room does not start
    vm.must(
        f"printf '%s\\n' '#!/bin/sh' '[ \"$1\" != room ] || exit 1' '[ \"$2\" != upgrade ] || set -- \"$@\" --anyway'"
        f" 'exec {before}/bin/wasata \"$@\"' > {other}/bin/wasata; chmod 755 {other}/bin/wasata"
    )
    began = time.monotonic()
    shown, ended = vm.run(f"sh next/install --name {NAME} --lead layla --lang en 2>&1", seconds=1200)
    need(ended == 1 and "stands again and runs" in shown, f"after {time.monotonic() - began:.0f} s it is said", shown)
    need(vm.must("readlink /opt/wasata/current") == before, "the link leads to it")
    homes = vm.must("ls /var/lib/wasata")
    need("home.never-ran-" in homes and "home.before" not in homes, "and the home is the one that it was", homes)
    vm.must("rm -rf /var/lib/wasata/home.never-ran-*")
    again(vm)
    say("== the next version, which starts; a unit that was changed by hand")
    vm.must(f"rm -rf {other} && sed -i 's/^RestartSec=5/RestartSec=7/' /etc/systemd/system/wasata.service")
    shown = vm.must(f"sh next/install --name {NAME} --lead layla --lang en 2>&1", seconds=1800)
    need("wasata.service was changed by hand" in shown and "The room is started" in shown, "it is said", shown)
    vm.must(
        "grep -q RestartSec=7 /etc/wasata/by-hand/wasata.service && grep -q RestartSec=5 /etc/systemd/system/wasata.service"
    )
    need(vm.must("readlink /opt/wasata/current") == other, "the link leads to the next version")
    again(vm)


def ends(vm: Machine) -> None:
    say("== it is stopped in order")
    began = time.monotonic()
    vm.must("systemctl stop wasata")
    need(
        vm.must("systemctl show -P Result wasata") == "success",
        f"stopped in {time.monotonic() - began:.0f} s, and well",
    )
    vm.off()


def second_server(vm: Machine) -> None:
    """The copies and two papers come to another server, where the room's user has another number."""
    say("== a second server, and nothing but the copies and two papers")
    kept = [vm.must(f"cat {KEPT}{n}") for n in ("", ".1", ".2")]
    vm.off()
    vm.other_root()
    vm.switch_on()
    vm.must(f"useradd --system --uid $(stat -c %u {COPIES}) somebody-else")
    installed(vm)
    numbers = vm.must(f"stat -c %u {COPIES}; id -u wasata").split()
    need(numbers[0] != numbers[1], f"the copies are of a user {numbers[0]}, the room's user is {numbers[1]}")
    for n, told in zip(("", ".1", ".2"), kept, strict=True):
        vm.must(f"(umask 077; echo {b64encode(told.encode()).decode()} | base64 -d > {KEPT}{n})")
    vm.must("install -d -o wasata -m 700 /run/papers && install -o wasata -m 400 kept.json.1 kept.json.2 /run/papers")
    papers = "--words /run/papers/kept.json.1 --words /run/papers/kept.json.2"
    vm.must("systemctl stop wasata")
    need(vm.run(f"wasata keep check {COPIES} 2>&1")[1], "whose medium it is not may not read it")
    vm.must(f"chown -R wasata: {COPIES}")
    shown = vm.must(f"wasata keep restore {COPIES} --to /var/lib/wasata/restored {papers} --lang en 2>&1", seconds=1200)
    tell(shown)
    vm.must(
        "mv /var/lib/wasata/home /var/lib/wasata/home.of-the-installation; mv /var/lib/wasata/restored /var/lib/wasata/home"
    )
    vm.must("systemctl start wasata")
    seen(f"the room answers ({vm.until_it_answers()} s)")
    again(vm)
    shown = vm.must("wasata keep copies 2>&1 || true")
    tell(shown)
    vm.off()


def main() -> None:
    bundle, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2] if len(sys.argv) > 2 else "/tmp/wasata-boot")
    work.mkdir(parents=True, exist_ok=True)
    make(bundle, work)
    vm = Machine(work)
    try:
        vm.switch_on()
        say(
            f"== {vm.must('cat /etc/debian_version')}, {vm.must('uname -sr')}, {vm.must('systemctl --version | head -n 1')}"
        )
        first_days(vm, installed(vm))
        bad_days(vm)
        next_version(vm)
        timers(vm)  # from here on by the clock of days to come
        ends(vm)
        vm.switch_on()
        second_server(vm)
    finally:
        if vm.process.poll() is None:
            vm.process.kill()
    say("== all of it was seen")


if __name__ == "__main__":
    main()
