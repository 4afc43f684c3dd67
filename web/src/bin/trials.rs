//! The worker of the timing laboratory: a program of its own, without a page, loaded when the laboratory is
//! opened. It runs elections and draws their curves, so that the page stays free.

#[path = "../platform/scope.rs"]
mod scope;

fn main() {
    scope::start();
}
