//! Holds the page against axe-core's rules, inside the browser.

use fantoccini::Client;
use serde_json::Value;

use crate::Outcome;

/// Runs in the page after axe-core; one line for each element that breaks a rule.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(
        ({ violations }) => done(violations.flatMap(({ id, help, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')}\\n    ${failureSummary}`))),
        (error) => done([`axe-core failed: ${error}`]),
    );";

/// Every violation, in axe-core's words.
pub async fn violations(client: &Client) -> Outcome<Vec<String>> {
    let script = std::env::var_os("AXE").ok_or("AXE does not name the script of axe-core; `cargo xtask test --only e2e` sets it")?;
    client.execute(&std::fs::read_to_string(script)?, Vec::new()).await?;
    let violations = client.execute_async(RUN, Vec::new()).await?;
    let violations = violations.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(violations.iter().map(|violation| violation.as_str().map_or_else(|| Value::to_string(violation), str::to_owned)).collect())
}
