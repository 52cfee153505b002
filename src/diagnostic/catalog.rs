//! Every code there is. Ids are stable: they are added, never reused.

use super::{Article, Code, Severity};

macro_rules! catalog {
    ($($name:ident $id:literal $severity:ident $title:literal $explanation:literal)*) => {
        $(
            #[doc = $title]
            pub static $name: Code = Code {
                id: $id,
                severity: Severity::$severity,
            };
        )*
        /// All codes with their explanations, in the order of their ids.
        pub static CATALOG: &[Article] = &[$(Article { code: &$name, title: $title, explanation: $explanation }),*];
    };
}

catalog! {
    NOT_UTF8 "WP101" Error "the input is not UTF-8"
    "Plans, configs and manifests are UTF-8 text. Save the file as UTF-8 (with or without a byte order mark) in the editor, or convert it, for example with `iconv -f LATIN1 -t UTF-8`."

    TOO_LARGE "WP102" Error "the input is too large"
    "A plan may have up to 16 MiB, a config file, a config block or front matter up to 256 KiB. A plan that is larger is nearly always another file picked by mistake, or one with pictures pasted in as text. Move those out of the plan. What takes much memory has limits of its own, far beyond what people write: lines and marks of Markdown, entries, lines of one list item, problems. The page about limits in the guide lists all."

    EMPTY "WP103" Error "the input is empty"
    "There is nothing to read. `wattpack example` prints a complete plan to start from."

    TOO_DEEP "WP104" Error "the Markdown is nested too deeply"
    "Lists and quotes may be nested 64 levels deep. Text that goes deeper can't be read by people and makes Markdown readers slow."

    BAD_BLOCK "WP105" Error "a config block or the front matter can't be parsed"
    "A fenced block with the info string `json cluster`, `toml cluster` or `yaml cluster`, and front matter between `---` (YAML) or `+++` (TOML), are read by strict parsers. JSON allows no comments and no trailing commas. YAML anchors, aliases, tags and several documents in one block are not taken. The message says where the parser stopped."

    MISSING_UNIT "WP201" Error "a quantity has no unit"
    "In lists and tables a power, a bandwidth or a compute rate needs its unit, because `5` may mean W, kW or MW. Write it behind the number (`5 MW`), in a Unit column, or in brackets behind the name (`Node power (kW)`). Only the full key names with the unit in them (`it_cap_w`, `host_link_gbps`) take a bare number."

    WRONG_UNIT "WP202" Error "the unit does not fit the quantity"
    "Power is read in W, kW, MW or GW; bandwidth in Mbit/s, Gbit/s or Tbit/s (also Gbps, Gb/s, G); compute in TFLOPS, PFLOPS or EFLOPS; fractions bare or in %. Upper and lower case matter only where they change the meaning: `mW` is a milliwatt and is not read."

    NOT_A_NUMBER "WP203" Error "the value is not a number"
    "Numbers are written with a point as decimal mark: `10.2`, `1e6`, `5 000 000` or `5_000_000`. A decimal comma (`10,2`) is not read."

    OUT_OF_RANGE "WP204" Error "the value is outside its range"
    "Each parameter has a range; `wattpack schema config` lists them all. Powers, port counts and bandwidths are positive (INV-003)."

    NOT_FINITE "WP205" Error "the value is not finite"
    "NaN and infinity are no quantities, and a number too large for a 64-bit float becomes infinite. Write the number that the plan means."

    WRONG_TYPE "WP206" Error "the value has the wrong type"
    "In a config block or a config file the types are strict: numbers are JSON numbers in the base unit of the key, never text or booleans; a key that is not wanted is left out instead of being set to null."

    UNKNOWN_KEY "WP207" Error "unknown key"
    "Keys of a config are checked, because a misspelt key would otherwise fall back to a placeholder without a word. The help names the nearest known key."

    CONTRADICTION "WP208" Error "the plan says two things about one parameter"
    "Layers may override each other (a config block wins over a table), but inside one layer a parameter has one value. Remove one of the two places, or make them equal."

    DUPLICATE_KEY "WP209" Error "a key stands twice in one object"
    "JSON readers disagree about which of the two counts, so neither is taken. Remove one."

    NEAR_MISS "WP210" Warning "this looks like a parameter with a misspelt name"
    "The name in front of the number is nearly, but not exactly, one that is read, so the number is not used and the parameter keeps its default. Correct the name; `wattpack schema config` lists the keys."

    NO_VALUE "WP211" Warning "a parameter is named, but no value follows"
    "Prose is never guessed at. Write a number behind the name, or word the line differently if it is not meant as a value."

    DOUBTFUL_COMMA "WP212" Note "a comma was read as a thousands separator"
    "`1,720` is read as 1720. Where a decimal comma was meant, write a point. `1,720,000` and `1,720.5` leave no doubt."

    INFERRED "WP213" Note "a value was inferred from the title or a file name"
    "Nothing in the plan states the parameter, but its title or a file name such as `5mw_cluster_memo.md` does. State it in a table, a list or a config block to be independent of names."

    UNUSED_BLOCK "WP214" Warning "a fenced block looks like a config but is not read"
    "Only the info strings `json cluster`, `toml cluster` and `yaml cluster` mark a config block."

    MEANT "WP215" Note "a line may mean a parameter that the plan leaves open"
    "Only lines with a name that is known are read. This one has another name, but its unit and its words fit a parameter that the plan leaves open. Write it under the name that the help gives, or leave it, if it means something else. Caps are IT power: what a facility draws includes cooling and losses, so divide it by the power usage effectiveness (PUE)."

    RADIX_SPLIT "WP301" Error "the leaf switch has fewer ports than the plan uses (INV-002)"
    "`fabric.leaf_host_ports + fabric.leaf_uplink_ports` may be at most `leaf.ports`. A split that the plan sets is never repaired silently: lower one of the two, take a larger leaf switch, or leave the split out to get half and half."

    PAIR_INCOMPLETE "WP302" Error "two keys need each other"
    "A peak compute rate says nothing without its number format, and a number format nothing without a rate: give `node.peak_pflops` and `node.precision` together, or neither."

    BEYOND_RANGE "WP303" Error "a derived number is too large"
    "Counts and powers are exact up to 2^53 (about 9.0e15); beyond that a 64-bit float skips integers and no answer could be trusted. Check the units of the values named."

    UNSAFE_PATH "WP401" Error "a path would leave the pack or can't exist everywhere"
    "Paths of a pack are relative, with `/` between names made of letters, digits, `.`, `_`, `-` and `+`. Absolute paths, `..`, backslashes, drive letters, device names such as `NUL`, names that end in a dot, and names longer than 100 characters are refused, because the pack must unpack to the same tree on every system."

    UNKNOWN_FILE "WP402" Warning "the plan lists a file that nothing makes"
    "wattpack makes the files it knows, and copies fenced blocks whose info string has `file=PATH`. Supply the file as such a block, or take it off the list."

    SHADOWED_FILE "WP403" Error "a `file=` block names a file that is generated"
    "Generated files are the same for everybody who has the plan; a block can't replace them. Give the block another path."

    GATE_BROKEN "WP404" Error "a `file=` block breaks a security gate of the pack"
    "Workflows in a pack pin every action to a full 40-character commit SHA with a version comment on the same line (GATE-SEC-001, GATE-SEC-003). Pin the action, for example `uses: actions/checkout@<sha> # v7.0.1`."

    PATH_COLLISION "WP405" Error "two files of the pack would share one path"
    "Two entries name the same path, or paths that differ only in case, or one path is a folder of the other. On some systems one would overwrite the other."

    FIXED_PLACE "WP406" Error "a file stands where it has no effect"
    "GitHub reads workflows only from `.github/workflows`, Dependabot's config only from `.github/dependabot.yml`, and CODEOWNERS only from the root, `docs` or `.github`. Python finds its project file and GitHub the security policy in the root. Give the path that works."

    NO_ARCHITECTURE "WP407" Note "the plan asks to keep an architecture text that it does not hold"
    "The memo keeps the text below a heading that contains the word Architecture. Add such a section to the plan to have it carried over."

    NOTHING_FITS "WP501" Warning "no node fits"
    "The answer is zero nodes, which holds the cap and is the correct optimum (INV-006), but rarely what was planned. The message says what stops the first node."

    NOT_A_PACK "WP601" Error "this is not a pack"
    "A pack is a folder or a zip with `plan.md` and `wattpack.json`, as `wattpack build` makes it."

    FILE_CHANGED "WP602" Error "a file differs from what the plan gives"
    "The file was edited after it was made, or damaged. Rebuild the pack from its plan, or move the change into the plan."

    FILE_MISSING "WP603" Error "a file of the pack is missing"
    "The plan gives this file, but the pack does not hold it. Rebuild the pack from its plan."

    FILE_ADDED "WP604" Error "the pack holds a file that the plan does not give"
    "A pack holds what its plan gives and nothing else (`.git` and `__pycache__` are ignored). Remove the file, or bring it into the plan as a `file=` block."

    OTHER_GENERATOR "WP605" Error "the pack was made by another version of wattpack"
    "Only the version that made a pack can render the same bytes again. Verify it with that version, or rebuild it with this one."

    REQUIREMENT_FAILED "WP606" Error "a requirement of the plan does not hold"
    "The check behind this requirement id failed on the files of the pack. The message says where."

    ARCHIVE_REPACKED "WP607" Error "the archive was packed again"
    "Every file is as the plan gives it, but the zip around them is not the one that wattpack writes, so its SHA-256 and any attestation of it do not match. Build the archive again."

    BAD_ARCHIVE "WP608" Error "the archive can't be read"
    "The zip is damaged, or it holds something that a pack never does: links, absolute paths, names that some systems take for others, several top folders, entries that share bytes or unpack to more than they say, data that belongs to no entry, encryption, zip64."

    NOT_FINISHED "WP609" Error "a build into the folder is not finished"
    "A build with `--force` into a folder was ended from outside on its way, or is still at work. What it had not yet put into its place lies in the folder `.wattpack-update-...`. Build with `--force` into the same folder again: files of both builds are known, so the new pack comes out whole, your own files stay, and the rest is cleaned up."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_in_order() {
        let ids: Vec<_> = CATALOG.iter().map(|article| article.code.id).collect();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids, sorted);
    }
}
