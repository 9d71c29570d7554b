"""Assessments as JSON, at the same `/api/` as the rest.

Danger: an estimate that a program takes for a fact; one of the cell given to who was not named.
Duty: the same questions to the same desk as the pages; assessments stand at addresses of their own and in no other answer. No key
for a program holds the cell, so it is read by a person's sign-in alone.
"""

from typing import Any

from django.http import HttpRequest

from wasata.desk import assessment as desk_assessment
from wasata.desk.assessment import AssessmentLine, AssessmentsPage, WordLine
from wasata.errors import AssessmentWrong
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import api
from wasata.room.wiring import NotHere


@api.get("/cases/{case}/lines/{line}/assessments", response=AssessmentsPage)
def assessments(request: HttpRequest, case: str, line: str) -> Any:
    """The assessments of a line: estimates of whoever holds them, no facts."""
    return desk_assessment.assessments(desk_for(request, case), line)


@api.get("/cases/{case}/lines/{line}/assessments/{assessment}", response=AssessmentLine)
def assessment(request: HttpRequest, case: str, line: str, assessment: str) -> Any:
    """One assessment with its basis, rivals and earlier versions."""
    try:
        return desk_assessment.assessment(desk_for(request, case), line, assessment)
    except AssessmentWrong:
        raise NotHere from None


@api.get("/cases/{case}/cell", response=AssessmentsPage)
def cell(request: HttpRequest, case: str) -> Any:
    """The assessments of the cell, for those who were named."""
    return desk_assessment.assessments(desk_for(request, case), None)


@api.get("/cases/{case}/assessments/words", response=list[WordLine])
def assessment_words(request: HttpRequest, case: str) -> Any:
    """How each word of confidence came out, over the logs this reader holds."""
    return list(desk_assessment.words_came_out(desk_for(request, case)))
