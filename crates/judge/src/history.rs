//! A list that only grows, whose copies share what they have in common.

use std::sync::Arc;

/// Items in a sealed chunk.
const CHUNK: usize = 64;

/// A list that grows at its end and changes rarely elsewhere. A copy costs a pointer for every
/// [`CHUNK`] items and the items of the last chunk: the timeline keeps many copies.
#[derive(Clone, Debug)]
pub(crate) struct Shared<T> {
    sealed: Vec<Arc<[T]>>,
    tail: Vec<T>,
}

impl<T: Clone> Shared<T> {
    pub(crate) fn new() -> Self {
        Self { sealed: Vec::new(), tail: Vec::new() }
    }

    pub(crate) fn len(&self) -> usize {
        self.sealed.len() * CHUNK + self.tail.len()
    }

    pub(crate) fn push(&mut self, item: T) {
        self.tail.push(item);
        if self.tail.len() == CHUNK {
            self.sealed.push(self.tail.as_slice().into());
            self.tail.clear();
        }
    }

    pub(crate) fn get(&self, place: usize) -> Option<&T> {
        match self.sealed.get(place / CHUNK) {
            Some(chunk) => chunk.get(place % CHUNK),
            None => self.tail.get(place.checked_sub(self.sealed.len() * CHUNK)?),
        }
    }

    /// Puts an item at a place, and `gap` at the places before it that have none yet.
    pub(crate) fn set(&mut self, place: usize, item: T, gap: T) {
        while self.len() < place {
            self.push(gap.clone());
        }
        let start = self.sealed.len() * CHUNK;
        if place == self.len() {
            self.push(item);
        } else if let Some(chunk) = self.sealed.get_mut(place / CHUNK) {
            Arc::make_mut(chunk)[place % CHUNK] = item;
        } else {
            self.tail[place - start] = item;
        }
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.sealed.iter().flat_map(|chunk| chunk.iter()).chain(&self.tail)
    }

    /// Roughly how many bytes a copy takes for itself.
    pub(crate) fn weight(&self) -> usize {
        size_of::<Self>() + self.sealed.len() * size_of::<Arc<[T]>>() + CHUNK * size_of::<T>()
    }
}

#[cfg(test)]
mod tests {
    use super::Shared;

    #[test]
    fn a_copy_shares_its_past_and_keeps_it() {
        let mut list = Shared::new();
        (0..200).for_each(|number| list.push(number));
        let copy = list.clone();
        list.set(10, 1000, 0);
        list.set(199, 1001, 0);
        list.set(205, 1002, 7);
        assert_eq!(copy.iter().copied().collect::<Vec<_>>(), (0..200).collect::<Vec<_>>());
        assert_eq!((list.get(10), list.get(199), list.get(200)), (Some(&1000), Some(&1001), Some(&7)));
        assert_eq!((list.get(205), list.get(206), list.len()), (Some(&1002), None, 206));
        assert_eq!(list.iter().count(), list.len());
    }
}
