//! Asks the linker for what `cargo xtask` parts the published page by: where in the module the address of something stands.

fn main() {
    let is_set = |name: &str, value: &str| std::env::var(name).is_ok_and(|set| set == value);
    if is_set("CARGO_CFG_TARGET_ARCH", "wasm32") && is_set("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
