import django.db.models.deletion
import django.utils.timezone
import notices.models.mail
import notices.models.mark
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('discussions', '0001_initial'),
        ('groups', '0001_initial'),
        ('guides', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True)),
                ('at', models.DateTimeField(default=notices.models.mark.first_look)),
            ],
        ),
        migrations.CreateModel(
            name='KnownMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('is_cancelled', models.BooleanField()),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='known', to='groups.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('bundle', 'Bundle'), ('week', 'Week'), ('invitation', 'Invitation')], max_length=10)),
                ('week', models.CharField(blank=True, max_length=8)),
                ('message_id', models.CharField(default=notices.models.mail.new_message_id, max_length=200, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('parked_at', models.DateTimeField(null=True)),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('invitation', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mail', to='groups.invitation')),
                ('reading', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.reading')),
                ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('dropped_at', None), ('parked_at', None), ('sent_at', None)), fields=['next_try_at'], name='mails_owed')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('week', ''), _negated=True), fields=('recipient', 'reading', 'week'), name='one_letter_a_week'), models.CheckConstraint(condition=models.Q(models.Q(('group', None), ('invitation', None), ('reading__isnull', False), ('recipient__isnull', False)), models.Q(('group__isnull', False), ('invitation', None), ('reading', None), ('recipient__isnull', False)), models.Q(('group', None), ('invitation__isnull', False), ('reading', None), ('recipient', None)), _connector='OR'), name='mail_about_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mention', 'Somebody named you'), ('reply', 'A reply in a thread of yours'), ('thread', 'A new thread'), ('answer', 'An answer you can read'), ('opened', 'Answers were opened'), ('meeting_moved', 'A meeting was moved'), ('meeting_cancelled', 'A meeting was called off'), ('meeting_near', 'A meeting is near'), ('report', 'A post was reported'), ('moderation', 'A facilitator did something about your words'), ('request', 'Somebody asks to join'), ('request_answered', 'Your request was answered'), ('invitation', 'You are invited'), ('removed', 'You were removed from a group')], max_length=17)),
                ('about', models.CharField(max_length=80)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(null=True)),
                ('mailed_at', models.DateTimeField(null=True)),
                ('answer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.answer')),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='discussions.moderationentry')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('invitation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.invitation')),
                ('removal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.membership')),
                ('join_request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.joinrequest')),
                ('mail', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='notices.mail')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.meeting')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='discussions.post')),
                ('question', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='guides.question')),
                ('reading', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.reading')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='discussions.report')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-made_at', '-pk'],
                'indexes': [models.Index(fields=['recipient', '-made_at'], name='notices_latest_first'), models.Index(condition=models.Q(('mail', None), ('seen_at', None)), fields=['made_at'], name='notices_waiting')],
                'constraints': [models.UniqueConstraint(fields=('recipient', 'kind', 'about'), name='told_once'), models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('reading', None)), models.Q(('group', None), ('reading__isnull', False)), _connector='OR'), name='notice_of_a_reading_or_a_group')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('at_once', 'At once'), ('few_hours', 'Every few hours'), ('daily', 'Once a day'), ('weekly', 'Once a week'), ('never', 'Never')], default='daily', max_length=9, verbose_name='mail')),
                ('week_letter', models.BooleanField(default=True, verbose_name='“This week in your reading”, on Mondays')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('reading', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.reading')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_preferences', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'reading'), name='one_preference_per_reading'), models.UniqueConstraint(fields=('user', 'group'), name='one_preference_per_group'), models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('reading', None)), models.Q(('group', None), ('reading__isnull', False)), _connector='OR'), name='preference_of_a_reading_or_a_group')],
            },
        ),
        migrations.CreateModel(
            name='CalendarToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('reading', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.reading')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user', 'reading'), name='one_calendar_address_at_a_time', nulls_distinct=False)],
            },
        ),
    ]
