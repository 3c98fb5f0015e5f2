//! Generated files in memory.
