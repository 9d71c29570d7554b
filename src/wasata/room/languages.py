"""Which language a page is in: the address says it.

Danger: a page half in one language.
Duty: the language of the running request, and the same page's address in the other language.
"""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import get_language

from wasata.values import Lang


def page_language() -> Lang:
    """The language of the running request; Arabic where none is set."""
    return "en" if (get_language() or "ar").startswith("en") else "ar"


def other(lang: Lang) -> Lang:
    return "en" if lang == "ar" else "ar"


def same_page_in(request: HttpRequest, lang: Lang) -> str:
    """The address of this page in `lang`. What was asked (`?q=…`) goes along; what was sent in a form does not."""
    first, _, rest = request.path.lstrip("/").partition("/")
    path = f"/{lang}/{rest}" if first in ("ar", "en") else f"/{lang}/"
    asked = request.META.get("QUERY_STRING", "")
    return f"{path}?{asked}" if asked else path


def preferred(request: HttpRequest) -> Lang:
    """The person's language; before the door the browser's; else Arabic."""
    if request.user.is_authenticated:
        return cast(Lang, request.user.lang)
    for asked in request.headers.get("Accept-Language", "").split(","):
        code = asked.strip()[:2].lower()
        if code in ("ar", "en"):
            return cast(Lang, code)
    return "ar"
