"""Which pages ``make shots`` photographs, for whom. Whoever adds a page adds a line here; a test holds it against the URLs."""

from __future__ import annotations

from dataclasses import dataclass

ANYBODY = "anybody"
#: Persona → account of the sample; nobody is signed in as ``anybody``.
PERSONAS: dict[str, str] = {
    ANYBODY: "",
    "member": "s018",
    "newcomer": "xinren",
    "trainer": "jiaoyuan",
    "branch": "zhibu",
    "committee": "gongwei",
    "superuser": "admin",
}
MEMBERS = ("member", "newcomer")
EVERYBODY = (ANYBODY, *MEMBERS)
ADMINS = ("trainer", "branch", "committee", "superuser")
MANAGERS = ("branch", "committee", "superuser")


@dataclass(frozen=True)
class Page:
    """One page. ``url``: a URL name or a path; ``args`` names what scripts/shots.py looks up in the sample; ``opened``: with all
    folded parts open; ``in_admin``: drawn by Wagtail, which knows no large text."""

    name: str
    url: str
    personas: tuple[str, ...]
    args: tuple[str, ...] = ()
    query: str = ""
    opened: bool = False
    in_admin: bool = False


def admin(name: str, url: str, personas: tuple[str, ...], *args: str, query: str = "") -> Page:
    return Page(name, url, personas, args, query, in_admin=True)


PAGES = (
    # The site
    Page("home", "/", EVERYBODY),
    Page("news", "/news/", (ANYBODY, "member")),
    Page("news-item", "page:NewsPage", (ANYBODY, "member")),
    Page("themes", "/themes/", ("member",)),
    Page("theme", "page:ThemePage", ("member",)),
    Page("section", "page:SectionPage", ("member",)),
    Page("plain-page", "page:PlainPage", ("member",)),
    Page("help", "/help/", (ANYBODY, "member", "branch")),
    Page("help-page", "/help/my-learning/", ("member",)),
    Page("help-first-path", "/help/branch-first-20-minutes/", ("branch",)),
    Page("search", "site_search", ("member",), query="?q=公文"),
    Page("search-nothing", "site_search", (ANYBODY,), query="?q=没有的词"),
    Page("not-found", "/no-such-page/", EVERYBODY),
    Page("offline", "lms_core:offline", (ANYBODY,)),
    Page("display", "lms_core:display", EVERYBODY),
    Page("components", "lms_core:components", ("superuser",)),
    # Signing in
    Page("sign-in", "account_login", (ANYBODY,)),
    Page("forgotten", "account_forgotten", (ANYBODY,)),
    Page("account", "account_security", ("member",)),
    Page("password", "account_change_password", ("member",)),
    Page("sessions", "usersessions_list", ("member",)),
    Page("second-factor", "mfa_index", ("branch",)),
    Page("sign-out", "account_logout", ("member",)),
    # The four places
    Page("my-learning", "lms_desk:my_learning", MEMBERS),
    Page("my-learning-opened", "lms_desk:my_learning", ("member",), opened=True),
    Page("lessons", "lms_desk:lessons", MEMBERS),
    Page("lessons-nothing", "lms_desk:lessons", ("member",), query="?q=没有的词"),
    Page("lesson", "lms_desk:lesson", ("member",), ("lesson",)),
    Page("submit", "lms_courses:submit", ("member",)),
    Page("lecturers", "lecturers:directory", ("member", "branch")),
    Page("lecturer", "lecturers:profile", ("member", "committee"), ("lecturer",)),
    Page("abilities", "lms_desk:my_abilities", MEMBERS),
    Page("abilities-opened", "lms_desk:my_abilities", ("member",), opened=True),
    Page("file", "lms_desk:my_file", MEMBERS),
    Page("file-hours", "lms_desk:my_hours", ("member",)),
    Page("file-paper", "lms_desk:file_print", ("member",)),
    Page("file-reading", "lms_desk:reading", MEMBERS),
    Page("file-reading-add", "lms_desk:reading_add", ("member",)),
    Page("file-notes", "lms_desk:notes", MEMBERS),
    Page("file-note-add", "lms_desk:note_add", ("member",)),
    Page("correction", "lms_desk:correction", ("member",)),
    Page("requests", "lms_desk:requests", MEMBERS),
    Page("check", "lms_desk:check", MEMBERS),
    Page("check-done", "lms_desk:check_done", MEMBERS),
    # The Wagtail admin
    admin("admin-home", "wagtailadmin_home", ADMINS),
    admin("admin-opening", "lms_opening:index", ("committee", "superuser")),
    admin("admin-sheets", "lms_sheets:index", ("superuser", "branch")),
    admin("admin-pages", "wagtailadmin_explore_root", ("superuser",)),
    admin("admin-editor", "wagtailadmin_pages:edit", ("superuser",), "help_page"),
    admin("admin-members", "lms_members:index", MANAGERS),
    admin("admin-member", "lms_members:inspect", MANAGERS, "member"),
    admin("admin-slips", "lms_slips:index", MANAGERS),
    admin("admin-units", "lms_units:index", ("committee",)),
    admin("admin-grants", "lms_grants:index", ("committee",)),
    admin("admin-matrix", "lms_matrix:index", ("committee",)),
    admin("admin-requirements", "lms_requirement_sets:index", ("committee",)),
    admin("admin-lessons", "lms_activities:index", ("trainer", "committee")),
    admin("admin-lecturers", "lms_lecturers:index", ("committee",)),
    admin("admin-figures", "lms_figures:lessons", ("trainer", "committee")),
    admin("admin-figures-lesson", "lms_figures:lesson", ("trainer",), "lesson"),
    admin("admin-figures-stale", "lms_figures:stale", ("trainer",)),
    admin("admin-figures-plain", "lms_figures:plain", ("trainer",)),
    admin("admin-lecturer-capacity", "lms_lecturer_capacity:capacity", ("committee",)),
    admin("admin-questions", "lms_questions:index", ("trainer",)),
    admin("admin-question-new", "lms_questions:add", ("trainer",)),
    admin("admin-reach", "lms_reach:activity", ("trainer", "committee"), "lesson"),
    admin("admin-compulsory", "lms_reach:compulsory", ("committee",), "lesson"),
    admin("admin-competencies", "lms_competencies:index", ("trainer",)),
    admin("admin-records", "lms_records:index", ("branch",)),
    admin("admin-requests", "lms_requests:index", MANAGERS),
    admin("admin-completion-entry", "lms_completion:index", ("branch",)),
    admin("admin-awaiting", "lms_awaiting:index", MANAGERS),
    admin("admin-assess", "lms_assess:index", ("branch",), query="?q=0"),
    admin("admin-completion", "lms_reporting:completion", MANAGERS),
    admin("admin-completion-people", "lms_reporting:people", ("branch", "committee"), query="?show=due_open"),
    admin("admin-completion-person", "lms_reporting:person", ("branch", "committee"), "member"),
    admin("admin-completion-print", "lms_reporting:completion", ("committee",), query="?print=1"),
    admin("admin-gaps", "lms_reporting:gaps", MANAGERS),
    admin("admin-gaps-people", "lms_reporting:lacking", ("branch", "committee"), query="?basis=lacking"),
    admin("admin-unsupplied", "lms_reporting:unsupplied", ("trainer", "committee")),
    admin("admin-care", "lms_reporting:care", ("branch",)),
    admin("admin-accounts", "wagtailusers_users:index", ("superuser",)),
)

#: Named addresses of ours that show no page of their own, or none without what the sample does not have.
EXCUSED = {
    "login": "leads to the sign-in page",
    "lms_core:theme_css": "a style sheet",
    "lms_core:manifest": "for the browser",
    "lms_core:service_worker": "for the browser",
    "site_help": "leads to the help",
    "site_help_topic": "leads to a page of the help",
    "site_picture": "a picture",
    "account_inactive": "only for a closed account",
    "account_abandon": "leads back to the sign-in page",
    "account_first_password": "only after a one-time password",
    "account_set_password": "only without a password",
    "account_reauthenticate": "only after a while",
    "mfa_authenticate": "only between password and code",
    "mfa_reauthenticate": "only after a while",
    "mfa_activate_totp": "asks for the password first",
    "mfa_deactivate_totp": "only with a second factor",
    "mfa_view_recovery_codes": "only with a second factor",
    "mfa_generate_recovery_codes": "only with a second factor",
    "socialaccount_login_cancelled": "only with another system",
    "socialaccount_login_error": "only with another system",
    "openid_connect_login": "leads to another system",
    "openid_connect_callback": "comes from another system",
    "lms_desk:file_export": "a file",
    "lms_desk:file_everything": "a file",
    "lms_desk:withdraw": "leads to the requests",
    "lms_desk:reading_edit": "the form of adding, filled",
    "lms_desk:reading_tick": "leads to the reading plan",
    "lms_desk:reading_delete": "leads to the reading plan",
    "lms_desk:note_edit": "the form of adding, filled",
    "lms_desk:note_delete": "leads to the notes",
    "lms_desk:check_skip": "leads to the plan",
    "lms_desk:note_changes": "leads to the plan",
    "lms_desk:note_posts": "leads to the plan",
    "lms_desk:lay_aside": "leads to the plan",
    "lms_desk:take_up": "leads to the plan",
    "lms_desk:test_lesson": "only where the bank has enough questions",
    "lms_desk:test_ability": "only where the bank has enough questions",
    "lms_courses:rating": "only after something was learned",
    "lms_desk:outcome": "only after something was learned",
    "lms_assessment:attempt": "only after a quiz was begun",
    "lms_assessment:save": "answers a script",
    "lms_assessment:submit": "only after a quiz was begun",
    "lms_assessment:review": "only after a quiz was handed in",
    "lms_assessment:again": "leads to a new attempt",
    "lms_courses:beat": "for the script of a lesson",
    "lms_courses:begin": "for the script of a lesson",
    "lms_courses:state": "a part of a lesson's page",
    "lms_courses:confirm": "leads to what was learned",
    "lms_courses:check": "leads to the questions",
    "lms_courses:finish": "leads to what was learned",
    "lms_courses:medium": "a file",
    "lms_courses:captions": "a file",
    "lms_courses:pdf_page": "a picture",
    "lms_courses:document_page": "a picture",
    "lms_courses:item": "a file",
    "lms_courses:submission": "only after something was handed in",
    "lms_courses:take_back": "leads to the submissions",
    "site_medium": "a file",
    "cms_site_demo:enter": "signs in and leads on",
}
