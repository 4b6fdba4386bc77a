//! A writer with one mistake at a time, against which the tests of the fault matrix are tried: where they
//! find nothing wrong with it, they would find nothing wrong with `goals` (`tests/faults/control.rs`).
//!
//! `careless MISTAKE FILE NOTE` writes a line with a note, and then acknowledges it with the number of lines
//! there are.

use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [mistake, file, note] = args.as_slice() else {
        return Err(Error::new(ErrorKind::InvalidInput, "careless MISTAKE FILE NOTE"));
    };
    let file = Path::new(file);
    let line = format!("{{\"note\":\"{note}\"}}\n");
    let lock = File::create(file.with_extension("lock"))?;
    if mistake != "no-lock" {
        lock.lock()?;
    }
    let before = std::fs::read_to_string(file).unwrap_or_default();
    // Long enough that another is in the midst of it as well.
    if mistake == "no-lock" {
        sleep(Duration::from_millis(20));
    }
    match mistake.as_str() {
        "rewrite" => {
            let mut file = File::create(file)?;
            // Long enough to be killed at it.
            sleep(Duration::from_millis(5));
            file.write_all(format!("{before}{line}").as_bytes())?;
            file.sync_data()?;
        }
        "parts" => {
            let mut file = opened(file)?;
            for part in line.as_bytes().chunks(12) {
                file.write_all(part)?;
            }
            file.sync_data()?;
        }
        "no-lock" => {
            let mut file = opened(file)?;
            file.write_all(line.as_bytes())?;
            file.sync_data()?;
        }
        "no-sync" => opened(file)?.write_all(line.as_bytes())?,
        "too-early" => {
            println!("{}", before.lines().count() + 1);
            let mut file = opened(file)?;
            file.write_all(line.as_bytes())?;
            return file.sync_data();
        }
        _ => return Err(Error::new(ErrorKind::InvalidInput, "no such mistake")),
    }
    println!("{}", before.lines().count() + 1);
    Ok(())
}

fn opened(file: &Path) -> Result<File> {
    OpenOptions::new().append(true).create(true).open(file)
}
