//! Starts the board in the page.

fn main() {
    web::start();
}
