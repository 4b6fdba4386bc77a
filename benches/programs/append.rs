//! The least a check-off that is on the disk costs: lock, append as much as its line is, fdatasync.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let home = std::env::home_dir().unwrap_or_default();
    let lock = File::create(home.join("lock"))?;
    lock.lock()?;
    let mut file = OpenOptions::new().append(true).create(true).open(home.join("lines"))?;
    file.write_all(&[b'x'; 137])?;
    file.sync_data()
}
