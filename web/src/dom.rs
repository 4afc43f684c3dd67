//! Elements of the page, put together step by step: `el("p").class("quiet").with(words.keys_note)`.
//!
//! yew's `html!` writes out all the work again for every element, some 420 bytes of code each: 100
//! KB for this page. Here every step is a call of a function that is there once. Only areas, which
//! are components, are still made by the macro.

use std::rc::Rc;
use yew::virtual_dom::{
    AttrValue, AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VNode, VTag,
};
use yew::{Html, events::Event};

macro_rules! attributes {
    ($($attr:ident $name:literal)*) => {
        /// An attribute of an element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Attr {
            $(#[doc = concat!("`", $name, "`")] $attr,)*
        }

        /// The names of all attributes. Every element keeps its values in this order, so that yew
        /// compares an element with the one before it place by place, without looking up names.
        static NAMES: [&str; [$($name),*].len()] = [$($name),*];
    };
}

attributes! {
    Class "class"
    Id "id"
    Inert "inert"
    Type "type"
    Role "role"
    Title "title"
    TabIndex "tabindex"
    Label "aria-label"
    LabelledBy "aria-labelledby"
    Checked "aria-checked"
    Current "aria-current"
    Disabled "aria-disabled"
    Expanded "aria-expanded"
    Hidden "aria-hidden"
    Live "aria-live"
    Modal "aria-modal"
    Open "open"
    Pressed "aria-pressed"
    ValueText "aria-valuetext"
    DataKey "data-key"
    DataMessage "data-message"
    DataPanel "data-panel"
    DataServer "data-server"
    AutoCapitalize "autocapitalize"
    Max "max"
    MaxLength "maxlength"
    Min "min"
    Placeholder "placeholder"
    Scope "scope"
    Selected "selected"
    SpellCheck "spellcheck"
    Step "step"
    Value "value"
    ViewBox "viewBox"
    PreserveAspectRatio "preserveAspectRatio"
    Transform "transform"
    D "d"
    Cx "cx"
    Cy "cy"
    R "r"
    X "x"
    X1 "x1"
    X2 "x2"
    Y1 "y1"
    Y2 "y2"
    Dy "dy"
    Y "y"
    Width "width"
    Height "height"
    Rx "rx"
    TextAnchor "text-anchor"
    PathLength "pathLength"
    Dashes "stroke-dasharray"
}

/// An element. Boxed, so that a step takes and returns no more than an address.
#[must_use = "an element is seen only inside of another"]
pub struct El(Box<VTag>);

/// An element with nothing in it.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    let mut tag = VTag::new(tag);
    let values = vec![None; NAMES.len()].into_boxed_slice();
    tag.set_attributes(Attributes::Dynamic { keys: &NAMES, values });
    El(Box::new(tag))
}

/// Several pieces without an element round them.
pub fn pieces(all: impl IntoIterator<Item = impl Piece>) -> Html {
    let mut pieces = Vec::new();
    for piece in all {
        add(&mut pieces, piece.html());
    }
    list(pieces)
}

#[inline(never)]
fn add(pieces: &mut Vec<Html>, piece: Html) {
    pieces.push(piece);
}

/// Nothing: a place where something may appear later. Pieces without keys are told apart by their
/// places.
#[inline(never)]
pub fn nothing() -> Html {
    Html::default()
}

#[inline(never)]
fn list(pieces: Vec<Html>) -> Html {
    VNode::from(VList::from(pieces))
}

impl El {
    /// With an attribute, if there is a value.
    #[inline(never)]
    pub fn set(self, attr: Attr, value: impl Words) -> Self {
        self.put(attr, value.words())
    }

    #[inline(never)]
    fn put(mut self, attr: Attr, value: Option<AttrValue>) -> Self {
        if let Attributes::Dynamic { values, .. } = &mut self.0.attributes {
            values[attr as usize] = value.map(AttributeOrProperty::Attribute);
        }
        self
    }

    /// Of a class.
    pub fn class(self, class: impl Words) -> Self {
        self.set(Attr::Class, class)
    }

    /// Of a class, and of others that are only there sometimes.
    #[inline(never)]
    pub fn classes(self, always: &str, sometimes: &[(bool, &str)]) -> Self {
        let mut class = String::from(always);
        for (on, name) in sometimes {
            if *on {
                class.push(' ');
                class.push_str(name);
            }
        }
        self.class(class)
    }

    /// With a name for those who do not see it.
    pub fn label(self, label: impl Words) -> Self {
        self.set(Attr::Label, label)
    }

    /// With a note for those who point at it.
    pub fn title(self, title: impl Words) -> Self {
        self.set(Attr::Title, title)
    }

    /// Something else than its tag says.
    pub fn role(self, role: &'static str) -> Self {
        self.set(Attr::Role, role)
    }

    /// Whether it is switched on, for a button that switches.
    pub fn pressed(self, on: bool) -> Self {
        self.set(Attr::Pressed, on)
    }

    /// Not read to anybody.
    pub fn unread(self) -> Self {
        self.set(Attr::Hidden, true)
    }

    /// With the key that does the same as pressing it, if there is one. It is drawn by the style, so
    /// that it is no part of the name.
    #[inline(never)]
    pub fn shortcut(self, key: &'static str) -> Self {
        if key.is_empty() { self } else { self.with(el("kbd").unread().set(Attr::DataKey, key)) }
    }

    /// It cannot be used for this reason, if there is one.
    #[inline(never)]
    pub fn disabled(self, why: Option<AttrValue>) -> Self {
        let disabled = why.as_ref().map(|_| "true");
        self.title(why).set(Attr::Disabled, disabled)
    }

    /// Known to be the same one by this key when its neighbours change.
    #[inline(never)]
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// A field in which this stands.
    #[inline(never)]
    pub fn value(mut self, value: String) -> Self {
        self.0.set_value(Some(AttrValue::from(value)));
        self
    }

    /// Hears an event.
    #[inline(never)]
    pub fn on(mut self, heard: Heard) -> Self {
        self.0.add_listener(heard);
        self
    }

    /// With a piece at its end.
    #[inline(never)]
    pub fn with(self, piece: impl Piece) -> Self {
        self.push(piece.html())
    }

    #[inline(never)]
    fn push(mut self, piece: Html) -> Self {
        self.0.add_child(piece);
        self
    }

    /// With several pieces at its end. They keep together: if they have keys, their other
    /// neighbours need none.
    pub fn all(self, all: impl IntoIterator<Item = impl Piece>) -> Self {
        self.push(pieces(all))
    }
}

impl From<El> for Html {
    #[inline(never)]
    fn from(el: El) -> Self {
        Self::from(*el.0)
    }
}

/// What can stand inside an element.
pub trait Piece {
    /// As yew has it.
    fn html(self) -> Html;
}

impl Piece for Html {
    fn html(self) -> Html {
        self
    }
}

impl Piece for El {
    fn html(self) -> Html {
        self.into()
    }
}

impl<P: Piece> Piece for Option<P> {
    fn html(self) -> Html {
        self.map_or_else(nothing, Piece::html)
    }
}

/// What can stand in an attribute, and as text.
pub trait Words {
    /// As yew has it; `None` for an attribute that is not there.
    fn words(self) -> Option<AttrValue>;
}

impl Words for &'static str {
    fn words(self) -> Option<AttrValue> {
        Some(AttrValue::Static(self))
    }
}

impl Words for AttrValue {
    fn words(self) -> Option<AttrValue> {
        Some(self)
    }
}

impl Words for bool {
    fn words(self) -> Option<AttrValue> {
        Some(AttrValue::Static(if self { "true" } else { "false" }))
    }
}

impl<W: Words> Words for Option<W> {
    fn words(self) -> Option<AttrValue> {
        self.and_then(Words::words)
    }
}

macro_rules! words_by_printing {
    ($($kind:ty)*) => {
        $(impl Words for $kind {
            fn words(self) -> Option<AttrValue> {
                Some(AttrValue::from(self.to_string()))
            }
        })*
    };
}

words_by_printing! { String u32 usize }

macro_rules! text {
    ($($kind:ty)*) => {
        $(impl Piece for $kind {
            fn html(self) -> Html {
                text(self.words())
            }
        })*
    };
}

text! { &'static str String AttrValue u32 }

#[inline(never)]
fn text(words: Option<AttrValue>) -> Html {
    VNode::from(yew::virtual_dom::VText::new(words.unwrap_or_default()))
}

/// Something that hears an event.
pub type Heard = Rc<dyn Listener>;

/// What is done with an event.
struct Hearing {
    /// A function, since cloning a kind takes more code than everything else here.
    kind: fn() -> ListenerKind,
    does: Box<dyn Fn(&Event)>,
}

impl Listener for Hearing {
    fn kind(&self) -> ListenerKind {
        (self.kind)()
    }

    fn handle(&self, event: Event) {
        (self.does)(&event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// Something that does this with events of a kind.
#[inline(never)]
#[must_use]
pub fn hear(kind: fn() -> ListenerKind, does: Box<dyn Fn(&Event)>) -> Heard {
    Rc::new(Hearing { kind, does })
}
