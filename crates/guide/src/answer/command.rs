//! `{{#command ...}}`: what a start script calls.

use flink_memory::start_script::{Place as Installation, Script, ScriptEnvironment, Start, command_line};

use super::{block, fenced, question};
use crate::replace::Place;
use crate::words::Words;

/// `{{#command [script=FILE] [java=NUMBER] [part=jvm|options|program|all] [arguments=TEXT] [variables] [alone] QUESTION}}`: the words with which
/// a script calls Java, a line for each argument, below the configuration file and the call unless they stand `alone`. `part` is what stands
/// before the class path, the same without where the log goes, or the class and what follows. `arguments` stand behind `start-foreground`;
/// variables are `JVM_ARGS`, `FLINK_ENV_JAVA_OPTS` and `FLINK_ENV_JAVA_OPTS_TM`.
pub(super) fn command(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let script = words.take("script")?.unwrap_or_else(|| Script::TaskManager.file().to_owned());
    let known = || Script::ALL.map(Script::file).join(", ");
    let script = Script::from_file(&script).ok_or_else(|| format!("there is no script `{script}`; there are {}", known()))?;
    let java = words.take("java")?.map_or(Ok(17), |text| text.parse().map_err(|_| format!("`java={text}` is no number")))?;
    let is_alone = words.single("alone");
    let part = words.take("part")?;
    let arguments: Vec<String> = words.take("arguments")?.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let mut call = String::new();
    let mut variable = |name: &str| -> Result<String, String> {
        let value = words.take(name)?.unwrap_or_default();
        if !value.is_empty() {
            call.extend([name, "=\"", &value, "\" "]);
        }
        Ok(value)
    };
    let mut environment = ScriptEnvironment {
        jvm_args: variable("JVM_ARGS")?,
        java_options: variable("FLINK_ENV_JAVA_OPTS")?,
        own_java_options: variable("FLINK_ENV_JAVA_OPTS_TM")?,
        ..ScriptEnvironment::default()
    };
    call.extend(["bin/", script.file(), " start-foreground"]);
    call.extend(arguments.iter().flat_map(|word| [" ", word]));
    let request = question(words, place)?;
    environment.heap = request.environment.clone();
    if !script.is_in(request.release) {
        return Err(format!("Flink {} has no {}", request.release, script.file()));
    }
    let mut with_arguments = request.configuration.clone();
    for (key, value) in dynamic(script.heard(request.release, &arguments)) {
        with_arguments.set(key, value);
    }
    let start = Start {
        release: request.release,
        script,
        is_daemon: false,
        arguments: &arguments,
        entry_point: "kubernetes-application",
        file_name: "config.yaml",
        file: &request.configuration,
        with_arguments: &with_arguments,
        java,
        environment,
        place: Installation { home: "/opt/flink".to_owned(), user: "flink".to_owned(), host: "host".to_owned() },
    };
    let line = command_line(&start).map_err(|failure| format!("Flink refuses this: {}", failure.error))?;
    let class = line.iter().position(|word| word == "-classpath").ok_or("the script calls no class")?;
    let (before, behind) = line.split_at_checked(class).ok_or("the script calls no class")?;
    let log = before.iter().position(|word| word.starts_with("-Dlog")).unwrap_or(before.len());
    let shown = match part.as_deref() {
        None | Some("all") => &line,
        Some("jvm") => before,
        Some("options") => before.get(..log).unwrap_or(before),
        Some("program") => behind.get(2..).unwrap_or(behind),
        Some(part) => return Err(format!("there is no part `{part}`; there are jvm, options, program, all")),
    };
    let answer = fenced("text", &lines(shown).join("\n"));
    Ok(if is_alone { answer } else { fenced("yaml", &block::configuration(&request)) + &fenced("sh", &call) + &answer })
}

/// Keys and values of `-Dkey=value` and `-D key=value`.
fn dynamic(arguments: &[String]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let pair = if word == "-D" { words.next().map(String::as_str) } else { word.strip_prefix("-D") };
        found.extend(pair.and_then(|pair| pair.split_once('=')).map(|(key, value)| (key.to_owned(), value.to_owned())));
    }
    found
}

/// A line for each argument; a name and its value stand together.
fn lines(words: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(name) if matches!(name.as_str(), "-D" | "-classpath" | "--configDir" | "--executionMode" | "--host" | "--webui-port") => {
                name.push(' ');
                name.push_str(word);
            }
            _ => lines.push(word.clone()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;

    fn answer(text: &str) -> Result<String, String> {
        let mut words = Words::read(text)?;
        let answer = command(&mut words, &mut Place::new(&LANGUAGES[0]))?;
        words.nothing_else().map(|()| answer)
    }

    #[test]
    fn a_call_is_told_with_what_comes_of_it() {
        let text = "script=jobmanager.sh part=options release=1.16 arguments=\"-D jobmanager.memory.process.size=2g\" \
                    jobmanager.memory.process.size=1600m";
        assert_eq!(
            answer(text).as_deref(),
            Ok("\n```yaml\njobmanager.memory.process.size: 1600m\n```\n\n```sh\nbin/jobmanager.sh start-foreground -D \
                jobmanager.memory.process.size=2g\n```\n\n```text\n-Xmx1530082096\n-Xms1530082096\n-XX:MaxMetaspaceSize=268435456\n```\n")
        );
    }

    #[test]
    fn names_and_values_stand_in_one_line() {
        let answer = answer("part=program alone taskmanager.memory.process.size=2g");
        let is_whole = |text: &str| text.contains("\n--configDir /opt/flink/conf\n-D taskmanager.memory.network.min=166429984b\n");
        assert!(answer.as_deref().is_ok_and(is_whole), "{answer:?}");
    }

    #[test]
    fn what_there_is_not_is_told() {
        for (text, told) in [
            ("script=start.sh", "there is no script `start.sh`; there are taskmanager.sh,"),
            ("script=kubernetes-taskmanager.sh release=1.12", "Flink 1.12 has no kubernetes-taskmanager.sh"),
            ("part=end taskmanager.memory.process.size=2g", "there is no part `end`"),
            ("taskmanager.memory.process.size=2", "Flink refuses this: "),
        ] {
            assert!(answer(text).is_err_and(|said| said.starts_with(told)), "{text}");
        }
    }
}
