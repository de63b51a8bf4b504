import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import guides.models.question
import taggit.managers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('texts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Guide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('subtitle', models.CharField(blank=True, max_length=300, verbose_name='subtitle')),
                ('slug', models.SlugField(allow_unicode=True, max_length=120, unique=True, verbose_name='address')),
                ('blurb', models.TextField(blank=True, help_text='A paragraph for the catalogue.', max_length=1000, verbose_name='blurb')),
                ('language', models.CharField(choices=[('af', 'Afrikaans'), ('ar', 'Arabic'), ('bg', 'Bulgarian'), ('bn', 'Bengali'), ('bo', 'Tibetan'), ('ca', 'Catalan'), ('cs', 'Czech'), ('cy', 'Welsh'), ('da', 'Danish'), ('de', 'German'), ('el', 'Greek'), ('en', 'English'), ('eo', 'Esperanto'), ('es', 'Spanish'), ('et', 'Estonian'), ('eu', 'Basque'), ('fa', 'Persian'), ('fi', 'Finnish'), ('fr', 'French'), ('ga', 'Irish'), ('gd', 'Scottish Gaelic'), ('gl', 'Galician'), ('grc', 'Ancient Greek'), ('he', 'Hebrew'), ('hi', 'Hindi'), ('hr', 'Croatian'), ('hu', 'Hungarian'), ('hy', 'Armenian'), ('id', 'Indonesian'), ('is', 'Icelandic'), ('it', 'Italian'), ('ja', 'Japanese'), ('ka', 'Georgian'), ('km', 'Khmer'), ('ko', 'Korean'), ('la', 'Latin'), ('lo', 'Lao'), ('lt', 'Lithuanian'), ('lv', 'Latvian'), ('mk', 'Macedonian'), ('mn', 'Mongolian'), ('mn-Mong', 'Mongolian in the traditional script'), ('ms', 'Malay'), ('my', 'Burmese'), ('nb', 'Norwegian'), ('nl', 'Dutch'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('ro', 'Romanian'), ('ru', 'Russian'), ('sa', 'Sanskrit'), ('sk', 'Slovak'), ('sl', 'Slovene'), ('sq', 'Albanian'), ('sr', 'Serbian'), ('sv', 'Swedish'), ('sw', 'Swahili'), ('ta', 'Tamil'), ('te', 'Telugu'), ('th', 'Thai'), ('tl', 'Tagalog'), ('tr', 'Turkish'), ('uk', 'Ukrainian'), ('ur', 'Urdu'), ('vi', 'Vietnamese'), ('yi', 'Yiddish'), ('zh', 'Chinese'), ('und', 'Another language')], default='en', max_length=12, verbose_name='language')),
                ('level', models.CharField(blank=True, choices=[('introductory', 'Introductory'), ('intermediate', 'Intermediate'), ('advanced', 'Advanced')], max_length=12, verbose_name='level')),
                ('why', models.TextField(blank=True, max_length=20000, verbose_name='why read it')),
                ('about_author', models.TextField(blank=True, max_length=20000, verbose_name='about the author')),
                ('audience_note', models.TextField(blank=True, max_length=20000, verbose_name='who it is for')),
                ('how_to_use', models.TextField(blank=True, max_length=20000, verbose_name='how to use this guide')),
                ('preparatory', models.TextField(blank=True, max_length=20000, verbose_name='preparatory reading')),
                ('further', models.TextField(blank=True, max_length=20000, verbose_name='further reading')),
                ('credits', models.CharField(blank=True, help_text='Who wrote it, as printed.', max_length=1000, verbose_name='credits')),
                ('licence', models.CharField(blank=True, default='CC BY-SA 4.0', max_length=100, verbose_name='licence')),
                ('derived_from_url', models.URLField(blank=True, verbose_name='made from (elsewhere)')),
                ('extra', models.JSONField(blank=True, default=dict, editable=False)),
                ('audience', models.CharField(choices=[('everyone', 'Everyone'), ('groups', 'Only the groups it is given to')], default='everyone', max_length=8, verbose_name='who may read it')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('review_asked_at', models.DateTimeField(editable=False, null=True)),
                ('publish_on', models.DateTimeField(blank=True, null=True, verbose_name='publish on')),
                ('published_at', models.DateTimeField(editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('why_html', models.TextField(blank=True, default='', editable=False)),
                ('about_author_html', models.TextField(blank=True, default='', editable=False)),
                ('audience_note_html', models.TextField(blank=True, default='', editable=False)),
                ('how_to_use_html', models.TextField(blank=True, default='', editable=False)),
                ('preparatory_html', models.TextField(blank=True, default='', editable=False)),
                ('further_html', models.TextField(blank=True, default='', editable=False)),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='guides_created', to=settings.AUTH_USER_MODEL)),
                ('derived_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='versions', to='guides.guide', verbose_name='made from')),
                ('editors', models.ManyToManyField(blank=True, related_name='guides', to=settings.AUTH_USER_MODEL, verbose_name='editors')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text='Separated by commas.', through='taggit.TaggedItem', to='taggit.Tag', verbose_name='topics')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guides', to='texts.text', verbose_name='text')),
            ],
            options={
                'verbose_name': 'guide',
                'verbose_name_plural': 'guides',
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('when', models.CharField(blank=True, max_length=100, verbose_name='years')),
                ('description', models.TextField(blank=True, max_length=2000, verbose_name='description')),
                ('description_html', models.TextField(blank=True, default='', editable=False)),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='guides.guide')),
            ],
            options={
                'verbose_name': 'date',
                'verbose_name_plural': 'dates',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('key', models.CharField(default=guides.models.question.new_key, editable=False, max_length=100)),
                ('prompt', models.TextField(max_length=5000, verbose_name='question')),
                ('kind', models.CharField(choices=[('factual', 'What does the text say'), ('interpretive', 'What does it mean'), ('evaluative', 'What do we think of it'), ('apply', 'What follows for us'), ('define', 'Define a term'), ('passage', 'Explain a passage'), ('choice', 'Choose one'), ('poll', 'Choose any number')], default='interpretive', max_length=12, verbose_name='kind')),
                ('is_core', models.BooleanField(default=True, help_text='Optional questions are for those with time.', verbose_name='core')),
                ('one_of', models.CharField(blank=True, help_text='Questions with the same word here: answer one of them.', max_length=60, verbose_name='one of')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes of talk')),
                ('first_paragraph', models.PositiveIntegerField(blank=True, null=True, verbose_name='from paragraph')),
                ('last_paragraph', models.PositiveIntegerField(blank=True, null=True, verbose_name='to paragraph')),
                ('reference', models.CharField(blank=True, max_length=300, verbose_name='passage, in words')),
                ('hint', models.TextField(blank=True, max_length=2000, verbose_name='hint')),
                ('model_answer', models.TextField(blank=True, max_length=20000, verbose_name='model answer')),
                ('facilitator_note', models.TextField(blank=True, max_length=5000, verbose_name='for the facilitator')),
                ('reveal', models.CharField(choices=[('open', 'at once'), ('after_answer', 'after one’s own'), ('at_meeting', 'at the meeting'), ('by_facilitator', 'when the facilitator opens them')], default='after_answer', max_length=14, verbose_name='others’ answers open')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('extra', models.JSONField(blank=True, default=dict, editable=False)),
                ('prompt_html', models.TextField(blank=True, default='', editable=False)),
                ('hint_html', models.TextField(blank=True, default='', editable=False)),
                ('model_answer_html', models.TextField(blank=True, default='', editable=False)),
                ('facilitator_note_html', models.TextField(blank=True, default='', editable=False)),
                ('chapter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions', to='texts.chapter', verbose_name='chapter')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['section', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('label', models.CharField(max_length=500, verbose_name='choice')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='guides.question')),
            ],
            options={
                'verbose_name': 'choice',
                'verbose_name_plural': 'choices',
                'ordering': ['question', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('released_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='what has changed')),
                ('document', models.TextField()),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='guides.guide')),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='releases', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'release',
                'verbose_name_plural': 'releases',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('slug', models.SlugField(allow_unicode=True, max_length=120, verbose_name='address')),
                ('first_paragraph', models.PositiveIntegerField(blank=True, null=True, verbose_name='from paragraph')),
                ('last_paragraph', models.PositiveIntegerField(blank=True, null=True, verbose_name='to paragraph')),
                ('reading', models.CharField(blank=True, help_text='Letters I to IV; or pages 9 to 31.', max_length=1000, verbose_name='what to read, in words')),
                ('pages', models.CharField(blank=True, help_text='In the edition that the guide follows: 9 to 31.', max_length=200, verbose_name='pages')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, help_text='Counted from the chapters if you leave it empty.', null=True, verbose_name='minutes of reading')),
                ('aim', models.CharField(blank=True, max_length=1000, verbose_name='aim')),
                ('before', models.TextField(blank=True, max_length=20000, verbose_name='before you read')),
                ('key_ideas', models.TextField(blank=True, max_length=20000, verbose_name='key ideas')),
                ('misunderstandings', models.TextField(blank=True, max_length=20000, verbose_name='common misunderstandings')),
                ('today', models.TextField(blank=True, max_length=20000, verbose_name='today')),
                ('supplementary', models.TextField(blank=True, max_length=20000, verbose_name='supplementary reading')),
                ('facilitator_notes', models.TextField(blank=True, max_length=20000, verbose_name='for the facilitator')),
                ('extra', models.JSONField(blank=True, default=dict, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('before_html', models.TextField(blank=True, default='', editable=False)),
                ('key_ideas_html', models.TextField(blank=True, default='', editable=False)),
                ('misunderstandings_html', models.TextField(blank=True, default='', editable=False)),
                ('today_html', models.TextField(blank=True, default='', editable=False)),
                ('supplementary_html', models.TextField(blank=True, default='', editable=False)),
                ('facilitator_notes_html', models.TextField(blank=True, default='', editable=False)),
                ('chapters', models.ManyToManyField(blank=True, related_name='sections', to='texts.chapter', verbose_name='chapters')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='guides.guide')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['guide', 'position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='question',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='guides.section'),
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('when', models.CharField(blank=True, max_length=100, verbose_name='years')),
                ('description', models.TextField(blank=True, max_length=2000, verbose_name='description')),
                ('description_html', models.TextField(blank=True, default='', editable=False)),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='guides.guide')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='people', to='guides.section')),
            ],
            options={
                'verbose_name': 'person in the text',
                'verbose_name_plural': 'people in the text',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('quotation', models.TextField(blank=True, max_length=5000, verbose_name='quotation')),
                ('first_paragraph', models.PositiveIntegerField(blank=True, null=True, verbose_name='from paragraph')),
                ('last_paragraph', models.PositiveIntegerField(blank=True, null=True, verbose_name='to paragraph')),
                ('reference', models.CharField(blank=True, max_length=300, verbose_name='where, in words')),
                ('quotation_html', models.TextField(blank=True, default='', editable=False)),
                ('chapter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='passages', to='texts.chapter', verbose_name='chapter')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='guides.section')),
            ],
            options={
                'verbose_name': 'passage',
                'verbose_name_plural': 'passages',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('when', models.CharField(blank=True, max_length=100, verbose_name='years')),
                ('description', models.TextField(blank=True, max_length=2000, verbose_name='description')),
                ('description_html', models.TextField(blank=True, default='', editable=False)),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='guides.guide')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='guides.section')),
            ],
            options={
                'verbose_name': 'term',
                'verbose_name_plural': 'terms',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='guide',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('published_at__lte', models.F('withdrawn_at')), _connector='OR'), name='only_a_published_guide_is_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='guide',
            constraint=models.CheckConstraint(condition=models.Q(('derived_from__isnull', True), models.Q(('derived_from', models.F('id')), _negated=True), _connector='OR'), name='guide_not_made_from_itself'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('question', 'position'), name='one_choice_per_position', violation_error_message='Two choices have the same position.'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(fields=('guide', 'number'), name='one_release_per_number'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('guide', 'position'), name='one_section_per_position', violation_error_message='Two sections have the same position.'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(fields=('guide', 'slug'), name='one_section_per_address', violation_error_message='Two sections have the same address.'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(('last_paragraph__isnull', True), ('last_paragraph__gte', models.F('first_paragraph')), _connector='OR'), name='section_paragraphs_run_forwards', violation_error_message='The last paragraph lies before the first.'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('section', 'position'), name='one_question_per_position', violation_error_message='Two questions have the same position.'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('section', 'key'), name='one_question_per_key'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('prompt', ''), _negated=True), name='question_has_a_prompt', violation_error_message='Write the question.'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('last_paragraph__isnull', True), ('last_paragraph__gte', models.F('first_paragraph')), _connector='OR'), name='question_paragraphs_run_forwards', violation_error_message='The last paragraph lies before the first.'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.CheckConstraint(condition=models.Q(('last_paragraph__isnull', True), ('last_paragraph__gte', models.F('first_paragraph')), _connector='OR'), name='passage_paragraphs_run_forwards', violation_error_message='The last paragraph lies before the first.'),
        ),
    ]
