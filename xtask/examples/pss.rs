//! Prints the score of the Pod Security Standards for the oracles in the folder that is named.

#[path = "../src/conformance/pss.rs"]
mod pss;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).expect("the folder of the oracles");
    pss::run(std::path::Path::new(&folder))
}
