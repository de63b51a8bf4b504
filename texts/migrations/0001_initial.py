import django.db.models.constraints
import django.db.models.deletion
import taggit.managers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chapter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('part', models.CharField(blank=True, help_text='As printed: Volume I, Book the First.', max_length=300, verbose_name='part')),
                ('number', models.CharField(blank=True, help_text='As printed: IV, 12, Letter I.', max_length=40, verbose_name='number')),
                ('title', models.CharField(blank=True, max_length=500, verbose_name='title')),
                ('slug', models.SlugField(allow_unicode=True, max_length=120, verbose_name='address')),
                ('source', models.TextField(blank=True, verbose_name='text')),
                ('html', models.TextField(blank=True, editable=False)),
                ('plain', models.TextField(blank=True, editable=False)),
                ('words', models.PositiveIntegerField(default=0, verbose_name='words')),
                ('paragraphs', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'chapter',
                'verbose_name_plural': 'chapters',
                'ordering': ['text', 'position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('number', ''), ('title', ''), _negated=True), name='chapter_has_number_or_title', violation_error_message='Give the chapter a number or a title.')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As members say it: Penguin Classics, 2003.', max_length=200, verbose_name='name')),
                ('translator', models.CharField(blank=True, max_length=200, verbose_name='translator')),
                ('publisher', models.CharField(blank=True, max_length=200, verbose_name='publisher')),
                ('year', models.SmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('isbn', models.CharField(blank=True, max_length=17, verbose_name='ISBN')),
                ('url', models.URLField(blank=True, verbose_name='link')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'ordering': ['year', 'name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('data', models.BinaryField()),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['text', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('sort_name', models.CharField(help_text='Family name first: Shelley, Mary.', max_length=200, verbose_name='sorted as')),
                ('slug', models.SlugField(allow_unicode=True, max_length=120, unique=True, verbose_name='address')),
                ('born', models.SmallIntegerField(blank=True, help_text='Year; before our era: −4.', null=True, verbose_name='born')),
                ('died', models.SmallIntegerField(blank=True, null=True, verbose_name='died')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['sort_name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('born__isnull', True), ('died__isnull', True), ('died__gte', models.F('born')), _connector='OR'), name='author_dies_after_birth', violation_error_message='The year of death lies before the year of birth.')],
            },
        ),
        migrations.CreateModel(
            name='Authorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('author', 'author'), ('translator', 'translator'), ('editor', 'editor')], default='author', max_length=10, verbose_name='role')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authorships', to='texts.author', verbose_name='author')),
            ],
            options={
                'verbose_name': 'author of this text',
                'verbose_name_plural': 'authors of this text',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('subtitle', models.CharField(blank=True, max_length=300, verbose_name='subtitle')),
                ('slug', models.SlugField(allow_unicode=True, max_length=120, unique=True, verbose_name='address')),
                ('kind', models.CharField(choices=[('book', 'Book'), ('article', 'Article'), ('letter', 'Letter'), ('speech', 'Speech'), ('pamphlet', 'Pamphlet')], default='book', max_length=10, verbose_name='kind')),
                ('blurb', models.TextField(blank=True, help_text='A paragraph for the catalogue.', max_length=1000, verbose_name='blurb')),
                ('written_from', models.SmallIntegerField(blank=True, help_text='Year, or the first of a span; before our era: −380.', null=True, verbose_name='written')),
                ('written_to', models.SmallIntegerField(blank=True, help_text='Last year of the span.', null=True, verbose_name='until')),
                ('written_circa', models.BooleanField(default=False, verbose_name='about that time')),
                ('language', models.CharField(choices=[('af', 'Afrikaans'), ('ar', 'Arabic'), ('bg', 'Bulgarian'), ('bn', 'Bengali'), ('bo', 'Tibetan'), ('ca', 'Catalan'), ('cs', 'Czech'), ('cy', 'Welsh'), ('da', 'Danish'), ('de', 'German'), ('el', 'Greek'), ('en', 'English'), ('eo', 'Esperanto'), ('es', 'Spanish'), ('et', 'Estonian'), ('eu', 'Basque'), ('fa', 'Persian'), ('fi', 'Finnish'), ('fr', 'French'), ('ga', 'Irish'), ('gd', 'Scottish Gaelic'), ('gl', 'Galician'), ('grc', 'Ancient Greek'), ('he', 'Hebrew'), ('hi', 'Hindi'), ('hr', 'Croatian'), ('hu', 'Hungarian'), ('hy', 'Armenian'), ('id', 'Indonesian'), ('is', 'Icelandic'), ('it', 'Italian'), ('ja', 'Japanese'), ('ka', 'Georgian'), ('km', 'Khmer'), ('ko', 'Korean'), ('la', 'Latin'), ('lo', 'Lao'), ('lt', 'Lithuanian'), ('lv', 'Latvian'), ('mk', 'Macedonian'), ('mn', 'Mongolian'), ('mn-Mong', 'Mongolian in the traditional script'), ('ms', 'Malay'), ('my', 'Burmese'), ('nb', 'Norwegian'), ('nl', 'Dutch'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('ro', 'Romanian'), ('ru', 'Russian'), ('sa', 'Sanskrit'), ('sk', 'Slovak'), ('sl', 'Slovene'), ('sq', 'Albanian'), ('sr', 'Serbian'), ('sv', 'Swedish'), ('sw', 'Swahili'), ('ta', 'Tamil'), ('te', 'Telugu'), ('th', 'Thai'), ('tl', 'Tagalog'), ('tr', 'Turkish'), ('uk', 'Ukrainian'), ('ur', 'Urdu'), ('vi', 'Vietnamese'), ('yi', 'Yiddish'), ('zh', 'Chinese'), ('und', 'Another language')], default='en', max_length=12, verbose_name='language')),
                ('rights', models.CharField(blank=True, help_text='Public domain, or whose it is.', max_length=300, verbose_name='rights')),
                ('source_url', models.URLField(blank=True, help_text='Where the text can be found.', verbose_name='source')),
                ('edition_note', models.CharField(blank=True, help_text='Which edition this text follows.', max_length=300, verbose_name='the edition used here')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('authors', models.ManyToManyField(related_name='texts', through='texts.Authorship', to='texts.author')),
                ('cover', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='texts.picture', verbose_name='cover')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='texts_created', to=settings.AUTH_USER_MODEL)),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text='Separated by commas.', through='taggit.TaggedItem', to='taggit.Tag', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'text',
                'verbose_name_plural': 'texts',
                'ordering': ['title', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('written_to__isnull', True), ('written_to__gte', models.F('written_from')), _connector='OR'), name='text_span_runs_forwards', violation_error_message='The last year lies before the first.')],
            },
        ),
        migrations.CreateModel(
            name='ReadingPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paragraph', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField(auto_now=True)),
                ('chapter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='texts.chapter')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reading_places', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='texts.text')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'text'), name='one_place_per_reader_and_text')],
            },
        ),
        migrations.CreateModel(
            name='ReaderEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='texts.edition')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reader_editions', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='texts.text')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'text'), name='one_edition_per_reader_and_text')],
            },
        ),
        migrations.AddField(
            model_name='picture',
            name='text',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='texts.text'),
        ),
        migrations.CreateModel(
            name='ImportJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('started_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('saved_at', models.DateTimeField(null=True)),
                ('filename', models.CharField(max_length=255)),
                ('data', models.BinaryField()),
                ('encoding', models.CharField(blank=True, max_length=40)),
                ('how', models.CharField(choices=[('automatic', 'As the file suggests'), ('level', 'At every heading of one level'), ('pattern', 'At every heading or short line that begins like this'), ('whole', 'Not at all: one piece')], default='automatic', max_length=10)),
                ('level', models.PositiveSmallIntegerField(default=0)),
                ('pattern', models.CharField(blank=True, max_length=200)),
                ('error', models.CharField(blank=True, max_length=1000)),
                ('guesses', models.JSONField(default=list)),
                ('outline', models.JSONField(null=True)),
                ('parsed', models.BinaryField(null=True)),
                ('draft', models.JSONField(null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='import_jobs', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='import_jobs', to='texts.text')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='text',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='texts.text'),
        ),
        migrations.AddField(
            model_name='chapter',
            name='text',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chapters', to='texts.text'),
        ),
        migrations.AddField(
            model_name='authorship',
            name='text',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authorships', to='texts.text'),
        ),
        migrations.CreateModel(
            name='PageRange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.PositiveIntegerField(verbose_name='first page')),
                ('last', models.PositiveIntegerField(verbose_name='last page')),
                ('chapter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_ranges', to='texts.chapter', verbose_name='chapter')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_ranges', to='texts.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'pages in an edition',
                'verbose_name_plural': 'pages in editions',
                'ordering': ['edition', 'first'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'chapter'), name='pages_once_per_edition_and_chapter'), models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='pages_run_forwards', violation_error_message='The last page lies before the first.')],
            },
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.UniqueConstraint(fields=('text', 'name'), name='picture_once_per_text'),
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.UniqueConstraint(fields=('id', 'text'), name='picture_with_its_text'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('text', 'name'), name='edition_once_per_text'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('id', 'text'), name='edition_with_its_text'),
        ),
        migrations.AddConstraint(
            model_name='chapter',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('text', 'position'), name='one_chapter_per_position', violation_error_message='Two chapters have the same position.'),
        ),
        migrations.AddConstraint(
            model_name='chapter',
            constraint=models.UniqueConstraint(fields=('text', 'slug'), name='one_chapter_per_address', violation_error_message='Two chapters have the same address.'),
        ),
        migrations.AddConstraint(
            model_name='authorship',
            constraint=models.UniqueConstraint(fields=('text', 'author', 'role'), name='author_once_per_role'),
        ),
    ]
