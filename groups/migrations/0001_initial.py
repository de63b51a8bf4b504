import accounts.models
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('guides', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=120, unique=True, verbose_name='address')),
                ('about', models.TextField(blank=True, max_length=2000, verbose_name='about the group')),
                ('house_rules', models.TextField(blank=True, max_length=5000, verbose_name='house rules')),
                ('openness', models.CharField(choices=[('private', 'Private: only members know that it exists'), ('listed', 'Listed: its name, guide and next meeting can be found; what is said stays inside'), ('public', 'Public: anybody may read what it shares; only members write')], default='private', max_length=7, verbose_name='who can see it')),
                ('spoiler_guard', models.CharField(choices=[('off', 'Nothing is covered'), ('on', 'Talk about later sections is covered until one opens it'), ('strict', 'Talk about later sections stays closed until one has read that far')], default='on', max_length=6, verbose_name='talk about what is still to come')),
                ('time_zone', models.CharField(default='UTC', max_length=60, validators=[accounts.models.validate_time_zone], verbose_name='time zone')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('about_html', models.TextField(blank=True, default='', editable=False)),
                ('house_rules_html', models.TextField(blank=True, default='', editable=False)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='groups_founded', to=settings.AUTH_USER_MODEL)),
                ('guides', models.ManyToManyField(blank=True, related_name='groups', to='guides.guide', verbose_name='guides for this group only')),
            ],
            options={
                'verbose_name': 'group',
                'verbose_name_plural': 'groups',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where')),
                ('link', models.URLField(blank=True, verbose_name='video link')),
                ('welcome', models.TextField(blank=True, max_length=2000, verbose_name='how we begin')),
                ('closing', models.TextField(blank=True, max_length=2000, verbose_name='next time')),
                ('notes', models.TextField(blank=True, max_length=10000, verbose_name='notes for facilitators')),
                ('agenda', models.JSONField(blank=True, default=list, verbose_name='running order')),
                ('minutes', models.TextField(blank=True, max_length=20000, verbose_name='minutes')),
                ('minutes_shared_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('welcome_html', models.TextField(blank=True, default='', editable=False)),
                ('closing_html', models.TextField(blank=True, default='', editable=False)),
                ('notes_html', models.TextField(blank=True, default='', editable=False)),
                ('minutes_html', models.TextField(blank=True, default='', editable=False)),
                ('sections', models.ManyToManyField(blank=True, related_name='meetings', to='guides.section', verbose_name='sections')),
            ],
            options={
                'verbose_name': 'meeting',
                'verbose_name_plural': 'meetings',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('facilitator', 'facilitator'), ('member', 'member')], default='member', max_length=11, verbose_name='role')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removed_reason', models.CharField(blank=True, max_length=500)),
                ('progress_hidden_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='groups.group')),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='removals', to='groups.membership')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ['user__name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('note', models.CharField(blank=True, help_text='So that you know it again.', max_length=100, verbose_name='for whom')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='only for this address')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('max_uses', models.PositiveSmallIntegerField(default=20, verbose_name='how many may use it')),
                ('uses', models.PositiveSmallIntegerField(default=0)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='groups.group')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='groups.membership')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reply', models.CharField(choices=[('yes', 'Yes'), ('online', 'Yes, by video'), ('no', 'No'), ('unsure', 'Not sure yet')], max_length=6)),
                ('replied_at', models.DateTimeField(auto_now=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='groups.meeting')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='groups.membership')),
            ],
            options={
                'verbose_name': 'reply',
                'verbose_name_plural': 'replies',
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(allow_unicode=True, max_length=120, verbose_name='address')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='readings_started', to='groups.membership')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='groups.group')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='guides.guide', verbose_name='guide')),
            ],
            options={
                'verbose_name': 'reading',
                'verbose_name_plural': 'readings',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='groups.membership')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='guides.section')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='groups.reading')),
            ],
            options={
                'verbose_name': 'progress',
                'verbose_name_plural': 'progress',
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.membership')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='guides.question')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='groups.reading')),
            ],
        ),
        migrations.AddField(
            model_name='meeting',
            name='reading',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='groups.reading'),
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(blank=True, max_length=20000)),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('choices', models.ManyToManyField(blank=True, related_name='+', to='guides.choice')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='guides.question')),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='groups.membership')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='groups.reading')),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('group', 'The group'), ('facilitators', 'Facilitators only')], default='group', max_length=12, verbose_name='for')),
                ('body', models.TextField(blank=True, max_length=20000, verbose_name='answer')),
                ('first_body', models.TextField(blank=True, editable=False, max_length=20000)),
                ('prompt', models.TextField(editable=False)),
                ('shared_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('passed_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('body_html', models.TextField(blank=True, default='', editable=False)),
                ('first_body_html', models.TextField(blank=True, default='', editable=False)),
                ('choices', models.ManyToManyField(blank=True, related_name='answers', to='guides.choice')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='guides.question')),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='groups.membership')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.membership')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='groups.reading')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'ordering': ['shared_at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(fields=('created_by', 'key'), name='group_founded_once'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ['listed', 'new']), _negated=True), name='group_address_is_free'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('group', 'user'), name='one_membership_per_person'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('id', 'group'), name='membership_with_group'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('left_at__isnull', True), ('removed_at__isnull', True), _connector='OR'), name='left_or_removed_not_both'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('uses__lte', models.F('max_uses'))), name='invitation_not_overused'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('max_uses__gte', 1)), name='invitation_can_be_used'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'membership'), name='one_reply_per_meeting'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('group', 'slug'), name='one_reading_per_address'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('group', 'key'), name='reading_started_once'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('id', 'group'), name='reading_with_group'),
        ),
        migrations.AddConstraint(
            model_name='progress',
            constraint=models.UniqueConstraint(fields=('reading', 'section', 'membership'), name='one_progress_per_section'),
        ),
        migrations.AddConstraint(
            model_name='progress',
            constraint=models.CheckConstraint(condition=models.Q(('read_at__isnull', True), ('read_at__gte', models.F('begun_at')), _connector='OR'), name='begun_before_read'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.UniqueConstraint(fields=('reading', 'question'), name='opened_once'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['reading', 'starts_at'], name='meetings_in_order'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meeting_ends_after_it_begins', violation_error_message='The meeting ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('reading', 'question', 'author'), name='one_draft_per_question'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('reading', 'question', 'author'), name='one_answer_per_question'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('author', 'key'), name='answer_shared_once'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('passed_at__isnull', True), models.Q(('body', ''), ('first_body', '')), _connector='OR'), name='a_pass_has_no_words'),
        ),
    ]
