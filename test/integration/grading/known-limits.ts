/** What a suite of ordinary pytest asks for that does not work across the border yet. */
export interface KnownLimit {
  /** Folder under `test/suites/`. */
  readonly suite: string;
  readonly why: string;
  /** Tests that do not give the reference all their points; or that none is run, or that one waits for ever. */
  readonly tests: readonly string[] | 'import-failed' | 'standstill';
}

/** This list can only shrink: an entry whose tests pass fails the test. */
export const knownLimits: readonly KnownLimit[] = [
  {
    suite: 'async-fetch',
    why: 'An event of the suite that a coroutine of the submission waits for is set in another event loop: both wait.',
    tests: 'standstill',
  },
  {
    suite: 'audit-log',
    why: 'Log records of the submission do not reach the loggers and handlers of the suite.',
    tests: [
      'test_audit.py::test_info_record',
      'test_audit.py::test_level_filters',
      'test_audit.py::test_clear',
      'test_audit.py::test_exception_logged',
      'test_audit.py::test_own_handler',
      'test_audit.py::AuditTest::test_assert_logs',
      'test_audit.py::AuditTest::test_child_logger',
    ],
  },
  {
    suite: 'builtin-errors',
    why: "Attributes of built-in exceptions beyond args, such as errno's file name, do not cross.",
    tests: ['test_builtin_errors.py::ErrorsTest::test_attribute_error', 'test_builtin_errors.py::ErrorsTest::test_os_error'],
  },
  {
    suite: 'cached-things',
    why: 'A list, dict or set crosses by value: neither its identity nor a change that the suite makes to it is seen on the other side.',
    tests: ['test_cached.py::CachedTest::test_cached_property', 'test_cached.py::CachedTest::test_same_object_from_the_cache'],
  },
  {
    suite: 'caterer-shared',
    why: 'A module that the suite brings is not there for the submission to import.',
    tests: 'import-failed',
  },
  {
    suite: 'constants-star',
    why: 'A change that the suite makes to a dict of the submission stays in the judge; compiled patterns are no re.Pattern.',
    tests: ['test_constants.py::ConstantsTest::test_changing_a_global_dict', 'test_constants.py::ConstantsTest::test_regex'],
  },
  {
    suite: 'custom-set',
    why: 'An object of the submission never equals plain data, and mixed operators of a set lose their class.',
    tests: [
      'custom_set_test.py::CustomSetTest::test_add_and_discard',
      'custom_set_test.py::CustomSetTest::test_equality',
      'custom_set_test.py::CustomSetTest::test_operators',
    ],
  },
  {
    suite: 'decorator-kit',
    why: 'Decorators of the submission on methods of classes in the suite end the collection.',
    tests: 'import-failed',
  },
  {
    suite: 'dice-cup',
    why: 'random is seeded and patched in the judge alone.',
    tests: [
      'test_dice.py::DiceTest::test_patched_randint',
      'test_dice.py::DiceTest::test_seed_gives_known_values',
      'test_dice.py::DiceTest::test_seed_repeats',
      'test_dice.py::DiceTest::test_shuffle_copy',
      'test_dice.py::DiceTest::test_side_effects',
    ],
  },
  {
    suite: 'env-settings',
    why: 'os.environ is changed and read in the judge alone.',
    tests: [
      'test_settings.py::test_from_environment',
      'test_settings.py::test_bad_port',
      'test_settings.py::test_flags[1-True]',
      'test_settings.py::test_flags[yes-True]',
      'test_settings.py::EnvironmentTest::test_cleared',
      'test_settings.py::EnvironmentTest::test_patch_dict',
      'test_settings.py::EnvironmentTest::test_submission_writes',
    ],
  },
  {
    suite: 'error-taxonomy',
    why: '__cause__ and __suppress_context__ of exceptions do not cross.',
    tests: ['test_taxonomy.py::test_cause', 'test_taxonomy.py::test_from_none'],
  },
  {
    suite: 'event-bus',
    why: 'Subclasses that the suite makes of classes of the submission, and bound methods it hands over, are other objects over there.',
    tests: [
      'test_bus.py::test_stop',
      'test_bus.py::test_event_changed_by_listeners',
      'test_bus.py::ListenerTest::test_bound_method_can_be_taken_off',
    ],
  },
  {
    suite: 'frozen-time',
    why: 'patch("diary.time") looks for a module of that name instead of an attribute.',
    tests: 'import-failed',
  },
  {
    suite: 'greeter-cli',
    why: 'sys.argv and sys.stdin are set in the judge alone.',
    tests: [
      'test_greeter.py::test_argv',
      'test_greeter.py::test_argv_by_mock',
      'test_greeter.py::test_stdin',
      'test_greeter.py::test_stdin_by_mock',
    ],
  },
  {
    suite: 'grep-mocked',
    why: 'open and os are patched in the judge alone.',
    tests: [
      'grep_test.py::OpenTest::test_listing',
      'grep_test.py::OpenTest::test_mock_open',
      'grep_test.py::OpenTest::test_path_method',
      'grep_test.py::OpenTest::test_written',
    ],
  },
  {
    suite: 'guessing-game',
    why: 'input and its prompt are patched in the judge alone.',
    tests: ['test_guessing.py::InputTest::test_whole_game', 'test_guessing.py::test_output'],
  },
  {
    suite: 'house-rules',
    why: 'The source of the submission cannot be read as a file by the suite.',
    tests: ['test_rules.py::test_no_import_in_the_source', 'test_rules.py::test_file_is_readable'],
  },
  {
    suite: 'identity-matters',
    why: 'A list crosses by value, so that it is another one each time.',
    tests: [
      'test_identity.py::IdentityTest::test_attribute_reads_give_the_same_object',
      'test_identity.py::IdentityTest::test_interned',
      'test_identity.py::IdentityTest::test_list_attribute_is_live',
      'test_identity.py::IdentityTest::test_shallow_copy',
    ],
  },
  {
    suite: 'lasagna-messages',
    why: 'The suite imports a name of the submission in a way that looks like a package.',
    tests: 'import-failed',
  },
  {
    suite: 'library-fixtures',
    why: 'A fixture of class scope is made anew for each test, since each test has its own worker.',
    tests: ['test_library.py::TestInAClass::test_two'],
  },
  {
    suite: 'lifecycles',
    why: 'What setUpClass and class fixtures make is made anew for each test, since each test has its own worker.',
    tests: [
      'test_lifecycles.py::FirstTest::test_b_second_sees_the_first',
      'test_lifecycles.py::SecondTest::test_closed_by_class_cleanup',
      'test_lifecycles.py::SecondTest::test_log_of_the_first_class',
      'test_lifecycles.py::TestPytestStyle::test_two',
    ],
  },
  {
    suite: 'managed-resources',
    why: 'Exceptions and generators of the suite inside with-blocks of the submission are not the same objects over there.',
    tests: [
      'test_managed.py::test_suppressing_a_class_of_the_test',
      'test_managed.py::test_transaction_commits',
      'test_managed.py::test_exit_stack_order',
      'test_managed.py::test_timer_as_decorator',
      'test_managed.py::test_several_in_one_with',
    ],
  },
  {
    suite: 'marks-and-skips',
    why: 'A test that is skipped while it runs earns nothing, though the suite wants it skipped; a skipif that asks the submission runs.',
    tests: [
      'test_marks.py::MarksTest::test_skips_itself',
      'test_marks.py::test_optional',
      'test_marks.py::test_skip_in_the_middle',
      'test_marks.py::test_imperative_xfail',
    ],
  },
  {
    suite: 'matrix-indexing',
    why: 'pow() with three arguments fails, and a subclass of dict is no dict.',
    tests: ['test_matrix.py::test_powers_and_products', 'test_matrix.py::test_sparse'],
  },
  {
    suite: 'metered-stream',
    why: 'super() in a subclass that the suite makes of a class of the submission hands self over twice.',
    tests: [
      'metered_test.py::MeteredTest::test_context_manager',
      'metered_test.py::MeteredTest::test_exception_goes_through',
      'metered_test.py::MeteredTest::test_exception_suppressed',
      'metered_test.py::MeteredTest::test_read_only',
    ],
  },
  {
    suite: 'notes-file',
    why: 'Files and folders are not shared between the suite and the submission.',
    tests: [
      'test_notes.py::test_append_creates',
      'test_notes.py::test_reads_what_the_suite_wrote',
      'test_notes.py::test_copy_sorted',
      'test_notes.py::test_missing',
      'test_notes.py::test_tree',
      'test_notes.py::test_relative',
      'test_notes.py::test_binary',
      'test_notes.py::test_rows',
      'test_notes.py::TempfileTest::test_directory',
      'test_notes.py::TempfileTest::test_load',
    ],
  },
  {
    suite: 'number-streams',
    why: 'A generator runs ahead of the suite, and closing it is not noticed in time.',
    tests: ['test_streams.py::test_close', 'test_streams.py::test_nothing_runs_before_the_first_next'],
  },
  {
    suite: 'old-names',
    why: 'Warnings of the submission do not reach the suite.',
    tests: [
      'test_old_names.py::test_still_works',
      'test_old_names.py::test_match',
      'test_old_names.py::test_record',
      'test_old_names.py::test_deprecated_call',
      'test_old_names.py::test_warning_as_error',
      'test_old_names.py::test_mark',
      'test_old_names.py::WarningsTest::test_assert_warns',
      'test_old_names.py::WarningsTest::test_assert_warns_regex',
      'test_old_names.py::WarningsTest::test_catch_warnings',
    ],
  },
  {
    suite: 'order-service',
    why: 'patch.object and autospec change the judge’s picture of a class of the submission, and not the class.',
    tests: [
      'test_orders.py::PatchTest::test_autospec_gets_self',
      'test_orders.py::PatchTest::test_constants',
      'test_orders.py::PatchTest::test_patched_method',
      'test_orders.py::PatchTest::test_property_mock',
    ],
  },
  {
    suite: 'plugin-base',
    why: 'A subclass that the suite makes of a class of the submission is not found by isinstance over there.',
    tests: ['test_plugins.py::test_run_reports_own_errors', 'test_plugins.py::test_visitor'],
  },
  {
    suite: 'printed-tables',
    why: 'print is patched in the judge alone.',
    tests: ['test_printed.py::PrintedTest::test_patched_print'],
  },
  {
    suite: 'rational-numbers',
    why: 'An object of the submission never equals plain data, also where its class is a number.',
    tests: [
      'rational_test.py::RationalTest::test_builtins',
      'rational_test.py::RationalTest::test_equality_across_types',
      'rational_test.py::RationalTest::test_reflected',
    ],
  },
  {
    suite: 'reactive-cells',
    why: 'A bound method of the submission is another object each time it crosses.',
    tests: ['reactive_test.py::ReactiveTest::test_bound_method_removed'],
  },
  {
    suite: 'retry-errors',
    why: 'Exception classes and objects of the suite are no exceptions over there.',
    tests: [
      'test_retry.py::test_succeeds_after_failures',
      'test_retry.py::test_gives_up_with_the_last_error_as_cause',
      'test_retry.py::test_subclass_counts_too',
      'test_retry.py::test_other_errors_pass',
      'test_retry.py::TravelTest::test_annotated',
      'test_retry.py::TravelTest::test_class_of_the_suite',
      'test_retry.py::TravelTest::test_classify',
      'test_retry.py::TravelTest::test_finally_order',
      'test_retry.py::TravelTest::test_translate',
    ],
  },
  {
    suite: 'saved-games',
    why: 'Objects of the submission cannot be pickled in the judge.',
    tests: [
      'test_saved.py::PickleTest::test_all_protocols',
      'test_saved.py::PickleTest::test_get_state_drops_the_cache',
      'test_saved.py::PickleTest::test_round_trip',
    ],
  },
  {
    suite: 'script-main',
    why: 'A submission that reads its input at the top level is run once before a test could give it some.',
    tests: 'import-failed',
  },
  {
    suite: 'thermostat-properties',
    why: 'vars() of a class of the submission lists nothing.',
    tests: ['test_thermostat.py::PropertiesTest::test_property_object_on_the_class'],
  },
  {
    suite: 'toolbox-inspection',
    why: 'Annotations, docstrings and vars() of the submission’s objects cross in part.',
    tests: [
      'test_inspection.py::InspectionTest::test_annotations',
      'test_inspection.py::InspectionTest::test_docs_and_names',
      'test_inspection.py::InspectionTest::test_vars_and_dir',
    ],
  },
  {
    suite: 'traffic-enums',
    why: 'Members of IntEnum and StrEnum are handles that equal no number and no text.',
    tests: ['test_traffic.py::test_membership', 'test_traffic.py::test_int_enum_is_a_number', 'test_traffic.py::test_str_enum'],
  },
  {
    suite: 'typed-stack',
    why: 'typing aliases, protocols and unions lose their parts on the way.',
    tests: [
      'test_typed.py::StackTest::test_subscripted_alias',
      'test_typed.py::TypesTest::test_alias',
      'test_typed.py::TypesTest::test_literal',
      'test_typed.py::TypesTest::test_protocol',
      'test_typed.py::TypesTest::test_union',
    ],
  },
  {
    suite: 'validated-fields',
    why: 'Descriptors, metaclasses and class decorators of the submission do not work on classes of the suite.',
    tests: [
      'test_fields.py::FieldsTest::test_names_collected',
      'test_fields.py::MachineryTest::test_class_decorator',
      'test_fields.py::MachineryTest::test_init_subclass_keyword',
      'test_fields.py::MachineryTest::test_metaclass',
    ],
  },
  {
    suite: 'value-zoo',
    why: 'type(None) crosses as another class, and whole numbers of more than 4,096 hexadecimal digits not at all.',
    tests: ['test_values.py::test_types_as_values', 'test_values.py::test_big_numbers'],
  },
  {
    suite: 'weather-report',
    why: 'Exceptions that a mock of the suite raises lose their chain.',
    tests: ['test_weather.py::test_not_found'],
  },
  {
    suite: 'word-tally',
    why: 'Views, mapping proxies and subclasses of str do not equal the plain values they are made of.',
    tests: [
      'test_tally.py::TallyTest::test_chain_map',
      'test_tally.py::TallyTest::test_read_only_view',
      'test_tally.py::TallyTest::test_str_subclass',
    ],
  },
  {
    suite: 'worker-threads',
    why: 'Callbacks of the suite run one at a time.',
    tests: ['test_workers.py::WorkersTest::test_first_done', 'test_workers.py::WorkersTest::test_really_parallel'],
  },
];
