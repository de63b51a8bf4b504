import accounts.models
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(help_text='What others in your groups call you.', max_length=80, verbose_name='name')),
                ('about', models.CharField(blank=True, max_length=200, verbose_name='a line about you')),
                ('time_zone', models.CharField(default='UTC', max_length=60, validators=[accounts.models.validate_time_zone], verbose_name='time zone')),
                ('language', models.CharField(default='en-gb', max_length=10, verbose_name='language')),
                ('theme', models.CharField(choices=[('auto', 'As my device'), ('light', 'Light'), ('dark', 'Dark')], default='auto', max_length=5, verbose_name='paper')),
                ('type_size', models.CharField(choices=[('small', 'Small'), ('medium', 'Medium'), ('large', 'Large')], default='medium', max_length=6, verbose_name='size of type')),
                ('measure', models.CharField(choices=[('short', 'Short'), ('medium', 'Medium'), ('long', 'Long')], default='medium', max_length=6, verbose_name='length of lines')),
                ('hides_marginal_questions', models.BooleanField(default=False, verbose_name='hide the questions')),
                ('hides_paragraph_numbers', models.BooleanField(default=False, verbose_name='hide the paragraph numbers')),
                ('sets_in_columns', models.BooleanField(default=False, verbose_name='set in columns, where the script can be')),
                ('hides_explanations', models.BooleanField(default=False, verbose_name='do not link words that are explained')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('suspended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='suspended')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_account_per_address', violation_error_message='This address has an account.')],
            },
            managers=[
                ('objects', accounts.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='SiteName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name of the site')),
            ],
            options={
                'verbose_name': 'name of the site',
                'verbose_name_plural': 'name of the site',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_name_of_the_site')],
            },
        ),
    ]
