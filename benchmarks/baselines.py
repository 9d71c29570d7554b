"""What a few lines do: the floor under every figure of the reading benchmark. Written for this comparison only.

Duty: for Arabic there is no other program to run for statements and attacks, so a pattern and a word list stand in.
"""

import re
from typing import Any

_MARKS = "\u064b-\u0652\u0640"
_CUES = (
    "قال|قالت|أضاف|أضافت|أكد|أكدت|أعلن|أعلنت|أفاد|أفادت|ذكر|ذكرت|صرح|صرحت|أوضح|أوضحت|أشار|أشارت|كتب|كتبت|حذر|حذرت|"
    "زعم|زعمت|نفى|نفت|شدد|شددت|كشف|كشفت|اعتبر|اعتبرت|رأى|رأت"
)
_SAID = re.compile(
    rf"(?<!\w)(?P<cue>[وف]?(?:{_CUES}))\s+(?P<source>[^.،؛:!؟\n\"“«]{{2,90}}?)\s+(?:إلى\s+|على\s+|من\s+)?"
    rf"(?:ب?[أإ]ن(?:ه|ها|هم)?)\s+(?P<content>[^.!؟\n]+)"
)
_QUOTED = re.compile(
    rf"(?<!\w)(?P<cue>[وف]?(?:{_CUES}))\s+(?P<source>[^.،؛:!؟\n\"“«]{{2,90}}?)\s*:\s*[\"“«]?(?P<content>[^.!؟\n\"”»]+)"
)
_ATTACK = re.compile(
    r"هجوم|هجمات|هاجم|اعتد|غارة|غارات|قصف|انفجار|تفجير|فجر|قتل|مقتل|اغتيال|اغتال|اشتباك|معارك|أطلق.{0,8}النار|"
    r"اطلق.{0,8}النار|طعن|خطف|اختطف|ضرب"
)


def arabic_statements(text: str) -> list[dict[str, Any]]:
    """A reporting verb, whoever follows it, a particle or a colon, and the rest of the sentence."""
    found = []
    for pattern in (_SAID, _QUOTED):
        for m in pattern.finditer(text):
            found.append(
                {
                    k: {"start": m.start(k), "end": m.end(k), "text": m[k]}
                    for k in ("cue", "source", "content")
                }
            )  # fmt: skip
    return found


def tells_of_attack(text: str) -> bool:
    """Any word of violence anywhere."""
    return _ATTACK.search(re.sub(f"[{_MARKS}]", "", text)) is not None
