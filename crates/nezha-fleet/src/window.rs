//! Which entries of a long list are on the screen. Only those exist.

use std::ops::Range;

/// Items that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// How many there are.
    pub items: usize,
    /// Whether only the heading is shown.
    pub folded: bool,
}

impl Section {
    fn shown(self) -> usize {
        if self.folded { 0 } else { self.items }
    }
}

/// A list of equally high items, several beside each other, in sections that may have headings. In CSS pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// The sections, from the top.
    pub sections: Vec<Section>,
    /// How many items stand beside each other; at least 1.
    pub columns: usize,
    /// From the top of one line of items to the top of the next.
    pub item_height: f64,
    /// From the top of a heading to the top of what follows it. `None` where sections have no headings.
    pub heading_height: Option<f64>,
}

/// The entries to have, and where the first of them stands. Headings and the items that are shown are counted together,
/// from the top.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Slice {
    /// Positions among all entries; always whole lines.
    pub entries: Range<usize>,
    /// Distance of the first line from the top of the list, in CSS pixels.
    pub top: f64,
}

/// What stands at a position among all entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The heading of this section.
    Heading(usize),
    /// This item, counted over the items of all sections, folded ones too.
    Item(usize),
}

/// Where to, from an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the next one.
    Right,
    /// To the one before.
    Left,
    /// To the line below.
    Down,
    /// To the line above.
    Up,
    /// To the very first.
    First,
    /// To the very last.
    Last,
}

impl Window {
    /// How many columns of at least `min_width` fit into `width`, with `gap` between them.
    pub fn columns_for(width: f64, min_width: f64, gap: f64) -> usize {
        let fit = ((width + gap) / (min_width + gap)).floor();
        if fit.is_finite() && fit >= 1.0 { fit as usize } else { 1 }
    }

    /// The height of the whole list.
    pub fn height(&self) -> f64 {
        self.sections.iter().map(|section| self.section_height(section.shown())).sum()
    }

    /// How many headings and items there are.
    pub fn entries(&self) -> usize {
        self.sections.iter().map(|section| self.heading_entries() + section.shown()).sum()
    }

    /// The lines that touch `top` to `bottom`, distances from the top of the list.
    pub fn slice(&self, top: f64, bottom: f64) -> Slice {
        let mut found: Option<Slice> = None;
        let (mut entry, mut y) = (0, 0.0);
        for section in &self.sections {
            let items = section.shown();
            let end = y + self.section_height(items);
            if end > top && y < bottom {
                let (first, first_y) = self.line_at(items, top - y);
                let (last, _) = self.line_at(items, bottom - y);
                let last_end = self.line_end(items, last);
                let slice = found.get_or_insert(Slice { entries: entry + first..0, top: y + first_y });
                slice.entries.end = entry + last_end;
            }
            entry += self.heading_entries() + items;
            y = end;
        }
        found.unwrap_or_default()
    }

    /// What stands at a position; `None` behind the end.
    pub fn entry(&self, position: usize) -> Option<Entry> {
        let (mut entry, mut before) = (position, 0);
        for (place, section) in self.sections.iter().enumerate() {
            if self.heading_height.is_some() && entry == 0 {
                return Some(Entry::Heading(place));
            }
            let item = entry.checked_sub(self.heading_entries())?;
            if item < section.shown() {
                return Some(Entry::Item(before + item));
            }
            entry = item - section.shown();
            before += section.items;
        }
        None
    }

    /// The distance of an item's line from the top of the list.
    pub fn top_of(&self, item: usize) -> f64 {
        let (mut item, mut y) = (item, 0.0);
        for section in &self.sections {
            if item < section.items {
                let item = if section.folded { 0 } else { item };
                let line = item / self.columns.max(1);
                return y + self.heading_height.unwrap_or(0.0) + line as f64 * self.item_height;
            }
            item -= section.items;
            y += self.section_height(section.shown());
        }
        y
    }

    /// How many items stand before an item on its line.
    pub fn column_of(&self, item: usize) -> usize {
        let mut item = item;
        for section in &self.sections {
            if item < section.items {
                break;
            }
            item -= section.items;
        }
        item % self.columns.max(1)
    }

    /// The section to be named at `y`, a distance from the top of the list: its heading lies above, and of its items at
    /// least as much as a heading is high lies below. `None` where the list's own headings do.
    pub fn section_over(&self, y: f64) -> Option<usize> {
        let heading = self.heading_height?;
        let mut top = 0.0;
        for (place, section) in self.sections.iter().enumerate() {
            let end = top + self.section_height(section.shown());
            if top < y && y + heading <= end {
                // What is folded has nothing below its heading.
                return (section.shown() > 0).then_some(place);
            }
            top = end;
        }
        None
    }

    /// The distance of a section's heading from the top of the list.
    pub fn top_of_section(&self, section: usize) -> f64 {
        self.sections.iter().take(section).map(|section| self.section_height(section.shown())).sum()
    }

    /// The item that is reached from another by a step to the side or to another line; past folded sections. `None` at
    /// the ends.
    pub fn beside(&self, item: usize, step: Step) -> Option<usize> {
        let mut starts = Vec::with_capacity(self.sections.len());
        let mut start = 0;
        for section in &self.sections {
            starts.push((start, section.shown()));
            start += section.items;
        }
        let here = starts.iter().position(|(start, shown)| (*start..start + shown).contains(&item))?;
        let (start, shown) = starts[here];
        let at = item - start;
        let columns = self.columns.max(1);
        let column = at % columns;
        let last_line = shown.saturating_sub(1) / columns * columns;
        let before = starts[..here].iter().rev().find(|(_, shown)| *shown > 0);
        let behind = starts[here + 1..].iter().find(|(_, shown)| *shown > 0);
        let end = |(start, shown): &(usize, usize)| start + shown - 1;
        match step {
            Step::Right if at + 1 < shown => Some(item + 1),
            Step::Right => behind.map(|(start, _)| *start),
            Step::Left if at > 0 => Some(item - 1),
            Step::Left => before.map(end),
            Step::Down if at < last_line => Some((item + columns).min(start + shown - 1)),
            Step::Down => behind.map(|(start, shown)| start + column.min(shown - 1)),
            Step::Up if at >= columns => Some(item - columns),
            Step::Up => before.map(|section| {
                let (start, shown) = *section;
                (start + (shown - 1) / columns * columns + column).min(end(section))
            }),
            Step::First => starts.iter().find(|(_, shown)| *shown > 0).map(|(start, _)| *start),
            Step::Last => starts.iter().rev().find(|(_, shown)| *shown > 0).map(end),
        }
    }

    fn heading_entries(&self) -> usize {
        usize::from(self.heading_height.is_some())
    }

    fn section_height(&self, items: usize) -> f64 {
        self.heading_height.unwrap_or(0.0) + items.div_ceil(self.columns.max(1)) as f64 * self.item_height
    }

    /// The first entry of the line at a distance from a section's top, and that line's own distance.
    fn line_at(&self, items: usize, y: f64) -> (usize, f64) {
        let heading = self.heading_height.unwrap_or(0.0);
        if items == 0 || (self.heading_height.is_some() && y < heading) {
            return (0, 0.0);
        }
        let columns = self.columns.max(1);
        let lines = items.div_ceil(columns);
        let line = ((y - heading) / self.item_height).floor().max(0.0).min((lines - 1) as f64) as usize;
        (self.heading_entries() + line * columns, heading + line as f64 * self.item_height)
    }

    /// The end of the line that begins with this entry of a section.
    fn line_end(&self, items: usize, first: usize) -> usize {
        match first.checked_sub(self.heading_entries()) {
            Some(item) => self.heading_entries() + (item + self.columns.max(1)).min(items),
            None => 1,
        }
    }
}
