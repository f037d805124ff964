import django.db.models.deletion
from django.db import migrations, models

import releases.authoring.tables


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0009_media_forms'),
    ]

    operations = [
        migrations.CreateModel(
            name='TableBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(default='body', max_length=255)),
                ('ordering', models.IntegerField(default=0)),
                ('caption', models.CharField(blank=True, help_text='What the table shows. Readers hear it first.', max_length=300, verbose_name='caption')),
                ('header_row', models.BooleanField(default=True, verbose_name='the first row names the columns')),
                ('header_column', models.BooleanField(default=False, verbose_name='the first column names the rows')),
                ('cells', releases.authoring.tables.TableField(verbose_name='cells')),
                ('parent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='releases.text')),
            ],
            options={
                'verbose_name': 'table',
                'verbose_name_plural': 'tables',
                'ordering': ['ordering'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('cells__json_type', 'array')), name='tableblock_cells_are_rows')],
            },
        ),
    ]
