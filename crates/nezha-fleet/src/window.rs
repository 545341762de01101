//! Which cards of a long grid are on the screen. Only those exist.

use std::ops::Range;

/// A grid of equally high rows, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// How many cards there are.
    pub items: usize,
    /// How many cards stand beside each other; at least 1.
    pub columns: usize,
    /// From the top of one row to the top of the next.
    pub row_height: f64,
}

/// The cards to have, and where the first of them stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    /// Positions in the list.
    pub items: Range<usize>,
    /// Distance of the first row from the top of the grid, in CSS pixels.
    pub top: f64,
}

impl Grid {
    /// How many columns of at least `min_width` fit into `width`, with `gap` between them.
    pub fn columns_for(width: f64, min_width: f64, gap: f64) -> usize {
        let fit = ((width + gap) / (min_width + gap)).floor();
        if fit.is_finite() && fit >= 1.0 { fit as usize } else { 1 }
    }

    /// The height of the whole grid.
    pub fn height(&self) -> f64 {
        self.rows() as f64 * self.row_height
    }

    /// The rows between `top` and `bottom` (distances from the top of the grid) and `spare` rows around them.
    pub fn slice(&self, top: f64, bottom: f64, spare: usize) -> Slice {
        let rows = self.rows();
        if rows == 0 || self.row_height <= 0.0 {
            return Slice { items: 0..0, top: 0.0 };
        }
        let row_at = |y: f64| (y / self.row_height).floor().clamp(0.0, (rows - 1) as f64) as usize;
        let first = row_at(top).saturating_sub(spare);
        let last = (row_at(bottom) + spare).min(rows - 1);
        let columns = self.columns.max(1);
        Slice {
            items: first * columns..((last + 1) * columns).min(self.items),
            top: first as f64 * self.row_height,
        }
    }

    fn rows(&self) -> usize {
        self.items.div_ceil(self.columns.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: Grid = Grid { items: 1000, columns: 4, row_height: 200.0 };

    #[test]
    fn only_the_rows_on_the_screen_and_one_around_them_exist() {
        assert_eq!(GRID.slice(0.0, 800.0, 1), Slice { items: 0..24, top: 0.0 });
        assert_eq!(GRID.slice(1000.0, 1799.0, 1), Slice { items: 16..40, top: 800.0 });
    }

    #[test]
    fn scrolled_to_the_end_the_last_card_exists() {
        let slice = GRID.slice(GRID.height() - 800.0, GRID.height(), 1);
        assert_eq!(slice.items.end, 1000);
        assert_eq!(GRID.slice(1e9, 1e9, 1).items.end, 1000, "nor does it matter how far");
    }

    #[test]
    fn an_empty_grid_has_nothing_and_no_height() {
        let empty = Grid { items: 0, ..GRID };
        assert_eq!((empty.slice(0.0, 800.0, 1).items, empty.height()), (0..0, 0.0));
    }

    #[test]
    fn a_phone_has_one_column_and_a_wall_screen_many() {
        assert_eq!(Grid::columns_for(328.0, 296.0, 12.0), 1);
        assert_eq!(Grid::columns_for(1232.0, 296.0, 12.0), 4);
        assert_eq!(Grid::columns_for(0.0, 296.0, 12.0), 1);
        assert_eq!(Grid::columns_for(f64::NAN, 296.0, 12.0), 1);
    }
}
