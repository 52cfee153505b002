//! What must hold for any input. The fuzz targets look for inputs that break it; the tests hold the
//! kept corpora to it.

pub mod archive;
pub mod config;
pub mod pack;
pub mod plan;
