"""Words of Django’s own that our screens show and that its Kazakh or Urdu catalogue lacks or misspells: ours has them.

Nothing here is called. `update_messages` finds the words and keeps them in our catalogues, which come before Django’s.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

# Of django.contrib.admin.
ADMIN = (
    _("Yes"),
    _("No"),
    _("Empty"),
    _("Not empty"),
    _("No date"),
    _("Has date"),
    _("Added {name} “{object}”."),
    _("Added."),
    _("Changed {fields} for {name} “{object}”."),
    _("Changed {fields}."),
    _("Deleted {name} “{object}”."),
    _("Hold down “Control”, or “Command” on a Mac, to select more than one."),
    _("The {name} “{obj}” was added successfully."),
    _("You may edit it again below."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("Add %s"),
    _("Change %s"),
    _("View %s"),
    _("Cannot delete %(name)s"),
    _("Add another %(verbose_name)s"),
    _("Select %s to view"),
    _("%(class_name)s %(instance)s"),
    _(
        "Deleting %(class_name)s %(instance)s would require deleting the following protected related "
        "objects: %(related_objects)s"
    ),
    _("Breadcrumbs"),
    _("Models in the %(name)s application"),
    _("Model name"),
    _("Add link"),
    _("Change or view list link"),
    _("View"),
    _("You don’t have permission to view or edit anything."),
    _("Error:"),
    _("Skip to main content"),
    _("View site"),
    _("Hide counts"),
    _("Show counts"),
    _("Clear all filters"),
    _("Remove from sorting"),
    _("Sorting priority: %(priority_number)s"),
    _("Toggle sorting"),
    _("Toggle theme (current theme: auto)"),
    _("Toggle theme (current theme: light)"),
    _("Toggle theme (current theme: dark)"),
    _("Objects"),
    _("Yes, I’m sure"),
    _("No, take me back"),
    _("Summary"),
    _("Toggle navigation"),
    _("Sidebar"),
    _("Start typing to filter…"),
    _("Filter navigation items"),
    _("This object doesn’t have a change history. It probably wasn’t added via this admin site."),
    _("Popup closing…"),
    _("Save and view"),
    _("Close"),
    _("Change selected %(model)s"),
    _("Add another %(model)s"),
    _("Delete selected %(model)s"),
    _("View selected %(model)s"),
    _("Currently:"),
    _("Change:"),
    _("Select all objects on this page for an action"),
    _("Select this object for an action - {}"),
)

# Of django.contrib.admin too: they are there, with letters of another language, or as one does not say it.
MISSPELLED = (
    _("Any date"),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the following related '
        "items will be deleted:"
    ),
    _("Are you sure?"),
    _("Change"),
    _("Change history: %s"),
    _("Date/time"),
    _("Filter"),
    _("No fields changed."),
    _("None"),
    _("Save and add another"),
    _("Save and continue editing"),
    _("Select %s to change"),
    _("This month"),
    _("View on site"),
)

# Of django.contrib.auth.
AUTH = (
    _("The two password fields didn’t match."),
    _("Enter the same password as before, for verification."),
    _("password"),
    _("Password confirmation"),
    _("New password confirmation"),
    _("Your old password was entered incorrectly. Please enter it again."),
    _("Password change"),
    _("Password change successful"),
    _("last login"),
    _("date joined"),
    _("username"),
    _("first name"),
    _("last name"),
    _("email address"),
    _("active"),
    _("Designates whether this user should be treated as active. Unselect this instead of deleting accounts."),
    _("groups"),
    _("The groups this user belongs to. A user will get all permissions granted to each of their groups."),
    _("user"),
    _("users"),
    _("A user with that username already exists."),
    _("Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only."),
    _("Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."),
    _("The password is too similar to the %(verbose_name)s."),
    _("Your password can’t be too similar to your other personal information."),
    _("This password is too common."),
    _("Your password can’t be a commonly used password."),
    _("This password is entirely numeric."),
    _("Your password can’t be entirely numeric."),
    _(
        "Please enter the correct %(username)s and password for a staff account. Note that both fields "
        "may be case-sensitive."
    ),
)

# Of forms, models and validators.
FORMS = (
    _("Enter a valid integer."),
    _("Enter a valid email address."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("Null characters are not allowed."),
    _("%(model_name)s with this %(field_labels)s already exists."),
    _("Constraint “%(name)s” is violated."),
    _("Value %(value)r is not a valid choice."),
    _("%(model)s instance with %(field)s %(value)r is not a valid choice."),
    _("“%(pk)s” is not a valid value."),
    _("“%(value)s” is not a valid UUID."),
    _("“%(value)s” value must be a decimal number."),
    _("“%(value)s” value must be an integer."),
    _("Enter a complete value."),
    _("(Hidden field %(name)s) %(error)s"),
    _(
        "ManagementForm data is missing or has been tampered with. Missing fields: %(field_names)s. You "
        "may need to file a bug report if the issue persists."
    ),
    _("The inline value did not match the parent instance."),
    _(
        "%(datetime)s couldn’t be interpreted in time zone %(current_timezone)s; it may be ambiguous or "
        "it may not exist."
    ),
    _("That page number is less than 1"),
    _("That page contains no results"),
    _("CSRF verification failed. Request aborted."),
    _("Forbidden"),
)

# Of the scripts: `javascript` hands them on.
SCRIPTS = (
    _('Choose %s by selecting them and then select the "Choose" arrow button.'),
    _("Type into this box to filter down the list of available %s."),
    _("Choose all %s"),
    _("Choose selected %s"),
    _("Remove selected %s"),
    _("Chosen %s"),
    _('Remove %s by selecting them and then select the "Remove" arrow button.'),
    _("Type into this box to filter down the list of selected %s."),
    _("(click to clear)"),
    _("Remove all %s"),
    _(
        "You have selected an action, but you haven’t saved your changes to individual fields yet. Please"
        " click OK to save. You’ll need to re-run the action."
    ),
    _(
        "You have selected an action, and you haven’t made any changes on individual fields. You’re "
        "probably looking for the Go button rather than the Save button."
    ),
    _("6 p.m."),
    _("Choose a Time"),
    _("Choose a Date"),
)

NUMBERED = (
    ngettext_lazy("Please correct the error below.", "Please correct the errors below."),
    ngettext_lazy("entry", "entries"),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
    ),
    ngettext_lazy(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
    ngettext_lazy("%(num)d year", "%(num)d years"),
    ngettext_lazy("%(num)d month", "%(num)d months"),
    ngettext_lazy("%(num)d week", "%(num)d weeks"),
    ngettext_lazy("%(num)d day", "%(num)d days"),
    ngettext_lazy("%(num)d hour", "%(num)d hours"),
    ngettext_lazy("%(num)d minute", "%(num)d minutes"),
)
