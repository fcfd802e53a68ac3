//! The configuration as text that can be taken away: the text that was brought with the settings in it, or one made anew.

use flink_memory::{Derivation, Release, Request};
use flink_memory_formats::write::{Scope, Target, convert_flink_conf, write};
use flink_memory_formats::{Finding, Format, NotEditable};

use super::Document;
use crate::text::Words;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// The text that was brought, changed where the settings were changed.
    Brought,
    /// The `flink-conf.yaml` that was brought, as a `config.yaml`.
    Converted,
    /// A text of its own.
    New(Target),
    /// The picture in dots.
    Png,
}

/// A text to take away.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// What it cannot say.
    pub findings: Vec<Finding>,
    /// What its file is called.
    pub file_name: String,
    /// The media type of its file.
    pub media_type: &'static str,
}

impl Writing {
    /// Everything that can be written with or without a text that was brought.
    pub fn all(document: Option<&Document>) -> impl Iterator<Item = Writing> {
        let brought = document.filter(|document| document.is_editable());
        let is_line_file = brought.is_some_and(|document| document.reading.format == Format::FlinkConf);
        let of_brought = brought.map(|_| Writing::Brought).into_iter().chain(is_line_file.then_some(Writing::Converted));
        of_brought.chain(Target::ALL.map(Writing::New)).chain([Writing::Png])
    }

    /// What was chosen, as far as it is there; or else the text that was brought, or the file that the release reads.
    pub fn offered(document: Option<&Document>, chosen: Option<Writing>, request: &Request) -> Writing {
        let file = if request.release < Release::V1_19 { Target::FlinkConf } else { Target::ConfigYamlNested };
        let is_there = |writing: &Writing| Writing::all(document).any(|known| known == *writing);
        chosen.into_iter().chain([Writing::Brought]).find(is_there).unwrap_or(Writing::New(file))
    }

    /// A stable name for links and element ids.
    pub fn id(self) -> &'static str {
        match self {
            Writing::Brought => "brought",
            Writing::Converted => "converted",
            Writing::New(target) => target.id(),
            Writing::Png => "png",
        }
    }

    /// What has this stable name.
    pub fn from_id(id: &str) -> Option<Writing> {
        let own = [Writing::Brought, Writing::Converted, Writing::Png];
        own.into_iter().find(|own| own.id() == id).or_else(|| Target::from_id(id).map(Writing::New))
    }

    /// Whether it is shown as a picture and not as text.
    pub const fn is_picture(self) -> bool {
        matches!(self, Writing::New(Target::Svg) | Writing::Png)
    }

    /// How much of the configuration can be written.
    pub fn scopes(self) -> &'static [Scope] {
        match self {
            Writing::New(target) => target.scopes(),
            Writing::Brought | Writing::Converted | Writing::Png => &[Scope::Set],
        }
    }

    /// The text, which for the picture in dots is the drawing that it is made of. Our own words in it are in the language of the page.
    ///
    /// # Errors
    /// [`NotEditable`] where the text that was brought cannot be changed.
    pub fn write(
        self,
        scope: Scope,
        document: Option<&Document>,
        request: &Request,
        derivation: &Derivation,
        words: Words,
    ) -> Result<Written, NotEditable> {
        let target = match (self, document) {
            (Writing::Brought, Some(document)) => {
                let edited = document.with(request)?;
                let (file_name, media_type) = (document.file_name().to_owned(), "text/plain");
                return Ok(Written { text: edited.text, findings: edited.findings, file_name, media_type });
            }
            (Writing::Converted, Some(document)) => {
                let mut edited = document.with(request)?;
                let converted = convert_flink_conf(&edited.text, request.release);
                edited.findings.extend(converted.findings);
                let target = Target::ConfigYamlFlat;
                let (file_name, media_type) = (target.file_name(request), target.media_type());
                return Ok(Written { text: converted.text, findings: edited.findings, file_name, media_type });
            }
            (Writing::New(target), _) => target,
            (Writing::Png | Writing::Brought | Writing::Converted, _) => Target::Svg,
        };
        let written = write(target, scope, request, derivation, &|phrase| words.phrase(phrase));
        let (mut file_name, mut media_type) = (target.file_name(request), target.media_type());
        if self == Writing::Png {
            (file_name, media_type) = ([file_name.strip_suffix(".svg").unwrap_or(&file_name), ".png"].concat(), "image/png");
        }
        Ok(Written { text: written.text, findings: written.findings, file_name, media_type })
    }
}
