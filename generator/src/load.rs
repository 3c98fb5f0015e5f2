//! Reading the files of a specification.
