//! The fault matrix: what may go wrong, and the tests that make it happen.
//!
//! | fault | expected | tests |
//! |---|---|---|
//! | 32 check off at once; 8 edit the plan at once | all there, 0 | `concurrency::thirty_two_check_offs_at_once_lose_nothing` `concurrency::eight_who_edit_the_plan_at_once_lose_nothing` `concurrency::of_eight_who_want_one_code_at_once_one_gets_it` |
//! | killed at each system call | whole or absent; what was acknowledged is there; the next command works | `faults_killed::a_check_killed_at_each_system_call_is_whole_or_absent` `faults_killed::other_commands_killed_at_each_system_call_are_whole_or_absent` `faults_killed::a_first_command_killed_at_each_system_call_does_not_stop_the_next` `faults_killed::a_snapshot_killed_at_each_system_call_tells_nothing_false` `faults_killed::what_a_killed_first_command_did_not_sync_the_next_one_does` |
//! | killed at random, 8 writers | what was acknowledged is there | `concurrency::what_was_acknowledged_survives_the_killing_of_writers` |
//! | ENOSPC, EDQUOT, EIO, EINTR, EMFILE at each system call | 74 "not saved", or done again; earlier bytes unchanged | `faults_disk::an_error_at_each_system_call_of_a_check_is_told_as_it_is` `faults_disk::an_error_at_each_system_call_of_reading_changes_nothing` `faults_disk::a_disk_that_fails_from_some_moment_on_is_told_of` `faults_disk::a_write_that_fails_is_not_saved_and_touches_nothing` `faults_disk::a_device_whose_name_can_not_be_kept_is_not_made` `faults_disk::too_few_open_files_are_told_of` |
//! | a disk that is full | 74; works again when there is room | `faults_disk::a_full_disk_is_told_and_written_again_when_there_is_room` |
//! | a limit on the size of files | 74 or killed; a torn tail heals | `faults::a_write_cut_short_is_taken_back_or_heals` |
//! | syncing fails | 74 "could not confirm"; called once | `faults_disk::a_sync_that_fails_can_not_be_confirmed_and_is_not_tried_again` |
//! | the store is locked | 75 within 10 s | `concurrency::a_store_that_stays_locked_is_busy_after_ten_seconds` `concurrency::a_lock_that_is_let_go_in_time_is_waited_for` `faults_locks::a_lock_replaced_while_it_is_waited_for_is_taken_anew` |
//! | the lock or a shard is a link, a pipe or a folder | 73 or 77, and no waiting | `faults::a_pipe_in_place_of_a_file_is_refused_without_waiting` `faults::a_folder_in_place_of_a_file_is_refused` `faults::a_link_in_place_of_a_file_is_refused` `faults::a_link_to_nothing_in_place_of_a_file_is_refused` `faults::a_pipe_in_place_of_the_devices_name_is_refused_without_waiting` |
//! | a shard renamed over while it is written | the entry is in the new file | `faults_locks::a_shard_renamed_over_while_it_is_written_gets_the_entry_too` |
//! | a tail torn at every byte; a tail of NULs | silent (NULs: warned of); the next line starts anew | `faults::a_tail_torn_at_every_byte_is_passed_over_in_silence` `faults::a_tail_of_nuls_is_warned_of` |
//! | 32 first commands at once | one device, all there | `concurrency::thirty_two_first_commands_at_once_make_one_device` `faults_locks::a_first_command_waits_for_another_that_is_slow_to_name_the_device` |
//! | a laptop in 2030, then an edit here | the edit wins, `at` is honest | `faults::a_laptop_in_2030_does_not_win_over_a_later_edit` |
//! | a line edited by hand in place | seen by the next command | `faults_large::a_line_edited_by_hand_in_place_is_seen_by_the_next_command` |
//! | no locks on the file system | works; `doctor` says so | `faults_locks::a_file_system_without_locks_is_written_all_the_same_and_doctor_says_so` `faults_locks::a_lock_that_fails_is_not_taken_for_one_that_is_missing` |
//! | lines that can't be read, of every sort | the rest is read; warned with file and line; never rewritten | `faults::lines_that_can_not_be_read_are_told_of_once_and_left_alone` `faults::lines_that_are_merely_unusual_are_read` `faults_large::a_line_of_a_gigabyte_is_passed_over_in_20_mib` |
//! | an unknown kind or field, a newer version | kept, ignored, warned of | `faults::what_a_newer_version_wrote_is_kept_and_told_of` `faults::an_edit_made_after_one_of_a_newer_version_is_later` |
//! | conflict copies, lines twice, two devices with one id | united by id | `faults::conflict_copies_are_united` `faults::two_devices_with_one_id_are_united` `faults::lines_that_are_merely_unusual_are_read` |
//! | a snapshot deleted, stale or half written, a cache that fails | the same output | `doctor::the_state_of_the_snapshots_is_told_and_rebuilding_drops_them` `faults_killed::a_snapshot_killed_at_each_system_call_tells_nothing_false` `faults_disk::an_error_at_each_system_call_of_reading_changes_nothing` |
//! | a store that can only be read, or of another user | reading works; writing: 77, and whose it is | `faults::a_store_of_somebody_else_can_be_read_and_not_written` `faults::a_device_that_can_not_be_named_is_told_with_its_folder` `doctor::what_one_may_not_read_or_write_is_named_and_the_rest_is_read` |
//! | HOME unset, empty, relative; XDG relative; a path that is no text | the user's own home, or 78; works | `faults::a_full_or_absent_home_is_told_apart` `faults::folders_of_the_xdg_specification_are_taken_where_they_are_whole_paths` `faults_large::paths_that_are_no_text_work` |
//! | a clock that goes back, in 1969 or 9999; no such zone | SEMANTICS 1; 78; no panic | `faults::a_clock_that_goes_back_changes_nothing_that_was_recorded` `faults::a_clock_that_can_not_be_believed_reads_and_does_not_write` `faults::moments_and_zones_that_are_none` `faults::zones_that_are_none` `faults::an_entry_at_the_end_of_time_loses_none_that_follow` |
//! | `goals log \| head -1`; standard output full or closed | quiet, 0; 74 | `faults::head_that_has_seen_enough_is_no_error` `faults::a_full_standard_output_is_told` `faults_terminal::closed_streams_are_printed_into_no_file_of_the_store` |
//! | Ctrl-C at a prompt; an editor that fails, is killed, writes nonsense | unchanged; the text is kept and named | `faults_terminal::an_answer_at_the_prompt_is_taken` `faults_terminal::an_interrupt_at_the_prompt_changes_nothing` `faults_terminal::an_end_of_input_at_the_prompt_checks_nothing_off` `faults_terminal::a_terminal_that_is_closed_at_the_prompt_changes_nothing` `faults_terminal::who_is_told_to_end_while_it_waits_ends_and_wrote_nothing` `editor::an_editor_that_fails_or_is_killed_changes_nothing_and_the_text_is_kept` `editor::bytes_that_are_no_text_are_kept` |
//! | escape sequences, bidi, newlines, 10,000 characters | inert; JSON valid; refused beyond 500 characters | `output::text_is_inert_on_the_screen` `output::text_is_escaped_in_json_and_comes_back_as_it_was` `refusals::texts_that_are_empty_or_too_long` `refusals::five_hundred_characters_are_taken` |
//! | any bytes as a journal, an outline, the words of a command | no panic, no loss | `arbitrary::any_bytes_are_read_as_a_journal_and_hide_no_line_beside_them` `arbitrary::any_bytes_stay_as_they_are_and_what_is_written_behind_them_is_read` `arbitrary::any_text_is_an_outline_or_refused` `arbitrary::any_words_are_a_command_or_refused` `arbitrary::any_words_on_any_journal_end_in_a_code_that_is_known` |
//! | a writer that does it wrong | found by the tests above | `control::who_does_not_lock_is_found_by_many_at_once` `control::who_writes_everything_anew_is_found_by_killing_at_random` `control::who_writes_in_parts_or_anew_is_found_by_killing_at_each_call` `control::who_does_not_sync_before_telling_is_found_by_watching` |

use std::collections::BTreeSet;
use std::path::Path;

/// How many rows the table above has: one for each row of the matrix, and the control.
const ROWS: usize = 27;

/// The tests of a row, as `file::name`.
fn named(row: &str) -> Vec<&str> {
    row.split('`').filter(|word| word.contains("::")).collect()
}

fn source(file: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    std::fs::read_to_string(folder.join(format!("{file}.rs"))).ok()
}

/// Whether a file has a test of this name that is run.
fn is_there(file: &str, name: &str) -> bool {
    let Some(text) = source(file) else { return false };
    let Some((before, _)) = text.split_once(&format!("fn {name}(")) else { return false };
    let attributes = before.trim_end().lines().rev().take_while(|line| {
        let line = line.trim();
        line.starts_with("#[") || line.starts_with("//")
    });
    let attributes: Vec<&str> = attributes.map(str::trim).collect();
    let in_binary = source("main").is_some_and(|main| main.contains(&format!("\nmod {file};")));
    in_binary
        && attributes.contains(&"#[test]")
        && !attributes.iter().any(|line| line.starts_with("#[ignore"))
}

#[test]
fn each_row_of_the_matrix_names_tests_and_each_of_them_is_there() {
    let table = include_str!("matrix.rs").lines().filter_map(|line| line.strip_prefix("//! | ")).skip(1);
    let rows: Vec<&str> = table.collect();
    assert_eq!(rows.len(), ROWS);
    let mut wrong = Vec::new();
    let mut all = BTreeSet::new();
    for row in rows {
        let tests = named(row);
        assert!(!tests.is_empty(), "no test makes this happen: {row}");
        for test in tests {
            all.insert(test.to_owned());
            let (file, name) = test.split_once("::").expect("a file and a name");
            if !is_there(file, name) {
                wrong.push(test);
            }
        }
    }
    assert!(wrong.is_empty(), "no such tests: {wrong:#?}");
    // And the other way round: what injects a fault belongs to a row.
    for file in ["faults_disk", "faults_killed", "faults_large", "faults_locks", "faults_terminal", "control"]
    {
        let text = source(file).expect("a file of tests");
        for (_, test) in text.match_indices("#[test]\n").map(|(at, sign)| text.split_at(at + sign.len())) {
            let name = test.trim_start().trim_start_matches("fn ").split('(').next().unwrap_or_default();
            assert!(all.contains(&format!("{file}::{name}")), "{file}::{name} belongs to no row");
        }
    }
}

/// What looks for tests does not find what is none.
#[test]
fn a_name_that_is_no_test_is_not_there() {
    assert!(is_there("matrix", "a_name_that_is_no_test_is_not_there"));
    for (file, name) in [("matrix", "named"), ("matrix", "nothing"), ("nowhere", "named")] {
        assert!(!is_there(file, name), "{file}::{name}");
    }
}
