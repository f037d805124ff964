"""Second factors, recovery codes, and sessions that know whose they are. Who is signed in signs in anew."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0012_working_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Passkey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='The human-readable name of this device.', max_length=64)),
                ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
                ('last_used_at', models.DateTimeField(null=True, verbose_name='last used')),
                ('credential', models.CharField(editable=False, help_text='Its identifier, base64url.', max_length=1400, unique=True)),
                ('public_key', models.BinaryField()),
                ('sign_count', models.PositiveBigIntegerField(default=0, editable=False)),
                ('user', models.ForeignKey(help_text='The user that this device belongs to.', on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'passkey',
                'verbose_name_plural': 'passkeys',
                'ordering': ['created_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecoveryCodes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='The human-readable name of this device.', max_length=64)),
                ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
                ('last_used_at', models.DateTimeField(null=True, verbose_name='last used')),
                ('user', models.ForeignKey(help_text='The user that this device belongs to.', on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'recovery codes',
                'verbose_name_plural': 'recovery codes',
                'ordering': ['created_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('used_at', models.DateTimeField(editable=False, null=True, verbose_name='used at')),
                ('codes', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='each', to='releases.recoverycodes')),
            ],
            options={
                'verbose_name': 'recovery code',
                'verbose_name_plural': 'recovery codes',
            },
        ),
        migrations.CreateModel(
            name='StaffSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('address', models.GenericIPAddressField(editable=False, null=True, verbose_name='address')),
                ('browser', models.CharField(blank=True, editable=False, max_length=100, verbose_name='browser')),
                ('started_at', models.DateTimeField(editable=False, null=True, verbose_name='started')),
                ('seen_at', models.DateTimeField(editable=False, null=True, verbose_name='last seen')),
                ('user', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL, verbose_name='staff member')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AuthenticatorApp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='The human-readable name of this device.', max_length=64)),
                ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
                ('last_used_at', models.DateTimeField(null=True, verbose_name='last used')),
                ('sealed_seed', models.CharField(editable=False, max_length=255)),
                ('last_step', models.PositiveBigIntegerField(default=0, editable=False, help_text='The last period of 30 seconds of which a code was accepted.')),
                ('wrong_codes', models.PositiveIntegerField(default=0, editable=False)),
                ('wrong_code_at', models.DateTimeField(editable=False, null=True)),
                ('user', models.ForeignKey(help_text='The user that this device belongs to.', on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'authenticator app',
                'verbose_name_plural': 'authenticator apps',
                'ordering': ['created_at', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('wrong_code_at__isnull', True), ('wrong_codes', 0)), models.Q(('wrong_code_at__isnull', False), ('wrong_codes__gt', 0)), _connector='OR'), name='authenticatorapp_wrong_codes_with_at')],
            },
        ),
        migrations.AddConstraint(
            model_name='recoverycodes',
            constraint=models.UniqueConstraint(fields=('user',), name='recoverycodes_one_set_a_person'),
        ),
    ]
