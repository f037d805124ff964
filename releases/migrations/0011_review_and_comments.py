"""Comments on texts, urgent publication by one person with a second look, and the queue of mails to the staff."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def begin_at_the_end(apps, schema_editor):
    """No mail about what was done before there were mails."""
    last = apps.get_model("releases", "JournalEntry").objects.order_by("-sequence").first()
    apps.get_model("releases", "ReadUntil").objects.create(id=1, sequence=last.sequence if last else 0)


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0010_table_block'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(blank=True, max_length=20, verbose_name='place')),
                ('block', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='block')),
                ('quoted', models.TextField(blank=True, verbose_name='passage')),
                ('words', models.TextField(max_length=4000, verbose_name='comment')),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='written at')),
                ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='resolved at')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ReadUntil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveBigIntegerField(default=0, verbose_name='number')),
            ],
            options={
                'verbose_name': 'mails planned until',
                'verbose_name_plural': 'mails planned until',
            },
        ),
        migrations.CreateModel(
            name='StaffMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveBigIntegerField(verbose_name='number')),
                ('template', models.CharField(max_length=20, verbose_name='what it says')),
                ('planned_at', models.DateTimeField(auto_now_add=True, verbose_name='planned at')),
                ('next_at', models.DateTimeField(blank=True, null=True, verbose_name='next attempt at')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='attempts')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
            ],
            options={
                'verbose_name': 'mail to staff',
                'verbose_name_plural': 'mails to staff',
                'ordering': ['-id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='journalentry',
            name='journal_act_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='submission',
            name='submission_approved_by_another',
        ),
        migrations.AddField(
            model_name='edition',
            name='urgent_by_entry',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.journalentry', verbose_name='published urgently by'),
        ),
        migrations.AddField(
            model_name='mission',
            name='urgent_publication',
            field=models.BooleanField(default=False, help_text='For small missions: a reviewer may publish their own work, with a reason. It is marked as urgent, and another reviewer is asked to look at it afterwards.', verbose_name='urgent publication by one person'),
        ),
        migrations.AddField(
            model_name='submission',
            name='look',
            field=models.CharField(blank=True, choices=[('fine', 'fine'), ('correction', 'needs a correction')], max_length=12, verbose_name='found'),
        ),
        migrations.AddField(
            model_name='submission',
            name='look_remark',
            field=models.TextField(blank=True, verbose_name='remark on what was found'),
        ),
        migrations.AddField(
            model_name='submission',
            name='looked_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='looked at, at'),
        ),
        migrations.AddField(
            model_name='submission',
            name='looked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='looked at by'),
        ),
        migrations.AddField(
            model_name='submission',
            name='urgent_reason',
            field=models.TextField(blank=True, verbose_name='reason for urgent publication'),
        ),
        migrations.AddField(
            model_name='submissionitem',
            name='content',
            field=models.TextField(blank=True, editable=False, verbose_name='content'),
        ),
        migrations.AddField(
            model_name='user',
            name='mails',
            field=models.BooleanField(default=True, help_text='A mail when a text waits for this person’s review, and when their own was decided on.', verbose_name='mails'),
        ),
        migrations.AlterField(
            model_name='journalentry',
            name='act',
            field=models.CharField(choices=[('submit', 'submitted'), ('return', 'returned'), ('approve', 'approved'), ('correct', 'corrected'), ('update', 'updated'), ('reschedule', 'rescheduled'), ('cancel', 'cancelled'), ('withdraw', 'withdrawn'), ('expunge', 'expunged'), ('imprint', 'mission’s details published'), ('pin', 'pinned'), ('unpin', 'unpinned'), ('urgent', 'published urgently by one person'), ('look', 'looked at afterwards')], max_length=12, verbose_name='act'),
        ),
        migrations.AddConstraint(
            model_name='journalentry',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['submit', 'return', 'approve', 'correct', 'update', 'reschedule', 'cancel', 'withdraw', 'expunge', 'imprint', 'pin', 'unpin', 'urgent', 'look'])), name='journal_act_is_known'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('decided_by', models.F('submitted_by')), _negated=True), models.Q(('urgent_reason', ''), _negated=True), _connector='OR'), name='submission_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('urgent_reason', ''), ('state', 'approved'), _connector='OR'), name='submission_urgent_is_approved'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('look', ''), ('look_remark', ''), ('looked_at__isnull', True), ('looked_by__isnull', True)), models.Q(('look__in', ['fine', 'correction']), ('looked_at__isnull', False), ('looked_by__isnull', False), models.Q(('urgent_reason', ''), _negated=True)), _connector='OR'), name='submission_look_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('looked_by__isnull', True), models.Q(('looked_by', models.F('decided_by')), _negated=True), _connector='OR'), name='submission_looked_at_by_another'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('look', 'correction'), _negated=True), models.Q(('look_remark', ''), _negated=True), _connector='OR'), name='submission_correction_says_which'),
        ),
        migrations.AddField(
            model_name='comment',
            name='replies_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='releases.comment', verbose_name='reply to'),
        ),
        migrations.AddField(
            model_name='comment',
            name='resolved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='resolved by'),
        ),
        migrations.AddField(
            model_name='comment',
            name='text',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='releases.text', verbose_name='text'),
        ),
        migrations.AddField(
            model_name='comment',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AddConstraint(
            model_name='readuntil',
            constraint=models.CheckConstraint(condition=models.Q(('id', 1)), name='readuntil_is_one'),
        ),
        migrations.AddField(
            model_name='staffmail',
            name='recipient',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recipient'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='comment_has_words'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('block__isnull', True), models.Q(('place__endswith', 'block'), _negated=True)), models.Q(('block__isnull', False), ('place__endswith', 'block')), _connector='OR'), name='comment_on_a_place'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolved_at__isnull', True), ('resolved_by__isnull', True)), models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False)), _connector='OR'), name='comment_resolved_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('replies_to__isnull', True), models.Q(('place', ''), ('quoted', ''), ('resolved_at__isnull', True)), _connector='OR'), name='comment_reply_is_of_its_thread'),
        ),
        migrations.AddIndex(
            model_name='staffmail',
            index=models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='staffmail_due'),
        ),
        migrations.AddConstraint(
            model_name='staffmail',
            constraint=models.UniqueConstraint(fields=('sequence', 'recipient'), name='staffmail_once'),
        ),
        migrations.AddConstraint(
            model_name='staffmail',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('next_at__isnull', True), _connector='OR'), name='staffmail_sent_waits_no_more'),
        ),
        migrations.AddConstraint(
            model_name='staffmail',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', False), ('next_at__isnull', False), models.Q(('last_error', ''), _negated=True), _connector='OR'), name='staffmail_given_up_says_why'),
        ),
        migrations.RunPython(begin_at_the_end, migrations.RunPython.noop),
    ]
