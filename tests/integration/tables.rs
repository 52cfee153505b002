//! Published switch tables: NVIDIA DGX `SuperPOD` reference architectures (H100: RA-11333-001 V11
//! tables 3 and 4; B200: network fabrics page), and the k-ary fat tree of Al-Fares et al. 2008.

use wattpack_core::model::config::Config;
use wattpack_core::model::fabric::{Fabric, wire};

/// 64-port switches, 32 down and 32 up, 8 rails: the placeholders.
fn built(nodes: u64) -> Fabric {
    wire(&Config::default(), nodes).unwrap()
}

/// The reference keeps one slot of a unit for the fabric manager.
#[test]
fn table_4_of_the_h100_reference() {
    for (nodes, leaves, spines) in [(31, 8, 4), (63, 16, 8), (95, 24, 16), (127, 32, 16)] {
        let fabric = built(nodes);
        assert_eq!((fabric.leaves, fabric.spines, fabric.cores, fabric.tiers), (leaves, spines, 0, 2), "{nodes} nodes");
    }
}

#[test]
fn larger_counts_of_the_h100_and_b200_references() {
    for (nodes, leaves, spines, cores, host, leaf_spine, spine_core) in [
        (64, 16, 8, 0, 512, 512, 0),
        (128, 32, 16, 0, 1_024, 1_024, 0),
        (256, 64, 32, 0, 2_048, 2_048, 0),
        (512, 128, 128, 64, 4_096, 4_096, 4_096),
        (1_024, 256, 256, 128, 8_192, 8_192, 8_192),
        (2_048, 512, 512, 256, 16_384, 16_384, 16_384),
    ] {
        let expected = Fabric {
            tiers: if cores == 0 { 2 } else { 3 },
            leaves,
            spines,
            cores,
            host_links: host,
            leaf_spine_links: leaf_spine,
            spine_core_links: spine_core,
        };
        assert_eq!(built(nodes), expected, "{nodes} nodes");
    }
}

/// k pods, k^3/4 hosts, 5k^2/4 switches, k^3/4 links on every level.
#[test]
fn k_ary_fat_trees() {
    for k in [4, 6, 8, 16, 24, 48, 64, 128] {
        let mut config = Config::default();
        (config.leaf.ports, config.spine.ports, config.core.ports) = (k, k, k);
        (config.fabric.leaf_host_ports, config.fabric.leaf_uplink_ports) = (k / 2, k / 2);
        config.node.fabric_ports = 1;
        let hosts = k * k * k / 4;
        let fabric = wire(&config, hosts).unwrap();
        assert_eq!(fabric.leaves + fabric.spines + fabric.cores, 5 * k * k / 4, "k = {k}");
        assert_eq!(
            (fabric.host_links, fabric.leaf_spine_links, fabric.spine_core_links),
            (hosts, hosts, hosts),
            "k = {k}"
        );
        assert_eq!(wire(&config, hosts + 1), None, "k = {k}");
    }
}
