import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('groups', '0001_initial'),
        ('guides', '0001_initial'),
        ('texts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('body', models.TextField(blank=True, max_length=20000, verbose_name='post')),
                ('speaks_of_later', models.BooleanField(default=False, verbose_name='speaks of something further on')),
                ('posted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('body_html', models.TextField(blank=True, default='', editable=False)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='groups.membership')),
                ('deleted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.membership')),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.membership')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
                'ordering': ['thread', 'number'],
                'indexes': [models.Index(fields=['group', '-posted_at'], name='posts_latest_first')],
                'constraints': [models.UniqueConstraint(fields=('id', 'group'), name='post_with_group'), models.UniqueConstraint(fields=('author', 'key'), name='post_written_once'), models.CheckConstraint(condition=models.Q(models.Q(('body', ''), _negated=True), ('deleted_at__isnull', False), _connector='OR'), name='post_has_words_until_deleted')],
            },
        ),
        migrations.CreateModel(
            name='PostRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField()),
                ('replaced_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('body_html', models.TextField(blank=True, default='', editable=False)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='discussions.post')),
            ],
            options={
                'ordering': ['-replaced_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_answer', models.BooleanField(default=False, editable=False)),
                ('paragraph', models.PositiveIntegerField(blank=True, null=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_post_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('post_count', models.PositiveIntegerField(default=0)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('pinned_at', models.DateTimeField(blank=True, null=True)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='threads', to='groups.answer')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='groups.membership')),
                ('chapter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='threads', to='texts.chapter')),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='merged', to='discussions.thread')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='threads', to='guides.question')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='groups.reading')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='threads', to='guides.section', verbose_name='section')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='discussions.post')),
            ],
            options={
                'verbose_name': 'thread',
                'verbose_name_plural': 'threads',
                'ordering': ['-last_post_at', '-pk'],
                'indexes': [models.Index(fields=['reading', '-last_post_at'], name='threads_latest_first')],
                'constraints': [models.UniqueConstraint(fields=('author', 'key'), name='thread_begun_once'), models.UniqueConstraint(fields=('id', 'group'), name='thread_with_group'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='thread_has_a_title'), models.CheckConstraint(condition=models.Q(('settled_by__isnull', True), ('asked_at__isnull', False), _connector='OR'), name='only_a_question_is_settled')],
            },
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(default=0)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ahead_at', models.DateTimeField(blank=True, null=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_marks', to='groups.membership')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_marks', to='discussions.thread')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('membership', 'thread'), name='one_mark_per_thread')],
            },
        ),
        migrations.CreateModel(
            name='PostDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(blank=True, max_length=400)),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('body', models.TextField(blank=True, max_length=20000)),
                ('speaks_of_later', models.BooleanField(default=False)),
                ('is_question', models.BooleanField(default=False)),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='post_drafts', to='groups.membership')),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='post_drafts', to='groups.reading')),
                ('section', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='guides.section')),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='drafts', to='discussions.thread')),
            ],
            options={
                'ordering': ['-saved_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('reading', 'author', 'place'), name='one_post_draft_per_place')],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='discussions.thread'),
        ),
        migrations.CreateModel(
            name='MovedPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_places', to='discussions.post')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moved_posts', to='discussions.thread')),
            ],
            options={
                'ordering': ['thread', 'number'],
                'constraints': [models.UniqueConstraint(fields=('thread', 'number'), name='one_move_per_number')],
            },
        ),
        migrations.CreateModel(
            name='ModerationEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('post_hidden', '%(who)s hid a post by %(whom)s.'), ('post_restored', '%(who)s showed a hidden post by %(whom)s again.'), ('post_deleted', '%(who)s deleted a post by %(whom)s.'), ('thread_closed', '%(who)s closed a thread.'), ('thread_reopened', '%(who)s opened a thread again.'), ('thread_pinned', '%(who)s put a thread first.'), ('thread_unpinned', '%(who)s no longer keeps a thread first.'), ('thread_split', '%(who)s began a thread with posts of another.'), ('thread_merged', '%(who)s put a thread by %(whom)s together with another.'), ('thread_moved', '%(who)s moved a thread to another section.'), ('thread_renamed', '%(who)s changed the title of a thread by %(whom)s.'), ('thread_deleted', '%(who)s deleted a thread by %(whom)s.'), ('answer_hidden', '%(who)s hid an answer by %(whom)s.'), ('answer_restored', '%(who)s showed a hidden answer by %(whom)s again.'), ('answer_deleted', '%(who)s deleted an answer by %(whom)s.'), ('member_warned', '%(who)s warned %(whom)s.'), ('member_muted', '%(who)s asked %(whom)s to write in no thread for a while.'), ('member_unmuted', '%(who)s let %(whom)s write in threads again.'), ('report_escalated', '%(who)s asked the site’s hosts to look at a post by %(whom)s.'), ('host_read', '%(who)s read words by %(whom)s.'), ('host_deleted', '%(who)s deleted words by %(whom)s.'), ('report_dismissed', '%(who)s read a report about a post by %(whom)s and left the post.')], max_length=16)),
                ('by_host', models.BooleanField(default=False)),
                ('number', models.PositiveIntegerField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.membership')),
                ('question', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='guides.question')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moderation', to='groups.reading')),
                ('whom', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.membership')),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='moderation', to='discussions.thread')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['reading', '-at'], name='moderation_latest_first')],
            },
        ),
        migrations.CreateModel(
            name='WorkExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('format', models.CharField(choices=[('html', 'HTML: one page for any browser'), ('pdf', 'PDF: to print or bind'), ('md', 'Markdown: plain text, to work on')], default='html', max_length=4, verbose_name='as')),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('finished_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('data', models.BinaryField(null=True)),
                ('state', models.CharField(blank=True, max_length=64)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.membership')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='work_exports', to='groups.reading')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('reading', 'key'), name='work_exported_once'), models.CheckConstraint(condition=models.Q(('finished_at', None), ('data__isnull', False), _connector='OR'), name='a_finished_export_has_its_file')],
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('blocked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='groups.membership')),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('whom', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocked_by', to='groups.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('by', 'whom'), name='one_block_per_pair'), models.CheckConstraint(condition=models.Q(('by', models.F('whom')), _negated=True), name='nobody_blocks_themselves')],
            },
        ),
        migrations.CreateModel(
            name='FeedToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feed_tokens', to='groups.membership')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.reading')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('membership', 'reading'), name='one_feed_address_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('thanks', 'Thanks'), ('me_too', 'Me too'), ('differently', 'I see it differently')], max_length=11)),
                ('reacted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='groups.membership')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='discussions.post')),
            ],
            options={
                'ordering': ['reacted_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('post', 'membership', 'kind'), name='reaction_given_once')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='what is wrong with it')),
                ('reported_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, max_length=9)),
                ('escalated_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='groups.membership')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='discussions.post')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.membership')),
            ],
            options={
                'ordering': ['reported_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('post', 'by'), name='one_open_report_per_member')],
            },
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('thread', 'number'), name='one_post_per_number'),
        ),
    ]
