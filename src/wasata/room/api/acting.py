"""Acts through the interface: by a person who is signed in, under the guards of the pages, and never by a key.

Danger: a program that acts while nobody looks; a letter sent twice because an answer was lost; words for one line sent to
another; a refusal that tells whether something exists.
Duty: who may act (a sign-in with its token, and no key beside it); before a word of what was sent is read, what the page would
ask first (`asks`); one act under one name (`desk/once.py`); the line in what is sent held against the line in the address.
Shape: `@act(address, *acts, asks=…)` over `do(desk, …what stands in the address…, told, act_id)`, which calls the desk and gives
the name of what was made. `told` is a `Body`, or an `OnLine` where the address names a line.
"""

import inspect
import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from ninja.errors import HttpError, ValidationError
from ninja.security.base import AuthBase
from ninja.utils import check_csrf
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from wasata import words
from wasata.desk.access import Desk
from wasata.desk.once import once
from wasata.errors import ActReused, DeskError
from wasata.listen.reader import language_of
from wasata.record.kinds.base import IDENT
from wasata.room import wiring
from wasata.room.api import unfit
from wasata.room.api.reading import Asked, api, lang_of, refusal
from wasata.room.api.reading import asked_wrongly as question_asked_wrongly
from wasata.room.wiring import NotHere
from wasata.values import Lang

LONG, SHORT, REASON = 4_000, 200, 2_000
"""Letters of a passage, of a line of words, of a reason, as the record takes them."""


# ---- refusals of this door alone


class ActNotTaken(DeskError):
    """An act cannot be taken in at this door."""

    status: ClassVar[int] = 400


class KeyActs(ActNotTaken):
    """A key was shown with an act: keys only read."""

    code = "acting.key"
    status = 403


class NobodyActs(ActNotTaken):
    """Nobody is signed in who could act."""

    code = "acting.nobody"
    status = 401


class TokenMissing(ActNotTaken):
    """The token of the sign-in was not sent along, or is another's."""

    code = "acting.token"
    status = 403


class NotJson(ActNotTaken):
    """What was sent is no JSON, or names one thing twice."""

    code = "acting.not_json"
    status = 415


class Misunderstood(ActNotTaken):
    """What was sent has another form than the schema says. Values: where."""

    code = "acting.misunderstood"
    status = 422


class AnotherLine(ActNotTaken):
    """What was sent means another line than the address. Values: meant, here."""

    code = "acting.another_line"


@api.exception_handler(ActNotTaken)
def not_taken(request: HttpRequest, error: ActNotTaken) -> HttpResponse:
    """A refusal of this door, in the reader's language."""
    return refusal(request, error, error.status)


@api.exception_handler(HttpError)
def no_json(request: HttpRequest, _error: HttpError) -> HttpResponse:
    """What was sent could not be taken apart."""
    return refusal(request, NotJson(), NotJson.status)


@api.exception_handler(ValidationError)
def form_unknown(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Of an act, the fields that are not as the schema has them are named; of a question, as before."""
    if request.method != "POST":
        return question_asked_wrongly(request, error)
    lang = lang_of(request)
    wrong = Misunderstood(where=unfit.fields(error.errors, lang))
    return refusal(request, wrong, wrong.status, detail=unfit.told(error.errors, lang))


# ---- what is sent


def said(*keys: str, **bounds: Any) -> Any:
    """A field of what is sent, with its meaning in both languages, in the words that pages and commands have for it."""
    meant = (" ".join(words.say(key, lang) for key in keys) for lang in ("en", "ar"))
    return Field(description="\n".join(meant), **bounds)


Named = Annotated[str, Field(pattern=IDENT)]
"""The short name of something in the record."""


class Sent(BaseModel):
    """A part of what is sent. What the schema does not name is refused: a misspelt field is no empty one."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Body(Sent):
    """What is sent with an act."""

    act: Annotated[str, said("acting.field.act", min_length=1, max_length=64)]


class OnLine(Body):
    """What is sent with an act on a line."""

    line: Annotated[str, said("acting.field.line", max_length=64)]


class InBoth(Sent):
    """Words in both languages."""

    ar: Annotated[str, said("table.cli.ar", min_length=1, max_length=LONG)]
    en: Annotated[str, said("table.cli.en", min_length=1, max_length=LONG)]

    @property
    def told(self) -> dict[Lang, str]:
        return {"ar": self.ar, "en": self.en}


def _not_exchanged(told: InBoth) -> InBoth:
    wrong = next((lang for lang, text in told.told.items() if language_of(text) != lang), None)
    if wrong is not None:
        raise unfit.unfit("other_language", under=wrong)
    return told


NotExchanged = Annotated[InBoth, AfterValidator(_not_exchanged)]
"""Words that all sides read: each in the language it stands under."""


def _bytes(told: object) -> object:
    if not isinstance(told, str):
        return told
    try:
        return b64decode(told, validate=True)
    except ValueError:
        raise unfit.unfit("no_base64") from None


Bytes = Annotated[
    bytes, BeforeValidator(_bytes), PlainSerializer(lambda told: sha256(told).hexdigest(), when_used="json"),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]  # fmt: skip
"""A file's bytes in base64, each letter of it: what would be passed over in silence would be another file."""


class Done(BaseModel):
    """The act was done. `made`: the name of what it made, where it made something."""

    made: str | None


# ---- who may act


Asks = Callable[[Desk, Mapping[str, str]], None]
"""What the page of an act asks before it reads what was sent: given the desk and the names in the address. It raises `NotHere`
or what `Desk.require` raises."""


class BySignIn(AuthBase):
    """Somebody signed in, with the token of his sign-in, at a desk where the act is his to do: `request.auth` is the desk."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME

    def __init__(self, asks: Asks) -> None:
        super().__init__()
        self.asks = asks

    def __call__(self, request: HttpRequest) -> Desk:
        if "Authorization" in request.headers:
            raise KeyActs
        if not request.user.is_authenticated:
            raise NobodyActs
        if check_csrf(request) is not None:
            raise TokenMissing
        names = {name: str(value) for name, value in (request.resolver_match or _NOWHERE).kwargs.items()}
        if not all(_could_be_named(value) for value in names.values()):
            raise NotHere
        desk = wiring.desk_for(request, names.pop("case"))
        self.asks(desk, names)
        if request.content_type != "application/json":
            raise NotJson
        request.asked_of = desk  # type: ignore[attr-defined]  # what is told beside the answer: that a case is invented
        return desk


class _Nowhere:
    kwargs: ClassVar[dict[str, Any]] = {}


_NOWHERE = _Nowhere()


def _could_be_named(value: str) -> bool:
    return 0 < len(value) <= 64 and all(c.isascii() and (c.isalnum() or c in "-_") for c in value)


def require_line(meant: str, here: str) -> None:
    """What was sent is meant for the line of the address, or for that which a letter goes to.

    Raises:
        AnotherLine: it is meant for another.
    """
    if meant != here:
        raise AnotherLine(meant=meant, here=here)


# ---- acts


@dataclass(frozen=True, slots=True)
class Door:
    """One act of the interface: its name, its address, the acts of the table (`access.ACTS`) it does, what is sent with it."""

    name: str
    path: str
    acts: tuple[str, ...]
    body: type[Body]


DOORS: dict[str, Door] = {}
"""Every act of the interface, by its name."""

_TOKEN = {
    "in": "header", "name": "X-CSRFToken", "required": True, "schema": {"type": "string"},
    "description": "\n".join(words.say("acting.field.token", lang, cookie=settings.CSRF_COOKIE_NAME) for lang in ("en", "ar")),
}  # fmt: skip

Do = Callable[..., str | None]


def act(path: str, *acts: str, asks: Asks) -> Callable[[Do], Do]:
    """Opens a door for an act at `/api/cases/{case}/<path>`: see the head of this module."""

    def mark(do: Do) -> Do:
        _, *named, told, _ = inspect.signature(do).parameters.values()

        def view(request: HttpRequest, **given: Any) -> Done:
            desk: Desk = request.auth  # type: ignore[attr-defined]
            sent: Body = given["told"]
            names = {p.name: given[p.name] for p in named}
            if isinstance(sent, OnLine):
                require_line(sent.line, names["line"])
            asked = json.dumps([do.__name__, names, sent.model_dump(mode="json", exclude={"act"})], sort_keys=True)
            try:
                with once(desk, sent.act, asked) as act_id, override(lang_of(request)):
                    return Done(made=do(desk, *names.values(), sent, act_id))
            except ActReused:
                raise ActReused(act=sent.act) from None  # by the name he knows, not by the number made of it

        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        view.__signature__ = inspect.Signature([  # type: ignore[attr-defined]
            inspect.Parameter("request", kind, annotation=HttpRequest),
            inspect.Parameter("case", kind, annotation=str),
            *(p.replace(annotation=str) for p in named),
            inspect.Parameter("told", kind, annotation=told.annotation),
            inspect.Parameter("lang", kind, annotation=Asked | None, default=None),
        ])  # fmt: skip
        view.__name__, view.__doc__, view.__module__ = do.__name__, do.__doc__, do.__module__
        in_words = dict.fromkeys(" · ".join(words.say(f"access.act.{a}", lang) for lang in ("en", "ar")) for a in acts)
        api.post(
            f"/cases/{{case}}/{path}", response=Done, auth=BySignIn(asks), summary="; ".join(in_words), tags=["acts"],
            openapi_extra={"parameters": [_TOKEN]},
        )(view)  # fmt: skip
        DOORS[do.__name__] = Door(do.__name__, path, acts, told.annotation)
        return do

    return mark


# ---- what pages ask first


def on_line(act: str | None = None) -> Asks:
    """He holds the line with its channel, else there is no such address; and may do the act on it."""

    def asks(desk: Desk, names: Mapping[str, str]) -> None:
        holds(desk, f"line/{names['line']}", f"channel/{names['line']}")
        if act is not None:
            desk.require(act, line=names["line"])

    return asks


def holds(desk: Desk, *logs: str) -> None:
    """To a reader who does not hold these logs there is no such address.

    Raises:
        NotHere: he does not hold one.
    """
    if not desk.holds(*logs):
        raise NotHere
