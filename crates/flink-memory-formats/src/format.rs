//! The formats that are read, by name. What each looks like stands in its own module.

/// A kind of text that holds Flink configuration, or what came of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `flink-conf.yaml`: Flink's own line rules.
    FlinkConf,
    /// `config.yaml`: YAML 1.2.
    ConfigYaml,
    /// Arguments: a list of `-D`, or a whole line of `ps`.
    Arguments,
    /// The log of a process that starts, or the output of a start script.
    Log,
    /// Kubernetes or compose manifests.
    Manifest,
    /// `FLINK_PROPERTIES` of an environment.
    FlinkProperties,
    /// An answer of Flink's REST API.
    Rest,
    /// `SET` lines of the SQL client.
    Sql,
    /// `jcmd VM.flags` or `VM.command_line`.
    JvmFlags,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 9] = [
        Format::FlinkConf,
        Format::ConfigYaml,
        Format::Arguments,
        Format::Log,
        Format::Manifest,
        Format::FlinkProperties,
        Format::Rest,
        Format::Sql,
        Format::JvmFlags,
    ];

    /// A stable name for the JS API.
    pub const fn id(self) -> &'static str {
        match self {
            Format::FlinkConf => "flink-conf",
            Format::ConfigYaml => "config-yaml",
            Format::Arguments => "arguments",
            Format::Log => "log",
            Format::Manifest => "manifest",
            Format::FlinkProperties => "flink-properties",
            Format::Rest => "rest",
            Format::Sql => "sql",
            Format::JvmFlags => "jvm-flags",
        }
    }

    /// What a file of this format is called.
    pub const fn file_name(self) -> &'static str {
        match self {
            Format::FlinkConf => "flink-conf.yaml",
            Format::ConfigYaml => "config.yaml",
            Format::Arguments => "arguments.txt",
            Format::Log => "flink.log",
            Format::Manifest => "manifest.yaml",
            Format::FlinkProperties => "flink.env",
            Format::Rest => "answer.json",
            Format::Sql => "flink.sql",
            Format::JvmFlags => "vm-flags.txt",
        }
    }

    /// The format with this stable name.
    pub fn from_id(id: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.id() == id)
    }

    /// Whether [`crate::edit`] can give a text of this format back with its configuration changed.
    pub const fn is_editable(self) -> bool {
        matches!(self, Format::FlinkConf | Format::ConfigYaml | Format::Manifest)
    }
}
