"""The house kit: theme, fields, pills, charts, notices and the background runner.

Where to find what (each module has the exact signatures):

* ``theme``: colours, sizes, ``SPACE`` (8 pixels), ``apply(app)``; ``looks``: state -> ``Look``; ``icons.icon(name)``
* ``runner``: protocol ``Runner`` (run, run_long, render, subscribe, flush), ``InlineRunner`` for tests;
  ``background_runner``: the real one
* ``notices``: protocol ``Notices`` (info, success, warn, error, fault), ``NoticeBook().sink()`` for tests;
  ``banner``: the widgets
* ``context``: ``AppContext`` (services, runner, notices, save_state, user, open_target, show_header)
* ``buttons``: ``primary(text, icon)``, ``plain(text, icon)``, ``quiet(text, icon)``, ``danger(text, icon)``
* ``labels``: ``TitleLabel``, ``SectionTitle``, ``HintLabel``, ``TextLabel``, ``ElidedLabel``; ``card``: ``Card(title)``
* ``pill``: ``Pill(text, look)``; ``count_chip``: ``CountChip(text, count, look)``, ``ChipRow``
* ``search_field``: ``SearchField`` -> ``searched(str)``; ``password_field``: ``PasswordField``
* ``labelled``: ``Labelled(label, editor, hint=, required=)`` with ``set_finding(level, text)``;
  ``FieldRow((field, stretch), ...)`` puts fields side by side; ``scroll_page``: ``ScrollPage().body``
* ``editors``: ``AutosaveLine``, ``AutosaveText``, ``AutosaveChoice``; ``number_editor``: ``AutosaveNumber``;
  ``date_editor``: ``AutosaveDate``. All: ``committed(object)``, ``value()``, ``set_value(v)`` (another record),
  ``refresh_value(v)`` (same record changed elsewhere: keeps what is being typed), ``set_refusal(text)``,
  ``commit()``, ``set_read_only(bool)``. ``autosave.flush_editors(widget)`` commits all that is pending inside.
* ``findings_panel``: ``FindingsPanel`` -> ``activated(str)``, ``set_findings(findings)``, ``go_next()``
* ``save_state``: ``SaveState``; ``header_line``: ``HeaderLine``; ``empty_state``: ``EmptyState``
* ``confirm_bar``: ``ConfirmBar.ask(...)``; ``progress_strip``: ``ProgressStrip``; ``file_drop_zone``: ``FileDropZone``
* ``charts``: ``BarChart``, ``StackedBar``, ``ScoreBars``; ``donut``: ``DonutChart``; ``pdf_preview``: ``PdfPreview``
* ``ui.models.rows_model``: ``Column``, ``RowsModel``; ``ui.models.rows_view``: ``RowsView``
"""
