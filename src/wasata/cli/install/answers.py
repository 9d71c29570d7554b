"""Waits until the room of this machine shows its first page: `python answers.py NAME PORT SECONDS`.

Danger: a room that is told to be started and is not; a version put back under the hands of people who were already in.
Duty: ends with 0 when the page came; 3 when nothing ever listened at the port, so nobody can have been in; 4 when something
listened and no such page came.
Shape: the standard library alone. Whose certificate it is, is not asked: what is asked is whether this machine answers itself.
"""

import http.client
import ssl
import sys
import time

CAME, NOTHING_LISTENED, NO_PAGE = 0, 3, 4


def answers(name: str, port: int, seconds: float) -> int:
    """How it ended; `name` is what browsers call the room, for it answers to no other."""
    anyone = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    ends, listened = time.monotonic() + seconds, False
    while time.monotonic() < ends:
        asked = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=anyone)
        try:
            asked.request("GET", "/en/sign-in/", headers={"Host": f"{name}:{port}"})
            listened = True
            if asked.getresponse().status == 200:
                return CAME
        except ConnectionRefusedError:
            pass
        except (OSError, http.client.HTTPException):
            listened = True
        finally:
            asked.close()
        time.sleep(0.5)
    return NO_PAGE if listened else NOTHING_LISTENED


if __name__ == "__main__":
    sys.exit(answers(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
