//! The journal on the disk: shards, locks, folders, the device, who is at it, permissions, errors.

pub mod device;
pub mod error;
pub mod fs;
pub mod lock;
pub mod me;
pub mod permissions;
pub mod shard;
pub mod stores;
