"""Every address of the room. A test holds each against each role: a new one without a line there fails.

Danger: a door nobody remembers.
Duty: language first (`/ar/…`, `/en/…`), then the case; allauth's own pages one by one: no sign-up, no e-mail, no reset.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern

from wasata.room.pages import account as own
from wasata.room.pages import (
    archive,
    assessment,
    brief,
    calendar,
    cases,
    channel,
    contact,
    contradiction,
    definition,
    door,
    doubt,
    errors,
    feed,
    figures,
    hand,
    key,
    line,
    line_holders,
    message,
    note,
    notice,
    outgoing,
    position,
    press,
    put_away,
    record,
    relay,
    relay_draft,
    rereading,
    roster,
    shift,
    sources,
    table,
    tempo,
    thread,
    timeline,
)

handler400 = errors.bad_request
handler403 = errors.not_allowed
handler404 = errors.not_here
handler500 = errors.broken

sign_in = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/second/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/second/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/key/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
account_pages = [
    path("account/", own.account, name="account"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/second/", mfa.index, name="mfa_index"),
    path("account/second/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/second/codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/second/keys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/second/keys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("account/second/keys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/second/keys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]
# One line a page; what stands before `case_pages` is not about a case.
case_pages = [
    path("", cases.case, name="case"),
    path("lines/<slug:line>/channel/", channel.channel_line, name="channel_line"),
    path("lines/<slug:line>/channel/write/", message.message_write, name="message_write"),
    path("lines/<slug:line>/channel/send/", message.message_send, name="message_send"),
    path("lines/<slug:line>/channel/take-down/", message.message_take_down, name="message_take_down"),
    path("lines/<slug:line>/channel/by-voice/", message.message_hear, name="message_hear"),
    path("lines/<slug:line>/channel/<slug:message>/clear/", channel.message_clear, name="message_clear"),
    path("lines/<slug:line>/channel/<slug:message>/take-back/", channel.message_take_back, name="message_take_back"),
    path("lines/<slug:line>/channel/<slug:message>/seen/", channel.message_seen, name="message_seen"),
    path(
        "lines/<slug:line>/channel/<slug:message>/file/<slug:piece>/", channel.message_file, name="message_file"
    ),
    path("lines/<slug:line>/relay/", relay_draft.relay_draft, name="relay_draft"),
    path("relays/", relay.relays, name="relays"),
    path("relays/<slug:relay>/", relay.relay, name="relay"),
    path("relays/<slug:relay>/file/<slug:digest>/", relay.relay_file, name="relay_file"),
    path("relays/<slug:relay>/approve/", relay.relay_approve, name="relay_approve"),
    path("relays/<slug:relay>/send-back/", relay.relay_send_back, name="relay_send_back"),
    path("relays/<slug:relay>/lend/", relay.relay_lend, name="relay_lend"),
    path("relays/<slug:relay>/alone/", relay.relay_force, name="relay_force"),
    path("relays/<slug:relay>/countersign/", relay.relay_countersign, name="relay_countersign"),
    path("relays/<slug:relay>/take-back/", relay.relay_take_back, name="relay_take_back"),
    path("press/", press.press, name="press"),
    path("press/add/", press.press_add, name="press_add"),
    path("press/paste/", press.press_paste, name="press_paste"),
    path("press/upload/", press.press_upload, name="press_upload"),
    path("press/fetch/", outgoing.press_fetch, name="press_fetch"),
    path("press/sources/", sources.sources, name="sources"),
    path("press/threads/", thread.threads, name="threads"),
    path("press/threads/<slug:report>/", thread.thread, name="thread"),
    path("press/threads/<slug:report>/compare/", thread.thread_compare, name="thread_compare"),
    path("press/threads/<slug:report>/split/", thread.thread_split, name="thread_split"),
    path("press/threads/<slug:report>/join/", thread.thread_join, name="thread_join"),
    path("press/doubt/", doubt.doubt, name="doubt"),
    path("press/changed/", rereading.changed_page, name="changed"),
    path("press/second-look/", rereading.second_look, name="second_look"),
    path("press/read-again/", rereading.read_again_page, name="read_again"),
    path("press/read-again/start/", rereading.read_again_start, name="read_again_start"),
    path("press/archive/", archive.archive, name="archive"),
    path("press/archive/words/", archive.archive_scope, name="archive_scope"),
    path("press/archive/open/", archive.archive_open, name="archive_open"),
    path("press/archive/<slug:report>/", archive.archive_report, name="archive_report"),
    path("press/archive/<slug:report>/call/", archive.archive_call, name="archive_call"),
    path("press/<slug:report>/", press.report, name="report"),
    path("press/<slug:report>/mark/", hand.mark_act, name="mark_act"),
    path("press/<slug:report>/mark/form/", hand.mark_form, name="mark_form"),
    path("press/<slug:report>/away/", put_away.report_away, name="report_away"),
    path("press/<slug:report>/link/", press.report_link, name="report_link"),
    path("feeds/", feed.feed, name="feed"),
    path("feeds/open/", feed.feed_open, name="feed_open"),
    path("feeds/add/", feed.feed_add, name="feed_add"),
    path("feeds/try/", feed.feed_try, name="feed_try"),
    path("feeds/set/", feed.feed_set, name="feed_set"),
    path("feeds/<slug:feed>/", feed.feed_change, name="feed_change"),
    path("feeds/<slug:feed>/turn/", feed.feed_turn, name="feed_turn"),
    path("outgoing/", outgoing.outgoing, name="outgoing"),
    path("outgoing/switch/", outgoing.outgoing_switch, name="outgoing_switch"),
    path("brief/", brief.brief, name="brief"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:thing>/", figures.figure, name="figure"),
    path("contradictions/", contradiction.contradictions, name="contradictions"),
    path("contradictions/settle/", contradiction.contradiction_settle, name="contradiction_settle"),
    path("contradictions/reopen/", contradiction.contradiction_reopen, name="contradiction_reopen"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("notes/", note.note, name="note"),
    path("names/", roster.roster, name="roster"),
    path("names/add/", roster.roster_add, name="roster_add"),
    path("names/table/", roster.roster_table, name="roster_table"),
    path("names/upload/", roster.roster_upload, name="roster_upload"),
    path("names/set/", roster.roster_set, name="roster_set"),
    path("names/read-again/", roster.roster_read, name="roster_read"),
    path("names/of/<slug:entry>/", roster.roster_entry, name="roster_entry"),
    path("names/of/<slug:entry>/remove/", roster.roster_remove, name="roster_remove"),
    path("lines/", line.lines, name="lines"),
    path("open-line/", line.line_open, name="line_open"),
    path("lines/<slug:line>/", line.line, name="line"),
    path("lines/<slug:line>/keep/<slug:what>/", line.line_keep, name="line_keep"),
    path("lines/<slug:line>/holders/", line_holders.line_holders, name="line_holders"),
    path("lines/<slug:line>/holders/take/", line_holders.line_take, name="line_take"),
    path("lines/<slug:line>/contacts/", contact.contacts, name="contacts"),
    path("lines/<slug:line>/contacts/record/", contact.contact_record, name="contact_record"),
    path("lines/<slug:line>/contacts/<slug:contact>/", contact.contact, name="contact"),
    path("lines/<slug:line>/contacts/<slug:contact>/readout/", contact.contact_readout, name="contact_readout"),
    path("lines/<slug:line>/contacts/<slug:contact>/keep/", contact.contact_keep, name="contact_keep"),
    path("lines/<slug:line>/contacts/<slug:contact>/files/<slug:piece>/", contact.contact_file, name="contact_file"),
    path(
        "lines/<slug:line>/contacts/<slug:contact>/files/<slug:piece>/bare/", contact.contact_bare, name="contact_bare"
    ),
    path(
        "lines/<slug:line>/contacts/<slug:contact>/files/<slug:piece>/bare/file/",
        contact.contact_bare_file,
        name="contact_bare_file",
    ),
    path("table/", notice.table, name="table"),
    path("table/write/", notice.notice_write, name="notice_write"),
    path("table/put/", notice.notice_put, name="notice_put"),
    path("table/name/", table.table_name, name="table_name"),
    path("table/day/", table.table_day, name="table_day"),
    path("table/day/<slug:entry>/", table.table_day_move, name="table_day_move"),
    path("table/day/<slug:entry>/strike/", table.table_day_strike, name="table_day_strike"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/table.ics", calendar.calendar_file, name="calendar_file"),
    path("channel/", door.channel, name="channel"),
    path("channel/write/", door.door_write, name="door_write"),
    path("channel/say/", door.door_say, name="door_say"),
    path("channel/definition/<slug:term>/", door.door_word, name="door_word"),
    path("channel/<slug:message>/open/", door.door_open, name="door_open"),
    path("channel/<slug:message>/file/<slug:piece>/", door.door_piece, name="door_piece"),
    path("channel/<slug:message>/<int:number>/", door.door_clear, name="door_clear"),
    path("definitions/", definition.definitions, name="definitions"),
    path("definitions/write/", definition.definition_write, name="definition_write"),
    path("definitions/of/<slug:term>/", definition.definition, name="definition"),
    path("definitions/of/<slug:term>/write/", definition.definition_write, name="definition_next"),
    path("definitions/of/<slug:term>/put/<slug:line>/", definition.definition_put, name="definition_put"),
    path("definitions/of/<slug:term>/word/<slug:line>/", definition.definition_word, name="definition_word"),
    path("definitions/of/<slug:term>/approve/", definition.definition_approve, name="definition_approve"),
    path("definitions/of/<slug:term>/table/", definition.definition_agree, name="definition_agree"),
    path("keys/", key.key, name="key"),
    path("keys/<slug:key>/revoke/", key.key_revoke, name="key_revoke"),
    path("positions/", position.positions, name="positions"),
    path("positions/name/", position.position_name, name="position_name"),
    path("positions/moved/", position.position_moves, name="position_moves"),
    path("positions/<slug:matter>/", position.position_matter, name="position_matter"),
    path("lines/<slug:line>/positions/", position.positions_of_line, name="positions_of_line"),
    path("lines/<slug:line>/positions/note/", position.position_note, name="position_note"),
    path("lines/<slug:line>/positions/drop/", position.position_drop, name="position_drop"),
    path("assessments/words/", assessment.assessment_words, name="assessment_words"),
    path("lines/<slug:line>/pace/", tempo.line_pace, name="line_pace"),
    path("lines/<slug:line>/assessments/", assessment.assessments, name="assessments"),
    path("lines/<slug:line>/assessments/make/", assessment.assessment_make, name="assessment_make"),
    path("lines/<slug:line>/assessments/<slug:assessment>/", assessment.assessment, name="assessment"),
    path(
        "lines/<slug:line>/assessments/<slug:assessment>/revise/",
        assessment.assessment_revise,
        name="assessment_revise",
    ),
    path(
        "lines/<slug:line>/assessments/<slug:assessment>/close/", assessment.assessment_close, name="assessment_close"
    ),
    path("cell/", assessment.assessments, name="cell"),
    path("cell/open/", assessment.cell_open, name="cell_open"),
    path("cell/name/", assessment.cell_name, name="cell_name"),
    path("cell/make/", assessment.cell_assessment_make, name="cell_assessment_make"),
    path("cell/<slug:assessment>/", assessment.assessment, name="cell_assessment"),
    path("cell/<slug:assessment>/revise/", assessment.cell_assessment_revise, name="cell_assessment_revise"),
    path("cell/<slug:assessment>/close/", assessment.cell_assessment_close, name="cell_assessment_close"),
    path("watch/", shift.watch, name="watch"),
    path("watch/take/", shift.watch_take, name="watch_take"),
    path("watch/note/", shift.watch_note, name="watch_note"),
    path("watch/hand-over/", shift.watch_hand_over, name="watch_hand_over"),
    path("watch/accept/", shift.watch_accept, name="watch_accept"),
    path("watch/end/", shift.watch_end, name="watch_end"),
    path("record/", record.record, name="record"),
    path("record/verify/", record.record_verify, name="record_verify"),
    path("record/head/<path:log>/", record.record_head, name="record_head"),
    path("record/export/<path:log>/", record.record_export, name="record_export"),
]


class _WhenAsked(URLResolver):
    """Addresses imported by the first who asks for one: the schemas of the interface take a quarter of a second to make, and
    no page needs them. Django looks up its pages' names without them; `api:` leads there by itself."""

    def _populate(self) -> None:
        pass


urlpatterns = [
    path("", cases.door, name="door"),
    _WhenAsked(RoutePattern("api/"), "wasata.room.api.every", app_name="ninja", namespace="api"),
    *i18n_patterns(
        path("", cases.cases, name="cases"),
        path("", include(sign_in)),
        path("", include(account_pages)),
        path("case/<slug:case>/", include(case_pages)),
    ),
]
