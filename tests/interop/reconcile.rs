//! What a later import adds: what is new, and nothing that a person changed here.
