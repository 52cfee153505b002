//! The cluster as arithmetic: parameters, config, fabric, power, and the largest node count that
//! a cap allows. Pure functions of the config, the same bits on every platform.

mod bisect;
pub mod config;
pub mod design;
pub mod explain;
pub mod fabric;
pub mod growth;
pub mod inverse;
pub mod limits;
pub mod param;
pub mod point;
pub mod power;
pub mod result;
pub mod solve;
pub mod sweep;
pub mod trade;
pub mod value;
pub mod worth;
