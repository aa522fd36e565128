//! Makes sure that the folder of the web app exists, so that the server also builds before the web app does.

fn main() {
    let dist = "../web/dist";
    // The include then finds an empty folder, and the server says plainly that the web app was not built.
    if let Err(why) = std::fs::create_dir_all(dist) {
        println!("cargo:warning=cannot create {dist}: {why}");
    }
    println!("cargo:rerun-if-changed={dist}");
}
