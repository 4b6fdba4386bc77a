//! `goals ui`.

fn main() {}
