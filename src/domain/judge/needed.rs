//! What has to be done from now on, in the span that makes it a number one can act on (SEMANTICS 7.3).

use crate::domain::value::amount::Amount;

/// What is left, and the days for it, from today or the goal's first day on; none past the deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    pub(crate) left: Amount,
    pub(crate) days: i64,
}

/// What is needed, as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dose {
    /// The deadline is over: all that is left.
    All(Amount),
    Each(Amount, Span),
    OneIn {
        weeks: i64,
    },
    /// All that is left in the days that are left: no longer span fits into them.
    Within(Amount, i64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    Day,
    Week,
    Month,
}

impl Span {
    const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// In sixteenths of a day; a month is a twelfth of 365.25 days.
    const fn sixteenths(self) -> i64 {
        match self {
            Self::Day => 16,
            Self::Week => 7 * 16,
            Self::Month => 487,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

impl Needed {
    pub fn dose(self) -> Dose {
        let Self { left, days } = self;
        if days < 1 {
            return Dose::All(left);
        }
        let fits = |span: Span| span.sixteenths() <= days.saturating_mul(16);
        let each = |span: Span| (self.each(span), span);
        let found = Span::ALL.into_iter().map(each).find(|(amount, _)| Amount::ONE <= *amount);
        match found {
            Some((amount, span)) if fits(span) => Dose::Each(amount, span),
            None if left > Amount::ONE => {
                let weeks = i128::from(days) * 1000 / (7 * i128::from(left.thousandths()));
                Dose::OneIn { weeks: i64::try_from(weeks).unwrap_or(i64::MAX) }
            }
            _ => Dose::Within(left, days),
        }
    }

    /// What each such span has to carry, rounded to a tenth, or to three significant digits where those are fewer
    /// (7.8).
    fn each(self, span: Span) -> Amount {
        let much = i128::from(self.left.thousandths()) * i128::from(span.sixteenths());
        let parts = i128::from(self.days) * 16;
        let mut step = 100;
        while much / parts >= step * 1000 {
            step *= 10;
        }
        let rounded = (2 * much + parts * step) / (2 * parts * step) * step;
        Amount::from_thousandths(i64::try_from(rounded).unwrap_or(i64::MAX))
    }

    /// For programs: what a day has to carry, with three significant digits; past the deadline all of it.
    pub fn per_day(self) -> f64 {
        self.in_days(1)
    }

    /// The same of seven days, and no more than is left.
    pub(crate) fn per_week(self) -> f64 {
        self.in_days(7)
    }

    fn in_days(self, days: i64) -> f64 {
        if self.days <= days {
            return self.left.as_f64();
        }
        let parts = |days: i64| Amount::whole(days).as_f64();
        let exact = self.left.as_f64() * parts(days) / parts(self.days);
        // What is written with two decimals behind its first digit reads back as that.
        format!("{exact:.2e}").parse().unwrap_or(exact)
    }
}
