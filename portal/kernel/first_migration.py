"""The first migration of an app, applied with its models rendered once instead of once for every table."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class FirstMigration(migrations.Migration):
    """Tables made in the order they stand, each after those it refers to.

    Django renders a model and all that are related to it anew after every operation. In a house of two hundred
    tables that is nearly all the time a first start takes; here the state is complete before the first table is made.
    """

    initial = True

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        """Make everything. Returns the state afterwards."""
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        state = project_state.clone()
        state.__dict__.pop("apps", None)  # not rendered: adding a model to it renders nothing
        for operation in self.operations:
            operation.state_forwards(self.app_label, state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, project_state, state)
        return state
