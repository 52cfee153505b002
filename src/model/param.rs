//! The parameters of a cluster: the one table that reading, validation, defaults, the schema and
//! the docs share.
//!
//! Every default is a vendor-neutral placeholder: a number to begin with that a plan replaces. Its size is
//! that of an 8-GPU server of 2023 and a 64-port 400G switch at their nameplates, so that an answer which
//! rests on it is of the right magnitude; `www/docs/model.md` names the figures it was taken from.

/// Largest integer that a 64-bit float holds together with all smaller ones, 2^53 - 1.
pub const MAX_INTEGER: u64 = (1 << 53) - 1;
/// Most ports that a switch may have.
pub const MAX_PORTS: u64 = 65_536;

/// What a quantity is measured in. The base unit is the unit of the config key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Base unit W.
    Power,
    /// Base unit Gbit/s.
    Bandwidth,
    /// Base unit PFLOPS.
    Compute,
    /// A share, base unit 1; may be written in %.
    Fraction,
}

/// A unit that is read.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    /// As messages and docs write it; read in any case.
    pub name: &'static str,
    /// Its power of ten against the base unit.
    pub scale: i32,
    /// Other spellings, lower case; read in any case.
    pub also: &'static [&'static str],
}

const fn unit(name: &'static str, scale: i32, also: &'static [&'static str]) -> Unit {
    Unit { name, scale, also }
}

static POWER: &[Unit] = &[
    unit("W", 0, &["watt", "watts"]),
    unit("kW", 3, &["kilowatt", "kilowatts"]),
    unit("MW", 6, &["megawatt", "megawatts"]),
    unit("GW", 9, &["gigawatt", "gigawatts"]),
];
static BANDWIDTH: &[Unit] = &[
    unit("Gbit/s", 0, &["gbps", "gb/s", "gbit", "gb", "gbe", "g"]),
    unit("Mbit/s", -3, &["mbps", "mb/s"]),
    unit("Tbit/s", 3, &["tbps", "tb/s", "tbit", "tb", "t"]),
];
static COMPUTE: &[Unit] = &[
    unit("PFLOPS", 0, &["pflop/s", "petaflops"]),
    unit("TFLOPS", -3, &["tflop/s", "teraflops"]),
    unit("EFLOPS", 3, &["eflop/s", "exaflops"]),
];
static FRACTION: &[Unit] = &[unit("", 0, &[]), unit("%", -2, &["percent"])];

impl Unit {
    /// Whether a word is this unit.
    pub fn is_written(&self, word: &str) -> bool {
        self.also.iter().chain([&self.name]).any(|spelling| spelling.eq_ignore_ascii_case(word))
    }
}

impl Dimension {
    /// Units that are read. The first is the base unit itself.
    pub fn units(self) -> &'static [Unit] {
        match self {
            Self::Power => POWER,
            Self::Bandwidth => BANDWIDTH,
            Self::Compute => COMPUTE,
            Self::Fraction => FRACTION,
        }
    }

    /// The unit of the config key, empty for a share.
    pub fn base_unit(self) -> &'static str {
        self.units()[0].name
    }
}

/// Which values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A real quantity greater than zero.
    Positive(Dimension),
    /// A real quantity of zero or more.
    NonNegative(Dimension),
    /// A share, `0 <= x < 1`.
    Share,
    /// A whole number in a range; the text is the noun of what is counted.
    Integer(u64, u64, &'static str),
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// `[a-z0-9-]{1,64}`.
    Slug,
    /// One line of text.
    Text,
    /// GitHub user, organisation or team.
    Owner,
    /// Mail address or https URL.
    Contact,
    /// Operating points of the node.
    Points,
}

impl Kind {
    /// The dimension of a real quantity.
    pub fn dimension(self) -> Option<Dimension> {
        match self {
            Self::Positive(dimension) | Self::NonNegative(dimension) => Some(dimension),
            Self::Share => Some(Dimension::Fraction),
            _ => None,
        }
    }

    /// The range in words, as errors and the schema reference say it.
    pub fn allowed(self) -> String {
        match self {
            Self::Positive(_) => "a number greater than 0".to_owned(),
            Self::NonNegative(_) => "a number of at least 0".to_owned(),
            Self::Share => "a share of at least 0 and less than 1 (5 % or 0.05)".to_owned(),
            Self::Integer(least, MAX_INTEGER, noun) => format!("a whole number of {noun}, at least {least}"),
            Self::Integer(least, most, noun) => format!("a whole number of {noun}, {least} to {most}"),
            Self::Choice(words) => format!("`{}`", words.join("` or `")),
            Self::Slug => "1 to 64 of the characters a-z, 0-9 and -".to_owned(),
            Self::Text => "one line of text, up to 200 characters".to_owned(),
            Self::Owner => "a GitHub user, organisation or `organisation/team`".to_owned(),
            Self::Contact => "a mail address or an https URL".to_owned(),
            Self::Points => "a list of {label?, power_w, relative_throughput}".to_owned(),
        }
    }
}

/// What a parameter is when the plan does not say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fallback {
    /// A placeholder number.
    Number(f64),
    /// A placeholder count.
    Count(u64),
    /// A placeholder word.
    Word(&'static str),
    /// Follows from other parameters, as the text says.
    Follows(&'static str),
    /// Left out.
    Absent,
}

macro_rules! parameters {
    ($($variant:ident $key:literal $kind:expr, $fallback:expr, [$($alias:literal),*], $description:literal;)*) => {
        /// A parameter of the config.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key {
            $(#[doc = $description] $variant),*
        }

        /// All parameters, in the order of the config.
        pub static PARAMS: &[Param] = &[$(Param {
            key: Key::$variant,
            name: $key,
            kind: $kind,
            fallback: $fallback,
            aliases: &[$($alias),*],
            description: $description,
        }),*];
    };
}

/// One parameter: its key, range, default and names.
#[derive(Debug)]
pub struct Param {
    /// Which one.
    pub key: Key,
    /// Dotted key of the config.
    pub name: &'static str,
    /// Values that it takes.
    pub kind: Kind,
    /// What holds when nothing is said.
    pub fallback: Fallback,
    /// Names in lists and tables, lower case, besides the key itself.
    pub aliases: &'static [&'static str],
    /// One sentence for the schema and the docs.
    pub description: &'static str,
}

use Dimension::{Bandwidth, Compute, Power};
use Fallback::{Absent, Count, Follows, Number, Word};
use Kind::{Choice, Contact, Integer, NonNegative, Owner, Points, Positive, Share, Slug, Text};

const PORTS: &str = "ports";
/// What ports are counted as besides ports, in the singular.
pub const ALSO_PORTS: &[&str] = &["link", "nic", "rail"];

parameters! {
    Name "name" Slug, Follows("the cap in a listed file name, else the title"),
        ["cluster name", "pack name"],
        "Name of the cluster; the pack's files are named after it.";
    ItCap "it_cap_w" Positive(Power), Number(5_000_000.0),
        ["it cap", "it power cap", "power cap", "it power budget", "power budget", "it power limit"],
        "IT power cap: what servers, switches, optics, management and storage may draw together. Facility losses (PUE) are outside.";
    MaxNodes "max_nodes" Integer(0, MAX_INTEGER, "nodes"), Absent,
        ["max nodes", "maximum nodes", "node limit", "maximum node count"],
        "Upper limit on the node count for reasons outside the model, such as space or budget.";
    NodePower "node.power_w" Positive(Power), Number(10_200.0),
        ["node power", "power per node", "server power", "power per server"],
        "Power of one node under the load that the cap must hold. Say in the plan whether it is nameplate or measured.";
    NodePorts "node.fabric_ports" Integer(1, MAX_INTEGER, PORTS), Count(8),
        ["node fabric ports", "fabric ports per node", "ports per node", "nics per node", "nics per server"],
        "Links of one node into the compute fabric; with rail attachment also the number of rails.";
    NodePeak "node.peak_pflops" Positive(Compute), Absent,
        ["node peak", "peak per node", "node peak compute", "peak compute per node", "peak pflops per node"],
        "Peak compute of one node in the number format that `node.precision` names.";
    NodePrecision "node.precision" Text, Absent,
        ["node precision", "number format"],
        "Number format of the peak, for example `BF16 dense`. Peaks of other formats are other quantities.";
    NodePoints "node.operating_points" Points, Absent, [],
        "Power settings of the node with their throughput relative to a reference; used as given, never interpolated.";
    LeafPorts "leaf.ports" Integer(2, MAX_PORTS, PORTS), Count(64),
        ["leaf ports", "leaf radix", "leaf switch ports", "leaf switch radix"],
        "Ports of a leaf switch (its radix).";
    LeafPower "leaf.power_w" Positive(Power), Number(1_720.0),
        ["leaf power", "leaf switch power", "power per leaf"],
        "Power of a leaf switch. Where it is a maximum with optics, leave the optics at 0.";
    SpinePorts "spine.ports" Integer(1, MAX_PORTS, PORTS), Count(64),
        ["spine ports", "spine radix", "spine switch ports", "spine switch radix"],
        "Ports of a spine switch (its radix); never follows the leaf's.";
    SpinePower "spine.power_w" Positive(Power), Number(1_720.0),
        ["spine power", "spine switch power", "power per spine"],
        "Power of a spine switch.";
    CorePorts "core.ports" Integer(1, MAX_PORTS, PORTS), Follows("spine.ports"),
        ["core ports", "core radix", "core switch ports", "core switch radix"],
        "Ports of a core switch, used with three tiers.";
    CorePower "core.power_w" Positive(Power), Follows("spine.power_w"),
        ["core power", "core switch power", "power per core switch"],
        "Power of a core switch.";
    LeafHostPorts "fabric.leaf_host_ports" Integer(1, MAX_INTEGER, PORTS), Follows("half of leaf.ports, rounded up, or what the uplinks leave"),
        ["leaf host ports", "host ports per leaf", "downlinks per leaf"],
        "Ports of a leaf switch that go down to nodes.";
    LeafUplinkPorts "fabric.leaf_uplink_ports" Integer(1, MAX_INTEGER, PORTS), Follows("what the host ports leave of leaf.ports"),
        ["leaf uplink ports", "uplinks per leaf", "uplink ports per leaf"],
        "Ports of a leaf switch that go up to spines.";
    HostLink "fabric.host_link_gbps" Positive(Bandwidth), Number(400.0),
        ["host link speed", "host link bandwidth", "nic speed"],
        "Bandwidth of a link between node and leaf.";
    Uplink "fabric.uplink_gbps" Positive(Bandwidth), Number(400.0),
        ["uplink speed", "uplink bandwidth"],
        "Bandwidth of a link between leaf and spine.";
    Attachment "fabric.attachment" Choice(&["rail", "packed"]), Word("rail"),
        ["node attachment", "fabric attachment"],
        "How nodes meet leaves: `rail` connects NIC i of every node of a unit to leaf i, `packed` fills one leaf after the other.";
    MaxTiers "fabric.max_tiers" Integer(1, 3, "tiers"), Count(3),
        ["max tiers", "maximum tiers", "fabric tiers"],
        "Most switch tiers that the fabric may have.";
    OpticsAccounting "optics.accounting" Choice(&["per_link_end", "per_cable"]), Word("per_link_end"),
        ["optics accounting", "optics convention"],
        "What an optics power is counted for: each end of a link, or a whole cable.";
    OpticsHostLink "optics.host_link_w" NonNegative(Power), Number(0.0),
        ["host link optics", "host optics power", "optics per host link"],
        "Optics power of a node-leaf link per counted unit; 0 where the switch and node figures include it.";
    OpticsUplink "optics.uplink_w" NonNegative(Power), Number(0.0),
        ["uplink optics", "uplink optics power", "optics per uplink"],
        "Optics power of a leaf-spine or spine-core link per counted unit.";
    Management "overhead.management_w" NonNegative(Power), Number(0.0),
        ["management power", "management overhead"],
        "Power of management nodes and networks inside the cap.";
    Storage "overhead.storage_w" NonNegative(Power), Number(0.0),
        ["storage power", "storage overhead"],
        "Power of storage inside the cap.";
    Reserve "overhead.reserve_fraction" Share, Number(0.05),
        ["reserve", "reserve fraction", "power reserve"],
        "Share of the subtotal that is kept free.";
    RepoOwner "repo.owner" Owner, Absent,
        ["repository owner", "code owner"],
        "GitHub user, organisation or team that owns the pack's repository.";
    RepoContact "repo.security_contact" Contact, Absent,
        ["security contact", "security mail"],
        "Where vulnerabilities are reported.";
}

impl Key {
    /// The parameter behind the key.
    pub fn param(self) -> &'static Param {
        &PARAMS[self as usize]
    }

    /// Dotted name in the config.
    pub fn name(self) -> &'static str {
        self.param().name
    }

    /// Finds a key by its dotted name.
    pub fn find(name: &str) -> Option<Self> {
        PARAMS.iter().find(|param| param.name == name).map(|param| param.key)
    }
}

impl Param {
    /// The unit that is shown behind a value, empty where there is none.
    pub fn unit(&self) -> &'static str {
        match self.kind {
            Integer(_, _, noun) => noun,
            kind => kind.dimension().map_or("", Dimension::base_unit),
        }
    }

    /// Whether the key says its own unit, so that a bare number is not ambiguous.
    pub fn names_its_unit(&self) -> bool {
        ["_w", "_gbps", "_pflops"].iter().any(|suffix| self.name.ends_with(suffix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_index_the_table() {
        for (at, param) in PARAMS.iter().enumerate() {
            assert_eq!(param.key as usize, at, "{}", param.name);
            assert_eq!(Key::find(param.name), Some(param.key));
        }
    }

    #[test]
    fn no_two_parameters_share_a_name() {
        let mut names: Vec<&str> =
            PARAMS.iter().flat_map(|param| param.aliases.iter().copied().chain([param.name])).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
