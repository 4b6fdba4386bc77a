//! The journal on the disk: shards, locks, folders, the device, who is at it, whose inbox it takes in, permissions, errors.

pub mod device;
pub mod error;
pub mod fs;
pub mod inbox_switch;
pub mod lock;
pub mod me;
pub mod permissions;
pub mod shard;
pub mod stores;
