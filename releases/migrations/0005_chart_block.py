import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0004_choices'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChartBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(default='body', max_length=255)),
                ('ordering', models.IntegerField(default=0)),
                ('parent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='releases.text')),
                ('statistic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.statistic', verbose_name='statistic')),
            ],
            options={
                'verbose_name': 'chart',
                'verbose_name_plural': 'charts',
                'ordering': ['ordering'],
                'abstract': False,
            },
        ),
    ]
