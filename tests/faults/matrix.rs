//! The fault matrix: what may go wrong, and the tests that make it happen (in `tests/faults` and `tests/it`).
//!
//! | fault | expected | tests |
//! |---|---|---|
//! | 32 check off at once; 8 edit the plan at once | all there, 0 | `concurrency::thirty_two_check_offs_at_once_lose_nothing` `concurrency::eight_who_edit_the_plan_at_once_lose_nothing` `concurrency::of_eight_who_want_one_code_at_once_one_gets_it` |
//! | killed at each system call | whole or absent; what was acknowledged is there; the next command works | `killed::a_check_killed_at_each_system_call_is_whole_or_absent` `killed::other_commands_killed_at_each_system_call_are_whole_or_absent` `killed::a_first_command_killed_at_each_system_call_does_not_stop_the_next` `killed::a_snapshot_killed_at_each_system_call_tells_nothing_false` `killed::what_a_killed_first_command_did_not_sync_the_next_one_does` |
//! | killed at random, 8 writers | what was acknowledged is there | `concurrency::what_was_acknowledged_survives_the_killing_of_writers` |
//! | ENOSPC, EDQUOT, EIO, EINTR, EMFILE at each system call | 74 "not saved", or done again; earlier bytes unchanged | `disk::an_error_at_each_system_call_of_a_check_is_told_as_it_is` `disk::an_error_at_each_system_call_of_reading_changes_nothing` `disk::a_disk_that_fails_from_some_moment_on_is_told_of` `disk::a_disk_that_fails_under_one_file_is_named_by_doctor_65` `disk::a_write_that_fails_is_not_saved_and_touches_nothing` `disk::a_device_whose_name_can_not_be_kept_is_not_made` `disk::too_few_open_files_are_told_of` |
//! | a disk that is full | 74; works again when there is room | `disk::a_full_disk_is_told_and_written_again_when_there_is_room` |
//! | a limit on the size of files | 74 or killed; a torn tail heals | `unix::a_write_cut_short_is_taken_back_or_heals` |
//! | syncing fails, or comes late | 74 "could not confirm"; called once; told after it | `disk::a_check_off_is_on_the_disk_before_it_is_told` `disk::a_sync_that_fails_can_not_be_confirmed_and_is_not_tried_again` |
//! | the store is locked | 75 within 10 s | `concurrency::a_store_that_stays_locked_is_busy_after_ten_seconds` `concurrency::a_lock_that_is_let_go_in_time_is_waited_for` `locks::a_lock_replaced_while_it_is_waited_for_is_taken_anew` |
//! | the lock or a shard is a link, a pipe or a folder; the store is a file | 73 or 77, and no waiting | `places::a_store_that_is_a_file_is_of_the_wrong_kind` `unix::a_pipe_in_place_of_a_file_is_refused_without_waiting` `unix::a_folder_in_place_of_a_file_is_refused` `unix::a_link_in_place_of_a_file_is_refused` `unix::a_link_to_nothing_in_place_of_a_file_is_refused` `unix::a_pipe_in_place_of_the_devices_name_is_refused_without_waiting` |
//! | a shard renamed over while it is written | the entry is in the new file | `locks::a_shard_renamed_over_while_it_is_written_gets_the_entry_too` |
//! | a tail torn at every byte; a tail of NULs | silent (NULs: warned of); the next line starts anew | `lines::a_tail_torn_at_every_byte_is_passed_over_in_silence` `lines::a_tail_of_nuls_is_warned_of` |
//! | 32 first commands at once | one device, all there | `concurrency::thirty_two_first_commands_at_once_make_one_device` `locks::a_first_command_waits_for_another_that_is_slow_to_name_the_device` |
//! | a laptop in 2030, then an edit here | the edit wins, `at` is honest | `clocks::a_laptop_in_2030_does_not_win_over_a_later_edit` |
//! | a line edited by hand in place | seen by the next command | `large::a_line_edited_by_hand_in_place_is_seen_by_the_next_command` |
//! | no locks on the file system | works; `doctor` says so | `locks::a_file_system_without_locks_is_written_all_the_same_and_doctor_says_so` `locks::a_lock_that_fails_is_not_taken_for_one_that_is_missing` |
//! | lines that can't be read, of every sort | the rest is read; warned with file and line; never rewritten | `lines::lines_that_can_not_be_read_are_told_of_once_and_left_alone` `lines::lines_that_are_merely_unusual_are_read` `large::a_line_of_a_gigabyte_is_passed_over_in_20_mib` |
//! | an unknown kind or field, a newer version | kept, ignored, warned of | `lines::what_a_newer_version_wrote_is_kept_and_told_of` `lines::an_edit_made_after_one_of_a_newer_version_is_later` |
//! | conflict copies, lines twice, two devices with one id | united by id | `lines::conflict_copies_are_united` `lines::two_devices_with_one_id_are_united` `lines::lines_that_are_merely_unusual_are_read` |
//! | a snapshot deleted, stale or half written, a cache that fails | the same output | `doctor::what_the_snapshot_is_good_for_is_told_and_rebuilding_drops_it` `killed::a_snapshot_killed_at_each_system_call_tells_nothing_false` `disk::an_error_at_each_system_call_of_reading_changes_nothing` `snapshot::the_snapshot_path_equals_the_full_fold_after_any_commands` `snapshot::check_offs_of_which_the_amounts_are_kept_add_up_as_whole_ones` `snapshot::a_snapshot_that_is_gone_or_cut_or_damaged_costs_time_alone` `snapshot::a_snapshot_of_another_store_tells_nothing` `snapshot::a_cache_that_can_not_be_written_is_no_error` `snapshot::a_line_edited_by_hand_in_place_is_seen_at_the_next_command` `snapshot::shards_that_are_replaced_or_come_or_go_are_read_anew` `snapshot::a_torn_tail_that_is_completed_later_counts_then` `snapshot::a_clock_that_goes_back_and_days_that_begin_late_are_read_anew` `snapshot::a_line_edited_far_back_after_the_shard_grew_is_seen` `snapshot::goals_that_closed_long_ago_are_still_goals` `snapshot::a_check_off_from_elsewhere_brings_back_a_goal_whose_making_was_undone` `snapshot::a_tail_of_nuls_and_a_line_beyond_all_bounds_are_told_of_as_ever` `snapshot::a_pipe_in_the_place_of_a_snapshot_is_not_waited_at` `snapshot::notes_of_appends_do_not_lead_from_a_snapshot_from_before_an_edit` |
//! | a store that can only be read, or of another user | reading works; writing: 77, and whose it is | `unix::a_store_of_somebody_else_can_be_read_and_not_written` `unix::a_device_that_can_not_be_named_is_told_with_its_folder` `doctor::what_one_may_not_read_or_write_is_named_and_the_rest_is_read` |
//! | HOME unset, empty, relative; XDG relative; a path that is no text | the user's own home, or 78; works | `places::a_full_or_absent_home_is_told_apart` `places::without_home_it_is_the_one_that_etc_passwd_has` `places::who_is_nowhere_listed_is_told_what_to_set` `places::folders_of_the_xdg_specification_are_taken_where_they_are_whole_paths` `large::paths_that_are_no_text_work` |
//! | a clock that goes back, in 1969 or 9999; no such zone | SEMANTICS 1; 78; no panic | `clocks::a_clock_that_goes_back_changes_nothing_that_was_recorded` `clocks::a_clock_that_can_not_be_believed_reads_and_does_not_write` `clocks::moments_and_zones_that_are_none` `clocks::zones_that_are_none` `clocks::an_entry_at_the_end_of_time_loses_none_that_follow` |
//! | `goals log \| head -1`; standard output full or closed | quiet, 0; 74 | `unix::head_that_has_seen_enough_is_no_error` `unix::a_full_standard_output_is_told` `terminal::closed_streams_are_printed_into_no_file_of_the_store` |
//! | Ctrl-C at a prompt; an editor that fails, is killed, writes nonsense | unchanged; the text is kept and named | `terminal::an_answer_at_the_prompt_is_taken` `terminal::an_interrupt_at_the_prompt_changes_nothing` `terminal::an_end_of_input_at_the_prompt_checks_nothing_off` `terminal::a_terminal_that_is_closed_at_the_prompt_changes_nothing` `terminal::who_is_told_to_end_while_it_waits_ends_and_wrote_nothing` `editor::an_editor_that_fails_or_is_killed_changes_nothing_and_the_text_is_kept` `editor::bytes_that_are_no_text_are_kept` |
//! | escape sequences, bidi, newlines, 10,000 characters | inert; JSON valid; refused beyond 500 characters | `output::text_is_inert_on_the_screen` `output::text_is_escaped_in_json_and_comes_back_as_it_was` `refusals::texts_that_are_empty_or_too_long` `refusals::five_hundred_characters_are_taken` |
//! | any bytes as a journal, an outline, the words of a command | no panic, no loss | `arbitrary::the_real_lines_are_real_and_the_mutants_are_of_both_kinds` `arbitrary::a_goal_line_that_is_read_is_shown_and_read_again` `arbitrary::any_bytes_are_read_as_a_journal_and_hide_no_line_beside_them` `arbitrary::any_bytes_stay_as_they_are_and_what_is_written_behind_them_is_read` `arbitrary::any_text_is_an_outline_or_refused` `arbitrary::any_words_are_a_command_or_refused` `arbitrary::any_words_on_any_journal_end_in_a_code_that_is_known` |
//! | an import that is killed at each system call, or for which there is no room | whole or absent; 74; the next one brings what is missing, nothing twice | `imports::an_import_killed_at_each_system_call_is_whole_or_absent` `imports::an_import_for_which_there_is_no_room_is_told_and_leaves_nothing` |
//! | an inbox whose taking in is killed at each system call, or has no room; many at once, a writer and a sync tool meanwhile; a link, a pipe, somebody else's | each line counted once or still there; the day is shown; left alone and told | `inbox::an_inbox_whose_taking_in_is_killed_at_each_system_call_counts_once` `inbox::an_inbox_for_which_there_is_no_room_is_told_and_counts_once` `inbox::an_inbox_that_can_not_be_put_away_is_told_to_the_hook` `inbox::an_inbox_that_came_while_another_is_taken_in_has_nothing_twice_wherever_that_is_killed` `inbox::an_inbox_where_there_are_no_hard_links_is_said_to_stay_where_it_does` `inbox::an_inbox_is_claimed_on_the_disk_before_it_is_counted` `inbox::an_inbox_that_many_take_in_while_it_is_written_counts_each_line_once` `inbox::an_inbox_is_taken_in_once_by_whatever_devices_at_once` `inbox::an_inbox_that_is_replaced_while_it_is_taken_in_loses_nothing_and_is_not_written_over` `inbox::an_inbox_that_is_no_file_of_ones_own_is_left_alone_and_told_of` `inbox::an_inbox_that_is_a_pipe_is_not_waited_at` `inbox::an_inbox_of_somebody_else_is_left_alone` `inbox::any_bytes_of_an_inbox_are_counted_or_still_there` |
//! | a writer that does it wrong | found by the tests above | `control::who_does_not_lock_is_found_by_many_at_once` `control::who_writes_everything_anew_is_found_by_killing_at_random` `control::who_writes_in_parts_or_anew_is_found_by_killing_at_each_call` `control::who_does_not_sync_before_telling_is_found_by_watching` |

use std::collections::BTreeSet;
use std::path::Path;

/// How many rows the table above has: one for each row of the matrix, and the control.
const ROWS: usize = 29;

/// The tests that a text names, as `file::name`.
fn named(text: &str) -> Vec<&str> {
    text.split('`').filter(|word| word.contains("::")).collect()
}

fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok()
}

/// The tests of a text that are run.
fn tests_in(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut attributes = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[") {
            attributes.push(line);
        } else if !line.starts_with("//") {
            let name = line.strip_prefix("fn ").and_then(|line| line.split('(').next());
            let ignored = attributes.iter().any(|attribute| attribute.starts_with("#[ignore"));
            found.extend(name.filter(|_| attributes.contains(&"#[test]") && !ignored));
            attributes.clear();
        }
    }
    found
}

/// Whether a file of one of the programs has a test of this name that is run.
fn is_there(file: &str, name: &str) -> bool {
    ["it", "faults", "sync"].iter().any(|folder| {
        let has = |path: &str, what: &dyn Fn(&str) -> bool| read(path).is_some_and(|text| what(&text));
        has(&format!("tests/{folder}/main.rs"), &|text| text.contains(&format!("\nmod {file};")))
            && has(&format!("tests/{folder}/{file}.rs"), &|text| tests_in(text).contains(name))
    })
}

/// Those named tests that are not there.
fn missing<'t>(named: &[&'t str]) -> Vec<&'t str> {
    let there = |test: &str| test.split_once("::").is_some_and(|(file, name)| is_there(file, name));
    named.iter().copied().filter(|test| !there(test)).collect()
}

fn page() -> String {
    read("ARCHITECTURE.md").expect("the page")
}

/// The tests that the promise of ARCHITECTURE.md names.
fn promised(page: &str) -> Vec<&str> {
    let promise = page.split("## The promise").nth(1).and_then(|rest| rest.split("\n## ").next());
    named(promise.expect("a promise"))
}

#[test]
fn each_test_that_the_promise_names_is_there() {
    let page = page();
    let named = promised(&page);
    assert!(named.len() >= 10, "{named:?}");
    assert_eq!(missing(&named), [""; 0]);
}

#[test]
fn each_row_of_the_matrix_names_tests_and_each_of_them_is_there() {
    let table = include_str!("matrix.rs").lines().filter_map(|line| line.strip_prefix("//! | ")).skip(1);
    let rows: Vec<&str> = table.collect();
    assert_eq!(rows.len(), ROWS);
    let page = page();
    let mut all = BTreeSet::from_iter(promised(&page));
    for row in rows {
        let tests = named(row);
        assert!(!tests.is_empty(), "no test makes this happen: {row}");
        assert_eq!(missing(&tests), [""; 0], "{row}");
        all.extend(tests);
    }
    // And the other way round: what makes a fault happen belongs to a row, or to the promise.
    let mut without = Vec::new();
    let files =
        include_str!("main.rs").lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    for file in files.filter(|file| !["matrix", "report_page"].contains(file)) {
        // What both programs share is elsewhere, and no test.
        let text = read(&format!("tests/faults/{file}.rs")).unwrap_or_default();
        let tests = tests_in(&text).into_iter().map(|name| format!("{file}::{name}"));
        without.extend(tests.filter(|test| !all.contains(test.as_str())));
    }
    assert_eq!(without, [""; 0], "these belong to no row");
}

/// What looks for tests does not find what is none.
#[test]
fn a_name_that_is_no_test_is_not_there() {
    assert!(is_there("matrix", "a_name_that_is_no_test_is_not_there"));
    for (file, name) in [("matrix", "named"), ("matrix", "nothing"), ("nowhere", "named")] {
        assert!(!is_there(file, name), "{file}::{name}");
    }
    let text = "#[test]\n#[ignore]\nfn left() {}\n#[test]\n// It is.\nfn run() {}\nfn none() {}";
    assert_eq!(tests_in(text), BTreeSet::from(["run"]));
}
