//! Agora tokens.
