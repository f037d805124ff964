import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

KEPT = django.db.models.deletion.PROTECT
GOES = django.db.models.deletion.CASCADE


def optional(to, verbose_name):
    return models.ForeignKey(
        blank=True, null=True, on_delete=KEPT, related_name='+', to=to, verbose_name=verbose_name
    )


class Migration(migrations.Migration):
    """Kept typing, presence, the source that a translation follows; and drafts that may be incomplete."""

    dependencies = [
        ('releases', '0011_review_and_comments'),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowedSource',
            fields=[
                ('text', models.OneToOneField(on_delete=GOES, primary_key=True, related_name='followed', serialize=False, to='releases.text', verbose_name='text')),
                ('passages', models.JSONField(default=list, verbose_name='passages')),
            ],
            options={'verbose_name': 'followed source', 'verbose_name_plural': 'followed sources'},
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(blank=True, max_length=8, verbose_name='language')),
                ('opened_at', models.DateTimeField(verbose_name='opened at')),
                ('beat_at', models.DateTimeField(verbose_name='last beat at')),
                ('is_unsaved', models.BooleanField(default=False, verbose_name='has unsaved changes')),
                ('opened_by', models.ForeignKey(on_delete=GOES, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('release', models.ForeignKey(on_delete=GOES, related_name='+', to='releases.release', verbose_name='release')),
            ],
            options={
                'verbose_name': 'open form',
                'verbose_name_plural': 'open forms',
                'indexes': [models.Index(fields=['beat_at'], name='presence_by_beat')],
                'constraints': [
                    models.UniqueConstraint(fields=('opened_by', 'release', 'language'), name='presence_once'),
                    models.CheckConstraint(condition=models.Q(('beat_at__gte', models.F('opened_at'))), name='presence_beats_after_opening'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WorkingDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=60, verbose_name='form')),
                ('window', models.UUIDField(verbose_name='window')),
                ('data', models.TextField(verbose_name='fields')),
                ('opened', models.TextField(blank=True, verbose_name='as it was opened')),
                ('kept_at', models.DateTimeField(verbose_name='kept at')),
                ('release', models.ForeignKey(blank=True, null=True, on_delete=GOES, related_name='+', to='releases.release', verbose_name='release')),
                ('text', models.ForeignKey(blank=True, null=True, on_delete=GOES, related_name='+', to='releases.text', verbose_name='text')),
                ('typed_by', models.ForeignKey(on_delete=GOES, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='typed by')),
            ],
            options={
                'verbose_name': 'unsaved draft',
                'verbose_name_plural': 'unsaved drafts',
                'ordering': ['-kept_at'],
                'indexes': [models.Index(fields=['kept_at'], name='workingdraft_by_age')],
                'constraints': [
                    models.UniqueConstraint(fields=('typed_by', 'place', 'window'), name='workingdraft_once_per_window'),
                    models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('data'), 500000), name='workingdraft_is_not_too_long'),
                ],
            },
        ),
        migrations.AlterField('textblock', 'html', models.TextField(blank=True, verbose_name='text')),
        migrations.AlterField('answerblock', 'html', models.TextField(blank=True, verbose_name='answer')),
        migrations.AlterField('answerblock', 'question', models.TextField(blank=True, verbose_name='question')),
        migrations.AlterField('chartblock', 'statistic', optional('releases.statistic', 'statistic')),
        migrations.AlterField('figureblock', 'observation', optional('releases.observation', 'observation')),
        migrations.AlterField('pictureblock', 'asset', optional('releases.mediaasset', 'media asset')),
        migrations.AlterField('quoteblock', 'statement', optional('releases.statement', 'statement')),
        migrations.RemoveConstraint('statement', 'statement_mode_is_known'),
        migrations.AlterField('statement', 'mode', models.CharField(blank=True, choices=[('verbatim', 'verbatim'), ('paraphrase', 'paraphrase'), ('written', 'written')], max_length=12, verbose_name='mode')),
        migrations.AlterField('statement', 'speaker', optional('releases.person', 'speaker')),
        migrations.AddConstraint('statement', models.CheckConstraint(condition=models.Q(('mode__in', ['', 'verbatim', 'paraphrase', 'written'])), name='statement_mode_is_known')),
    ]
