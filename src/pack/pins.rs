//! The actions that generated workflows use, each pinned to a commit.

use std::fmt;

/// When this table was made. Nobody says that pins were checked on a plan's date.
pub const TABLE_DATE: &str = "November 2026";

/// How sure the table is that a SHA is the commit of its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The object was looked at in the action's own repository.
    CommitChecked,
    /// Newer than the copy at hand.
    Agreement,
}

impl Evidence {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::CommitChecked => "commit object checked in the action's own repository",
            Self::Agreement => "several independent public repositories pin this commit for this tag",
        }
    }
}

/// A pinned action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin {
    /// `owner/repo`, with the path of the action where it is not the root.
    pub action: &'static str,
    /// Tag of the commit.
    pub version: &'static str,
    /// The commit.
    pub sha: &'static str,
    /// When the version was made.
    pub released: &'static str,
    /// How the SHA was checked.
    pub evidence: Evidence,
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{} # {}", self.action, self.sha, self.version)
    }
}

/// The pins by the name that templates use.
#[derive(Clone, Copy, Debug)]
pub struct Pins {
    /// Checks the repository out.
    pub checkout: Pin,
    /// Installs Python.
    pub setup_python: Pin,
    /// Keeps files of a run.
    pub upload_artifact: Pin,
    /// Fetches them in another job.
    pub download_artifact: Pin,
    /// Starts CodeQL.
    pub codeql_init: Pin,
    /// Runs CodeQL.
    pub codeql_analyze: Pin,
    /// Signs the provenance of files.
    pub attest: Pin,
}

const CODEQL_VERSION: &str = "v4.38.3";
const CODEQL_SHA: &str = "24c54180a607b1449ed407dd24f251e4e9147c8d";
const CODEQL_RELEASED: &str = "about 2026-10-08";

/// The table.
pub static PINS: Pins = Pins {
    checkout: Pin {
        action: "actions/checkout",
        version: "v7.0.1",
        sha: "3d3c42e5aac5ba805825da76410c181273ba90b1",
        released: "2026-07-17",
        evidence: Evidence::CommitChecked,
    },
    setup_python: Pin {
        action: "actions/setup-python",
        version: "v7.0.0",
        sha: "5fda3b95a4ea91299a34e894583c3862153e4b97",
        released: "2026-07-19",
        evidence: Evidence::CommitChecked,
    },
    upload_artifact: Pin {
        action: "actions/upload-artifact",
        version: "v7.0.2",
        sha: "cf430e030ddbb5b0abf93d22962f4752f3646cd9",
        released: "2026-10-07",
        evidence: Evidence::Agreement,
    },
    download_artifact: Pin {
        action: "actions/download-artifact",
        version: "v8.0.2",
        sha: "9000827ccba6bdab643e8b6fd33ac0654aef8333",
        released: "2026-10-07",
        evidence: Evidence::Agreement,
    },
    codeql_init: Pin {
        action: "github/codeql-action/init",
        version: CODEQL_VERSION,
        sha: CODEQL_SHA,
        released: CODEQL_RELEASED,
        evidence: Evidence::Agreement,
    },
    codeql_analyze: Pin {
        action: "github/codeql-action/analyze",
        version: CODEQL_VERSION,
        sha: CODEQL_SHA,
        released: CODEQL_RELEASED,
        evidence: Evidence::Agreement,
    },
    attest: Pin {
        action: "actions/attest",
        version: "v4.2.2",
        sha: "1e69f48acb82d1966a394da916b4c1698aa569d6",
        released: "2026-08-04",
        evidence: Evidence::CommitChecked,
    },
};

impl Pins {
    /// All pins.
    pub fn all(&self) -> [Pin; 7] {
        [
            self.checkout,
            self.setup_python,
            self.upload_artifact,
            self.download_artifact,
            self.codeql_init,
            self.codeql_analyze,
            self.attest,
        ]
    }
}
