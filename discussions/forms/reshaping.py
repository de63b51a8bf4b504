from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from discussions.forms.talk import MoveForm, TitleField
from discussions.models import Thread
from groups.forms.fields import KeyField
from texts.markdown import plain


class SplitForm(MoveForm):
    title = TitleField(label=_("Title of the new thread"))
    all_later = forms.BooleanField(label=_("This post and all after it"), required=False, initial=True)
    posts = forms.TypedMultipleChoiceField(
        label=_("Or only these"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    key = KeyField()
    field_order = ("title", "section", "all_later", "posts")

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["posts"]
        offered.choices = [(post.number, _beginning(post)) for post in posts]
        self.fields["section"].label = _("Section the new thread belongs to")


def _beginning(post: Any) -> str:
    words = Truncator(plain(post.body_html).replace("\n", " ")).chars(80)
    return f"{post.number}. {post.author}: {words}" if words else f"{post.number}. {post.author}"


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("The thread that it joins"), queryset=Thread.objects.none(), empty_label=_("Choose a thread")
    )

    def __init__(self, *args, threads, **kwargs):
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["into"]
        offered.queryset = threads
        offered.label_from_instance = _described


def _described(thread: Thread) -> str:
    count = ngettext("%(count)d post", "%(count)d posts", thread.post_count) % {"count": thread.post_count}
    place = _("section %(number)d") % {"number": thread.section.position} if thread.section else _("the whole book")
    return f"{thread.title} ({place}, {count})"
