import accounts.models
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('guides', '0001_initial'),
        ('texts', '0001_initial'),
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
                ('openness', models.CharField(choices=[('private', 'Private: only members know that it exists'), ('listed', 'Listed: people can find it and ask to join; what is said stays inside'), ('public', 'Public: anybody may read what you choose below; only members write')], default='private', max_length=7, verbose_name='who can see it')),
                ('takes_members', models.BooleanField(default=True, verbose_name='people can ask to join')),
                ('language', models.CharField(choices=[('af', 'Afrikaans'), ('ar', 'Arabic'), ('bg', 'Bulgarian'), ('bn', 'Bengali'), ('bo', 'Tibetan'), ('ca', 'Catalan'), ('cs', 'Czech'), ('cy', 'Welsh'), ('da', 'Danish'), ('de', 'German'), ('el', 'Greek'), ('en', 'English'), ('eo', 'Esperanto'), ('es', 'Spanish'), ('et', 'Estonian'), ('eu', 'Basque'), ('fa', 'Persian'), ('fi', 'Finnish'), ('fr', 'French'), ('ga', 'Irish'), ('gd', 'Scottish Gaelic'), ('gl', 'Galician'), ('grc', 'Ancient Greek'), ('he', 'Hebrew'), ('hi', 'Hindi'), ('hr', 'Croatian'), ('hu', 'Hungarian'), ('hy', 'Armenian'), ('id', 'Indonesian'), ('is', 'Icelandic'), ('it', 'Italian'), ('ja', 'Japanese'), ('ka', 'Georgian'), ('km', 'Khmer'), ('ko', 'Korean'), ('la', 'Latin'), ('lo', 'Lao'), ('lt', 'Lithuanian'), ('lv', 'Latvian'), ('mk', 'Macedonian'), ('mn', 'Mongolian'), ('mn-Mong', 'Mongolian in the traditional script'), ('ms', 'Malay'), ('my', 'Burmese'), ('nb', 'Norwegian'), ('nl', 'Dutch'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('ro', 'Romanian'), ('ru', 'Russian'), ('sa', 'Sanskrit'), ('sk', 'Slovak'), ('sl', 'Slovene'), ('sq', 'Albanian'), ('sr', 'Serbian'), ('sv', 'Swedish'), ('sw', 'Swahili'), ('ta', 'Tamil'), ('te', 'Telugu'), ('th', 'Thai'), ('tl', 'Tagalog'), ('tr', 'Turkish'), ('uk', 'Ukrainian'), ('ur', 'Urdu'), ('vi', 'Vietnamese'), ('yi', 'Yiddish'), ('zh', 'Chinese'), ('und', 'Another language')], default='en', max_length=12, verbose_name='language')),
                ('answers_open_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('threads_open_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('names_open_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('is_indexed', models.BooleanField(default=False, verbose_name='search engines may list it')),
                ('spoiler_guard', models.CharField(choices=[('off', 'Nothing is covered'), ('on', 'Talk about later sections is covered until one opens it'), ('strict', 'Talk about later sections stays closed until one has read that far')], default='on', max_length=6, verbose_name='talk about what is still to come')),
                ('progress_view', models.CharField(choices=[('names', 'By name: everybody sees how far everybody is, unless one keeps it to oneself'), ('numbers', 'In numbers: how many have read a section, never who; for facilitators neither')], default='names', max_length=7, verbose_name='how far we are')),
                ('pseudonyms', models.CharField(choices=[('none', 'Everybody goes by the name of their account'), ('known', 'Members may go by another name; facilitators see who it is'), ('secret', 'Members may go by another name, for facilitators too')], default='none', max_length=6, verbose_name='names')),
                ('time_zone', models.CharField(default='UTC', max_length=60, validators=[accounts.models.validate_time_zone], verbose_name='time zone')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('deletes_at', models.DateTimeField(blank=True, editable=False, null=True)),
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
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('note', models.CharField(blank=True, help_text='So that you know it again.', max_length=100, verbose_name='for whom')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='only for this address')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('max_uses', models.PositiveSmallIntegerField(default=20, verbose_name='how many may use it')),
                ('needs_approval', models.BooleanField(default=False, verbose_name='a facilitator looks at everybody who comes')),
                ('uses', models.PositiveSmallIntegerField(default=0)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='groups.group')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-created_at', '-pk'],
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
                ('pseudonym', models.CharField(blank=True, max_length=60, verbose_name='the name you go by here')),
                ('muted_until', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='groups.group')),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='removals', to='groups.membership')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': [django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf('pseudonym', models.Value('')), 'user__name'), 'pk'],
            },
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(blank=True, max_length=300, verbose_name='a line about yourself')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('reply', models.CharField(blank=True, max_length=500, verbose_name='a word to them')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to='groups.group')),
                ('invitation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='join_requests', to='groups.invitation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to=settings.AUTH_USER_MODEL)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.membership')),
            ],
            options={
                'verbose_name': 'request to join',
                'verbose_name_plural': 'requests to join',
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='invitation',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='groups.membership'),
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='what')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='groups.meeting')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='groups.membership')),
            ],
            options={
                'verbose_name': 'role for the evening',
                'verbose_name_plural': 'roles for the evening',
                'ordering': ['given_at', 'pk'],
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
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('resumes_on', models.DateField(blank=True, null=True)),
                ('moved_days', models.PositiveIntegerField(default=0, editable=False)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
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
            name='BroughtPassage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_paragraph', models.PositiveIntegerField(blank=True, null=True, verbose_name='from paragraph')),
                ('last_paragraph', models.PositiveIntegerField(blank=True, null=True, verbose_name='to paragraph')),
                ('page', models.PositiveIntegerField(blank=True, null=True, verbose_name='page')),
                ('why', models.CharField(blank=True, max_length=500, verbose_name='why')),
                ('brought_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('chapter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='texts.chapter')),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='brought_passages', to='groups.meeting')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='brought_passages', to='groups.membership')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='brought_passages', to='groups.reading')),
            ],
            options={
                'verbose_name': 'passage that somebody brings',
                'verbose_name_plural': 'passages that members bring',
                'ordering': ['brought_at', 'pk'],
            },
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
                ('hidden_reason', models.CharField(blank=True, editable=False, max_length=500)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('body_html', models.TextField(blank=True, default='', editable=False)),
                ('first_body_html', models.TextField(blank=True, default='', editable=False)),
                ('choices', models.ManyToManyField(blank=True, related_name='answers', to='guides.choice')),
                ('first_choices', models.ManyToManyField(blank=True, editable=False, related_name='+', to='guides.choice')),
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
        migrations.CreateModel(
            name='StartingPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='starting_points', to='groups.membership')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='starting_points', to='groups.reading')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='guides.section')),
            ],
        ),
        migrations.CreateModel(
            name='Unclear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paragraph', models.PositiveIntegerField(blank=True, null=True)),
                ('marked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('chapter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='unclear', to='texts.chapter')),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unclear', to='groups.membership')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='unclear', to='guides.question')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unclear', to='groups.reading')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unclear', to='guides.section')),
            ],
            options={
                'verbose_name': 'mark of what is unclear',
                'verbose_name_plural': 'marks of what is unclear',
                'ordering': ['marked_at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(fields=('created_by', 'key'), name='group_founded_once'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ['alone', 'listed', 'new', 'path']), _negated=True), name='group_address_is_free'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('openness', 'public'), models.Q(('answers_open_at', None), ('is_indexed', False), ('names_open_at', None), ('threads_open_at', None)), _connector='OR'), name='only_a_public_group_is_open'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('deletes_at', None), ('archived_at__isnull', False), _connector='OR'), name='closed_before_it_is_deleted'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('group', 'user'), name='one_membership_per_person'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(models.F('group'), django.db.models.functions.text.Lower('pseudonym'), condition=models.Q(('pseudonym', ''), _negated=True), name='one_pseudonym_per_person'),
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
            model_name='joinrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('declined_at', None), ('withdrawn_at', None)), fields=('group', 'user'), name='one_open_request'),
        ),
        migrations.AddConstraint(
            model_name='joinrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('declined_at', None)), models.Q(('accepted_at', None), ('withdrawn_at', None)), models.Q(('declined_at', None), ('withdrawn_at', None)), _connector='OR'), name='one_end_of_a_request'),
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
            model_name='duty',
            constraint=models.UniqueConstraint(fields=('meeting', 'membership', 'name'), name='one_duty_once'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='duty_has_a_name'),
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
            model_name='reading',
            constraint=models.CheckConstraint(condition=models.Q(('archived_at__isnull', True), ('finished_at__isnull', False), _connector='OR'), name='finished_before_archived'),
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
            model_name='broughtpassage',
            constraint=models.UniqueConstraint(fields=('membership', 'key'), name='passage_brought_once'),
        ),
        migrations.AddConstraint(
            model_name='broughtpassage',
            constraint=models.CheckConstraint(condition=models.Q(('last_paragraph__isnull', True), ('last_paragraph__gte', models.F('first_paragraph')), _connector='OR'), name='brought_paragraphs_run_forwards', violation_error_message='The last paragraph lies before the first.'),
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
        migrations.AddConstraint(
            model_name='startingpoint',
            constraint=models.UniqueConstraint(fields=('reading', 'membership'), name='one_starting_point_per_reading'),
        ),
        migrations.AddConstraint(
            model_name='unclear',
            constraint=models.UniqueConstraint(fields=('reading', 'membership', 'section', 'question', 'chapter', 'paragraph'), name='marked_unclear_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='unclear',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chapter__isnull', True), ('paragraph__isnull', True)), models.Q(('chapter__isnull', False), ('paragraph__gte', 1), ('question__isnull', True)), _connector='OR'), name='unclear_is_one_thing'),
        ),
    ]
