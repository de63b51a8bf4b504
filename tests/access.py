"""Who may use which address, and why. The table that docs/access-matrix.md is for things, for the routes of the site.

tests/test_access.py walks the URLconf against it and knocks at every address as everybody.
"""

ANYBODY = "anybody, signed in or not"
SIGNED_IN = "every account"
MEMBER = "members of the group"
FACILITATOR = "facilitators of the group; its other members know of it and are refused"
AUTHOR = "who wrote it; others in the group are refused"
AUTHOR_OR_FACILITATOR = "who wrote it, and facilitators; others in the group are refused"
NOT_AUTHOR = "members of the group, apart from who wrote it"
INVITED = "every account with the token, apart from who was removed: they need an invitation that names them"
OWNER = "the one account it belongs to; for others it is not there"

ACCESS = {
    # The project's own pages
    "home": (ANYBODY, "The front page; for accounts their desk, with their own groups only."),
    "search": (ANYBODY, "The library is open; what groups wrote is found by their members."),
    "about": (ANYBODY, "What this site is."),
    "privacy": (ANYBODY, "What it keeps about people, to be read before signing up."),
    "accessibility": (ANYBODY, "What works how."),
    "licence": (ANYBODY, "Under what terms the guides can be used."),
    "write_a_guide": (ANYBODY, "How guides are written here."),
    # accounts
    "accounts:setup": (ANYBODY, "The signed token in the address is the key, until the site has its first host."),
    "accounts:profile": (SIGNED_IN, "One’s own name and time zone."),
    "accounts:theme_set": (ANYBODY, "Light or dark is for readers without an account too."),
    "accounts:reading_settings_set": (ANYBODY, "So is the size of type."),
    "accounts:demo_mail": (
        ANYBODY,
        "Only where the demo runs: there is nobody’s mail in it. Elsewhere it is not found.",
    ),
    # texts
    "texts:text_list": (ANYBODY, "Published texts are for everybody."),
    "texts:text_epub": (ANYBODY, "The same text as a file."),
    "texts:text_markdown": (ANYBODY, "The same text as a file."),
    "texts:text_detail": (ANYBODY, "A published text."),
    "texts:text_picture": (ANYBODY, "A picture of a published text."),
    "texts:chapter_detail": (ANYBODY, "A chapter of a published text."),
    "texts:place_set": (SIGNED_IN, "One’s own place in a text."),
    "texts:place_forget": (SIGNED_IN, "One’s own place in a text."),
    "texts:edition_set": (SIGNED_IN, "The edition one holds oneself."),
    # guides
    "guides:guide_list": (ANYBODY, "The library shows what is published."),
    "guides:topic_detail": (ANYBODY, "The library by topic."),
    "guides:path_list": (ANYBODY, "The library in orders to read it in."),
    "guides:path_detail": (ANYBODY, "A published path."),
    "guides:explanations_set": (ANYBODY, "Whether words are linked to what explains them, for this reader."),
    "guides:guide_feed": (ANYBODY, "What is new in the library."),
    "guides:site_map": (ANYBODY, "The library for search engines."),
    "guides:guide_short": (ANYBODY, "The address on paper."),
    "guides:section_short": (ANYBODY, "The address on paper."),
    "guides:guide_markdown": (ANYBODY, "A published guide as a file, without what is for facilitators."),
    "guides:guide_detail": (ANYBODY, "A published guide."),
    "guides:release_list": (ANYBODY, "What changed in a published guide."),
    "guides:release_detail": (ANYBODY, "What changed in a published guide."),
    "guides:guide_print": (ANYBODY, "A published guide on paper."),
    "guides:section_detail": (ANYBODY, "A sheet of a published guide."),
    "guides:section_print": (ANYBODY, "A sheet of a published guide on paper."),
    # groups: pages that belong to no group
    "groups:home": (SIGNED_IN, "One’s own groups."),
    "groups:group_new": (SIGNED_IN, "Everybody may found a group."),
    "groups:group_list": (ANYBODY, "Groups that let themselves be found, and only those."),
    "groups:invitation_detail": (ANYBODY, "The token in the address is the key."),
    "groups:invitation_accept": (INVITED, "The token in the address is the key; one needs an account to be a member."),
    # groups
    "groups:group_detail": (MEMBER, "What a group does is its own."),
    "groups:group_edit": (FACILITATOR, "Facilitators look after the group."),
    "groups:group_archive": (FACILITATOR, "Facilitators look after the group."),
    "groups:member_list": (MEMBER, "Members know each other by name."),
    "groups:member_role": (FACILITATOR, "Facilitators look after the group."),
    "groups:member_remove": (FACILITATOR, "Facilitators look after the group."),
    "groups:group_leave": (MEMBER, "One’s own membership."),
    "groups:progress_hide": (MEMBER, "One’s own progress."),
    "groups:invitation_list": (FACILITATOR, "Facilitators decide whom to invite."),
    "groups:invitation_revoke": (FACILITATOR, "Facilitators decide whom to invite."),
    "groups:reading_new": (FACILITATOR, "Facilitators plan."),
    "groups:reading_detail": (MEMBER, "What a group does is its own."),
    "groups:reading_finish": (FACILITATOR, "Facilitators plan."),
    "groups:reading_resume": (FACILITATOR, "Facilitators plan."),
    "groups:meeting_list": (MEMBER, "What a group does is its own."),
    "groups:meeting_new": (FACILITATOR, "Facilitators plan."),
    "groups:meeting_edit": (FACILITATOR, "Facilitators plan."),
    "groups:meeting_cancel": (FACILITATOR, "Facilitators plan."),
    "groups:attendance_set": (MEMBER, "One’s own word on whether one comes."),
    "groups:section_detail": (MEMBER, "Where a member prepares; others’ answers as the reveal rule says."),
    "groups:progress_mark": (MEMBER, "One’s own progress."),
    "groups:answer_draft": (MEMBER, "One’s own draft: no address names another’s."),
    "groups:answer_share": (MEMBER, "One’s own answer: no address names another’s."),
    "groups:answer_pass": (MEMBER, "One’s own answer."),
    "groups:answer_take_back": (MEMBER, "One’s own answer."),
    "groups:answer_open": (FACILITATOR, "Facilitators open answers to all."),
    "groups:answer_hide": (FACILITATOR, "Facilitators may hide what somebody wrote, not change it."),
    "groups:meeting_detail": (MEMBER, "Facilitators get the sheet of the evening, members the plan and the minutes."),
    "groups:agenda_edit": (FACILITATOR, "Facilitators lead the evening."),
    "groups:minutes_set": (FACILITATOR, "Facilitators lead the evening."),
    "groups:meeting_print": (FACILITATOR, "Their sheet has notes and model answers."),
    "groups:meeting_present": (FACILITATOR, "Facilitators lead the evening."),
    # discussions
    "discussions:news": (SIGNED_IN, "What is new in one’s own groups."),
    "discussions:news_read": (SIGNED_IN, "One’s own marks."),
    "discussions:thread_list": (MEMBER, "What a group says is its own."),
    "discussions:thread_new": (MEMBER, "Every member may begin a thread."),
    "discussions:thread_draft": (MEMBER, "One’s own draft: no address names another’s."),
    "discussions:post_draft": (MEMBER, "One’s own draft: no address names another’s."),
    "discussions:report_list": (FACILITATOR, "Reports are written to the facilitators."),
    "discussions:report_dismiss": (FACILITATOR, "Reports are written to the facilitators."),
    "discussions:moderation_log": (MEMBER, "What facilitators did, without the words, is known to all members."),
    "discussions:thread_markdown": (MEMBER, "A thread to take along."),
    "discussions:thread_detail": (MEMBER, "What a group says is its own."),
    "discussions:thread_print": (MEMBER, "A thread on paper."),
    "discussions:thread_news": (MEMBER, "For a page that is open."),
    "discussions:thread_edit": (AUTHOR_OR_FACILITATOR, "A title helps everybody to find the talk."),
    "discussions:thread_delete": (AUTHOR_OR_FACILITATOR, "Its author while nobody else has posted."),
    "discussions:thread_close": (FACILITATOR, "Facilitators look after the talk."),
    "discussions:thread_reopen": (FACILITATOR, "Facilitators look after the talk."),
    "discussions:thread_pin": (FACILITATOR, "Facilitators look after the talk."),
    "discussions:thread_move": (FACILITATOR, "Facilitators look after the talk."),
    "discussions:thread_ask": (AUTHOR_OR_FACILITATOR, "Whether it is a question knows who asked."),
    "discussions:post_new": (MEMBER, "Every member may reply."),
    "discussions:post_detail": (MEMBER, "The lasting address of a post."),
    "discussions:post_edit": (AUTHOR, "Nobody changes another’s words."),
    "discussions:post_history": (MEMBER, "Earlier words are as open as the later ones."),
    "discussions:post_delete": (AUTHOR_OR_FACILITATOR, "One’s own words; facilitators with a reason."),
    "discussions:post_hide": (FACILITATOR, "Facilitators look after the talk."),
    "discussions:post_restore": (FACILITATOR, "Facilitators look after the talk."),
    "discussions:post_report": (NOT_AUTHOR, "One does not report oneself."),
    "discussions:post_unread": (MEMBER, "One’s own marks."),
    "discussions:post_react": (NOT_AUTHOR, "One does not nod to oneself."),
    "discussions:post_settle": (AUTHOR_OR_FACILITATOR, "Whether it is answered knows who asked."),
    # notices
    "notices:notice_list": (SIGNED_IN, "One’s own notices."),
    "notices:notices_see": (SIGNED_IN, "One’s own notices."),
    "notices:preference_set": (MEMBER, "One’s own mail about a reading of one’s group."),
    "notices:unsubscribe": (ANYBODY, "The signed token in the address is the key: mail programs cannot sign in."),
    "notices:export": (SIGNED_IN, "One’s own words, also of groups one has left."),
    "notices:erase": (SIGNED_IN, "One’s own account."),
    "notices:calendar": (SIGNED_IN, "One’s own calendar addresses."),
    "notices:calendar_make": (SIGNED_IN, "One’s own calendar addresses."),
    "notices:calendar_revoke": (OWNER, "One’s own calendar addresses."),
    "notices:calendar_feed": (ANYBODY, "The token in the address is the key: calendar programs cannot sign in."),
    "notices:meeting_calendar": (MEMBER, "When a group meets is its own."),
}

# allauth: every route asks for an account, apart from these, which are the way to one.
OPEN_ACCOUNT_ROUTES = {
    "account_login": "Signing in.",
    "account_logout": "Signing out does nothing to somebody who is not signed in.",
    "account_inactive": "Says that an account was deactivated.",
    "account_signup": "A new account.",
    "account_email_verification_sent": "The code that was mailed at sign-up.",
    "account_reset_password": "Asks for a new password.",
    "account_reset_password_done": "Asks for a new password.",
    "account_reset_password_from_key": "The key from the mail.",
    "account_reset_password_from_key_done": "A new password was set.",
    "account_request_login_code": "Signing in by a mailed code.",
    "account_confirm_login_code": "Signing in by a mailed code.",
    "mfa_authenticate": "The second step of signing in.",
    "mfa_login_webauthn": "Signing in by a passkey.",
}

# The admin: every route is for organizers, and its own models decide further. Open is only its way in.
OPEN_ADMIN_ROUTES = {
    "admin:login": "Leads to the sign-in of the site.",
    "admin:logout": "Signs organizers out; sends everybody else back to the door.",
}
# What every organizer may use there; everything else of the admin is for superusers.
ORGANIZERS_MODELS = {"guides_guide", "guides_readingpath", "guides_section", "guides_question", "texts_author", "texts_chapter",
                     "texts_edition", "texts_text"}  # fmt: skip
