from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from groups.models import Answer, Membership, Progress
from groups.queries.group import shown_name
from groups.queries.viewer import Viewer
from guides.models import Section

LISTED = (
    *("title", "last_post_at", "last_number", "post_count", "asked_at", "settled_by", "closed_at", "pinned_at"),
    *("reading__slug", "reading__group__slug", "section__position"),
)
BEFORE_ALL = -1  # positions of sections begin at 0 or 1


def furthest_position(viewer, reading) -> Coalesce:
    """Position of the furthest section that the viewer has begun in a reading; BEFORE_ALL if none."""
    read = Progress.objects.filter(membership__in=Viewer.of(viewer).memberships, reading=reading)
    last = read.order_by("-section__position").values("section__position")[:1]
    return Coalesce(Subquery(last, output_field=models.IntegerField()), Value(BEFORE_ALL))


def furthest_section(reading, membership) -> Section | None:
    read = Progress.objects.filter(membership=membership, reading=reading)
    return Section.objects.filter(progress__in=read).order_by("-position").first()


def sections_without_talk(reading, membership):
    """Those that no thread is about yet; under a strict guard only as far as the member has read."""
    threads = reading.threads.filter(merged_into=None, section__isnull=False)
    sections = reading.guide.sections.exclude(pk__in=threads.values("section"))
    if membership.group.spoiler_guard == "strict" and not membership.is_facilitator:
        sections = sections.filter(position__lte=furthest_position(membership, reading))
    return sections


def blocked(viewer):
    """Whom the viewer does not wish to read."""
    block: Any = Membership._meta.get_field("blocks").related_model
    return block.objects.filter(by__in=Viewer.of(viewer).memberships).values("whom")


class ThreadQuerySet(models.QuerySet):
    """Which threads a member finds, and which of them are covered. Pages, counts, search and news come through here."""

    def visible_to(self, viewer):
        """The threads of the viewer's own groups; under a strict guard, those they have read far enough for."""
        viewer = Viewer.of(viewer)
        own = self.filter(group__in=viewer.groups, merged_into=None)
        if not viewer.strict:
            return own
        return own.with_guard(viewer).filter(~Q(group__in=viewer.strict) | Q(is_ahead=False))

    def open_to_all(self, group):
        """What anybody may read of a public group: begun since it was opened, about nothing that is closed to them."""
        if "threads" not in group.opened:
            return self.none()
        threads = self.filter(group=group, begun_at__gte=group.threads_open_at, merged_into=None)
        if group.spoiler_guard == "strict":
            threads = threads.filter(section=None)
        return threads.filter(Q(about_answer=False) | Q(answer__in=Answer.objects.open_to_all(group).values("pk")))

    def with_guard(self, viewer):
        """Adds `furthest` (a position), `is_ahead`, `is_opened` (read ahead on purpose), `is_covered` and `is_blocked`.

        Ahead: about a later section than the viewer has read. Covered: about an answer that the reveal rule does not
        show them yet. Neither for those who wrote in the thread.
        """
        viewer = Viewer.of(viewer)
        post = self.model._meta.get_field("posts").related_model
        mark = self.model._meta.get_field("read_marks").related_model
        mine = {"thread": OuterRef("pk"), "membership__in": viewer.memberships}
        wrote = Exists(post.objects.filter(thread=OuterRef("pk"), author__in=viewer.memberships))
        return (
            self.with_blocked(viewer)
            .annotate(furthest=furthest_position(viewer, OuterRef("reading")))
            .annotate(is_opened=Exists(mark.objects.filter(**mine, ahead_at__isnull=False)))
            .annotate(is_ahead=_flag(Q(group__in=viewer.guarded, section__position__gt=F("furthest")) & ~Q(wrote)))
            .annotate(is_covered=_flag(self._covered(viewer) & ~Q(wrote)))
        )

    def with_blocked(self, viewer):
        """Adds `is_blocked`: begun by somebody whom the viewer does not wish to read, and so is its title."""
        return self.annotate(is_blocked=_flag(Q(author__in=blocked(viewer))))

    def _covered(self, viewer: Viewer) -> Q:
        """While the answer is there its own rule counts; when it was taken back, the rule of the others' answers.
        Never for facilitators.
        """
        others = Q(IsNull(OuterRef("answer"), True), reading=OuterRef("reading"), question=OuterRef("question"))
        open_to_them = Q(pk=OuterRef("answer")) | (others & ~Q(author__in=viewer.memberships))
        about = Q(group__in=viewer.followed, about_answer=True)
        return about & ~Q(Exists(Answer.objects.visible_to(viewer).filter(open_to_them)))

    def uncovered(self, viewer):
        """Those whose words the viewer may read here and now. Facilitators under a strict guard open on purpose too."""
        guarded = self.visible_to(viewer).with_guard(viewer)
        return guarded.filter(Q(is_ahead=False) | Q(is_opened=True), is_covered=False)

    def with_seen(self, membership):
        """Adds `seen_number`, the furthest post the member has read, and `seen_at`."""
        mark = self.model._meta.get_field("read_marks").related_model
        seen = mark.objects.filter(thread=OuterRef("pk"), membership=membership)
        return self.annotate(
            seen_number=Coalesce(Subquery(seen.values("number")), Value(0)), seen_at=Subquery(seen.values("seen_at"))
        )

    def with_news(self, membership):
        """Adds `seen_number`; `new_count`, others' posts after it, those without words apart; and `first_new`, the
        number of the first of them: there may be a gap after what was read, where posts were moved away.
        """
        post = self.model._meta.get_field("posts").related_model
        unread = (
            post.objects.filter(
                thread=OuterRef("pk"), number__gt=OuterRef("seen_number"), hidden_at=None, deleted_at=None
            )
            .exclude(author=membership)
            .exclude(author__in=blocked(membership))
        )
        count = Subquery(unread.order_by().values("thread").annotate(count=Count("pk")).values("count"))
        first = Subquery(unread.order_by("number").values("number")[:1])
        return self.with_seen(membership).annotate(new_count=Coalesce(count, Value(0)), first_new=first)

    def with_last_voice(self, membership):
        """Adds `last_voice`, the name of who wrote the latest post whose words the member may see."""
        post = self.model._meta.get_field("posts").related_model
        last = post.objects.filter(thread=OuterRef("pk"), hidden_at=None, deleted_at=None).order_by("-number")
        last = last.exclude(author__in=blocked(membership))
        return self.annotate(last_voice=Subquery(last.values(name=shown_name("author__"))[:1]))

    def chosen(self, membership, section=None, show: str = "", sort: str = ""):
        """As somebody wants the list; pinned threads stay first."""
        post = self.model._meta.get_field("posts").related_model
        wrote = post.objects.filter(thread=OuterRef("pk"), author=membership, deleted_at=None)
        narrowed = {
            "new": Q(new_count__gt=0, is_covered=False) & (Q(is_ahead=False) | Q(is_opened=True)),
            "unanswered": Q(post_count__lte=1),
            "questions": Q(asked_at__isnull=False, settled_by=None),
            "mine": Q(Exists(wrote)),
        }
        orders = {"begun": "-begun_at", "replies": "-post_count"}
        threads = self.filter(narrowed.get(show, Q()))
        threads = threads.filter(section=section) if section else threads
        return threads.order_by(F("pinned_at").asc(nulls_last=True), orders.get(sort, "-last_post_at"), "-pk")

    def for_list(self, membership):
        """Everything that a list prints."""
        listed = self.visible_to(membership).with_guard(membership).with_news(membership).with_last_voice(membership)
        return listed.select_related("reading__group", "section").only(*LISTED)


class PostQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Posts of the viewer's own groups; a hidden or deleted one keeps its place and shows no words."""
        return self.filter(group__in=Viewer.of(viewer).groups)

    def open_to_all(self, group):
        """Those with words, written since it was opened, wherever they are now; nothing that speaks of later things."""
        thread = self.model._meta.get_field("thread").related_model
        shown = self.filter(hidden_at=None, deleted_at=None, thread__in=thread.objects.open_to_all(group).values("pk"))
        shown = shown.filter(posted_at__gte=group.threads_open_at) if group.threads_open_at else shown.none()
        return shown if group.spoiler_guard == "off" else shown.filter(speaks_of_later=False)

    def readable_by(self, viewer):
        """Posts whose words the viewer may be shown out of their thread: in search, news and files."""
        thread = self.model._meta.get_field("thread").related_model
        here = self.visible_to(viewer).filter(hidden_at=None, deleted_at=None).exclude(author__in=blocked(viewer))
        return here.filter(self.uncovered_for(viewer), thread__in=thread.objects.uncovered(viewer).values("pk"))

    def uncovered_for(self, viewer) -> Q:
        """A post that speaks of later things opens to those who have read to the end, and to its author."""
        viewer = Viewer.of(viewer)
        furthest = furthest_position(viewer, OuterRef(OuterRef("thread__reading")))
        unread = Section.objects.filter(guide=OuterRef("thread__reading__guide"), position__gt=furthest)
        free = Q(speaks_of_later=False) | ~Q(group__in=viewer.guarded)
        return free | Q(author__in=viewer.memberships) | ~Q(Exists(unread))

    def with_veil(self, membership):
        """Adds `is_veiled`: it speaks of what the member has not read yet; `is_blocked`: by somebody they do not
        wish to read; `is_moved`: here from another thread.
        """
        moved = self.model._meta.get_field("earlier_places").related_model.objects.filter(post=OuterRef("pk"))
        return self.annotate(
            is_veiled=_flag(~self.uncovered_for(membership)),
            is_blocked=_flag(Q(author__in=blocked(membership))),
            is_moved=Exists(moved),
        )

    def unseen_by(self, viewer):
        """Others' posts that the viewer has not read, since they joined."""
        viewer = Viewer.of(viewer)
        mark = self.model._meta.get_field("thread").related_model._meta.get_field("read_marks").related_model
        seen = mark.objects.filter(
            thread=OuterRef("thread"), membership__in=viewer.memberships, number__gte=OuterRef("number")
        )
        since = Membership.objects.filter(pk__in=viewer.memberships, joined_at__lte=OuterRef("posted_at"))
        fresh = self.filter(~Q(Exists(seen)), Q(Exists(since.filter(group=OuterRef("group")))))
        return fresh.exclude(author__in=viewer.memberships).exclude(author__in=blocked(viewer))

    def for_page(self, membership):
        """With everything that a page needs to print them for the member."""
        reaction = self.model._meta.get_field("reactions").related_model
        shown = reaction.objects.exclude(membership__in=blocked(membership)).select_related("membership__user")
        people = "author__user", "hidden_by__user", "deleted_by__user"
        return self.select_related(*people).prefetch_related(models.Prefetch("reactions", shown))


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=models.BooleanField())
