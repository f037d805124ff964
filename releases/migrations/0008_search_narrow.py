"""Gives each entry of the search index what the law and the filters ask, so that a search reads narrow rows alone."""

import datetime as dt

from django.db import migrations, models

from releases.editions.search.words import words_of

COPY = """
UPDATE releases_searchentry SET
    language = of.language, kind = of.kind,
    released_at = of.released_at, public_from = of.public_from, public_until = of.public_until
FROM releases_edition AS of WHERE of.id = edition_id
"""
NEVER = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)


def create_narrow(apps, schema_editor):
    for statement in words_of(schema_editor.connection.vendor).create_narrow():
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0007_partners'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchentry',
            name='language',
            field=models.CharField(default='', max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='searchentry',
            name='kind',
            field=models.CharField(default='', max_length=12),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='searchentry',
            name='released_at',
            field=models.DateTimeField(default=NEVER),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='searchentry',
            name='public_from',
            field=models.DateTimeField(default=NEVER),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='searchentry',
            name='public_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name='searchentry',
            name='searchentry_treats',
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['edition', 'language', 'released_at', 'public_from', 'public_until', 'kind', 'treats'], name='searchentry_law'),
        ),
        migrations.RemoveIndex(
            model_name='edition',
            name='edition_law',
        ),
        migrations.RunPython(create_narrow),
    ]
