//! What `demo` makes up: a year of posts, clients, a cleaner's round and a family, the same
//! for the same day.

use chrono::Weekday;
use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use crate::domain::decide::{edit, template};
use crate::domain::input::fields::GoalInput;
use crate::domain::input::goal_line::outline;
use crate::domain::input::resolve::Calendar;
use crate::domain::model::change::{Act, Change, Scope, Stamp};
use crate::domain::model::goal::Goal;
use crate::domain::model::refusal::Refusal;
use crate::domain::model::rewards::{Promise, RewardCondition};
use crate::domain::model::state::State;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId, RewardId};
use crate::error::Error;

/// What one command did, and when: on which day, at which minute of it.
#[derive(Clone, Debug)]
pub(crate) struct Episode {
    /// The day on which it was typed.
    pub(crate) day: Day,
    /// The minute of that day, from 0.
    pub(crate) minute: u32,
    pub(crate) did: Vec<Change>,
}

/// So many weeks lie behind the week that holds the day of telling.
const WEEKS: i64 = 52;

/// What is done from some week on, on some weekdays, in one command.
struct Habit {
    since: i64,
    on: &'static [Weekday],
    minute: u32,
    /// How often it is done, in percent, once it is a habit.
    odds: u32,
    done: &'static [(&'static str, i64)],
}

const fn habit(
    since: i64,
    on: &'static [Weekday],
    minute: u32,
    odds: u32,
    done: &'static [(&'static str, i64)],
) -> Habit {
    Habit { since, on, minute, odds, done }
}

const DAILY: &[Weekday] = &[Mon, Tue, Wed, Thu, Fri, Sat, Sun];

const HABITS: &[Habit] = &[
    habit(0, DAILY, 1130, 93, &[("kids", 1)]),
    habit(0, &[Sun], 1065, 92, &[("call", 1)]),
    habit(0, &[Tue], 415, 93, &[("run", 6)]),
    habit(0, &[Sat], 560, 93, &[("run", 9)]),
    habit(0, &[Wed, Fri, Sat, Sun], 1290, 52, &[("scr", 1)]),
    habit(0, &[Mon, Thu], 525, 95, &[("vms", 1), ("vcm", 1), ("fh", 1)]),
    habit(2, &[Mon, Thu, Sun], 1020, 92, &[("plant", 1)]),
    habit(4, &[Tue, Thu], 570, 97, &[("msg", 2), ("follow", 1)]),
    habit(12, &[Mon], 585, 99, &[("pitch", 6), ("outl", 1)]),
    habit(12, &[Tue], 600, 99, &[("pitch", 6)]),
    habit(12, &[Tue], 840, 99, &[("write", 3)]),
    habit(12, &[Wed], 830, 99, &[("write", 3)]),
    habit(12, &[Thu], 850, 99, &[("fu", 1), ("write", 4)]),
    habit(12, &[Fri], 590, 99, &[("fu", 1)]),
    habit(12, &[Fri], 845, 99, &[("ed", 1), ("send", 1)]),
    habit(12, &[Sat], 605, 99, &[("pub", 1)]),
];

/// Notes that stand beside some check-offs.
const NOTES: &[(&str, &str)] = &[
    ("kids", "built the tower again"),
    ("pitch", "two answered the same day"),
    ("write", "the opening came last"),
    ("run", "rain all the way"),
    ("msg", "asked what they need first"),
    ("call", "they want photos"),
];

/// Wins that nobody planned: the week and its day, the area or the goal it belongs to.
const WINS: &[(i64, i64, &str, Belongs)] = &[
    (3, 5, "Fixed the garden gate", Belongs::Area("home")),
    (8, 2, "The bank was done in one morning", Belongs::Area("work")),
    (14, 6, "First swim without armbands 🏊", Belongs::Area("family")),
    (18, 1, "An editor asked for more", Belongs::Goal("gp")),
    (22, 3, "Slept eight hours, five nights in a row", Belongs::Area("health")),
    (27, 4, "A client sent a friend", Belongs::Goal("client")),
    (33, 6, "Baked bread with the children", Belongs::Area("family")),
    (37, 2, "The caretaker said thanks", Belongs::Goal("mill")),
    (42, 5, "A post was the most read of its month", Belongs::Goal("gp")),
    (47, 0, "Cleared the attic", Belongs::Area("home")),
    (51, 3, "Grandma came along to the park", Belongs::Area("family")),
];

/// What is promised: for which goal, at which mark, and the week in which it was claimed.
const REWARDS: &[(&str, &str, RewardCondition, Option<i64>)] = &[
    ("gp", "A weekend by the sea", RewardCondition::Amount(Amount::whole(26)), Some(46)),
    ("kids", "The big climbing frame", RewardCondition::Streak(30), None),
    ("gp", "A desk that is only mine", RewardCondition::Done, None),
];

#[derive(Clone, Copy)]
enum Belongs {
    Area(&'static str),
    Goal(&'static str),
}

/// The weeks in which everything rests.
const HOLIDAY: std::ops::Range<i64> = 30..32;

/// The last so many days with the children have no gap.
const UNBROKEN: i64 = 12;

/// The trial began so many days ago.
const TRIAL: i64 = 18;

/// Until this minute today's habits are done already.
const BREAKFAST: u32 = 590;

/// Numbers that look like chance and are the same each time: a linear congruential generator.
struct Chance(u64);

impl Chance {
    fn percent(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % 100).unwrap_or(0)
    }

    fn happens(&mut self, odds: u32) -> bool {
        self.percent() < odds
    }
}

struct MadeUpYear {
    today: Day,
    /// The Monday on which it begins.
    first: Day,
    /// The plan so far, without what was done.
    state: State,
    episodes: Vec<Episode>,
    chance: Chance,
    goals: u64,
}

/// A year up to this day, in the order in which it was typed.
pub(crate) fn year(today: Day) -> Result<Vec<Episode>, Error> {
    let first = today.week_begin(Mon).plus(-7 * WEEKS);
    let mut year = MadeUpYear {
        today,
        first,
        state: State::default(),
        episodes: Vec::new(),
        chance: Chance(0x5eed),
        goals: 0,
    };
    year.make_plans()?;
    year.change_plans()?;
    year.promise()?;
    year.live()?;
    year.write_wins()?;
    let mut episodes = year.episodes;
    episodes.retain(|episode| episode.day <= today);
    episodes.sort_by_key(|episode| (episode.day, episode.minute));
    Ok(episodes)
}

impl MadeUpYear {
    /// The day of a week, both counted from 0.
    fn day(&self, week: i64, day: i64) -> Day {
        self.first.plus(7 * week + day)
    }

    fn goal(&self, code: &str) -> Result<&Goal, Refusal> {
        self.state.tree.find(code)
    }

    fn happen(&mut self, day: Day, minute: u32, did: Vec<Change>) {
        self.episodes.push(Episode { day, minute, did });
    }

    /// Something happens that changes the plan.
    fn decide(&mut self, day: Day, minute: u32, did: Vec<Change>) {
        let id = EntryId(u128::try_from(self.episodes.len()).unwrap_or_default());
        self.state = self.state.with(Stamp { id, place: 0, at: "", device: "", by: None, of: None }, &did);
        self.happen(day, minute, did);
    }

    /// `goals add`, or `goals split` where there is a parent.
    fn make(&mut self, day: Day, parent: Option<&str>, lines: &[&str]) -> Result<(), Error> {
        let lines = outline(lines.iter().copied())?;
        let parent = parent.map(|code| self.goal(code)).transpose()?;
        let mut made = self.goals;
        let mut new_id = || {
            made += 1;
            // Spread over all ids, as chance would.
            GoalId::from_bits(made.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20)
        };
        let mut calendar = Calendar::new(day, Mon);
        let changes =
            edit::make(&self.state, parent, &lines, &GoalInput::default(), &mut calendar, &mut new_id)?;
        self.goals = made;
        self.decide(day, 480, changes);
        Ok(())
    }

    /// `goals edit`.
    fn edit(&mut self, day: Day, code: &str, line: &str) -> Result<(), Error> {
        let lines = outline([format!("title {line}").as_str()])?;
        let goal = self.goal(code)?;
        let mut changes = Vec::new();
        for line in &lines {
            let fields = &line.spec.fields;
            changes = edit::change(&self.state, goal, None, fields, &mut Calendar::new(day, Mon))?;
        }
        self.decide(day, 490, changes);
        Ok(())
    }

    fn make_plans(&mut self) -> Result<(), Error> {
        let begin = self.first;
        self.make(
            begin,
            None,
            &[
                "Time with the children every:day area:family code:kids why:\"they are small only once\"",
                "Call the grandparents every:week area:family code:call",
                "Run n:12 unit:km every:week area:health code:run",
                "Screens after nine at-most:3 every:week area:health code:scr",
                "The round at Mill Street every:mon,thu area:work who:Ana code:mill",
                "  Vacuum the main stairs code:vms",
                "  Vacuum the conference room code:vcm",
                "  Front hall code:fh",
            ],
        )?;
        let by = self.day(10, 4);
        self.make(
            begin,
            None,
            &[
                &format!("Tidy up the old blog by:{by} area:work code:blog"),
                "  List the posts code:list",
                "  Delete what is dead code:dead after:list",
                "  Fix the links code:links after:dead",
                "  New start page code:page after:links",
            ],
        )?;
        self.make(self.day(2, 0), None, &["Water the plants every:3d area:home code:plant"])?;
        let by = self.day(60, 4);
        self.make(
            self.day(4, 0),
            None,
            &[
                &format!("Win 12 new clients n:12 unit:clients by:{by} area:work who:Ben code:client"),
                "  Direct outreach every:tue,thu code:out",
                "    Message two people n:2 unit:messages code:msg",
                "    Follow up on the last ones code:follow",
            ],
        )?;
        self.edit(self.day(4, 0), "client", "why:\"one new client a month carries the year\"")?;
        let by = self.day(64, 0).prev();
        let why = "links back to our site";
        self.make(
            self.day(12, 0),
            None,
            &[&format!("Publish 52 guest posts n:52 unit:posts by:{by} area:work code:gp why:\"{why}\"")],
        )?;
        let posts = template::BUILT_IN.iter().find(|(name, _)| *name == "guest-post");
        let posts: Vec<&str> = posts.map_or("", |(_, lines)| *lines).lines().collect();
        self.make(self.day(12, 0), Some("gp"), &posts)?;
        let by = self.day(62, 6);
        let visits = "baseline:12000 target:+20% unit:visits area:work code:visit";
        self.make(self.day(14, 0), None, &[&format!("Raise site traffic by 20 % {visits} by:{by}")])?;
        let trial = self.today.prev();
        let before =
            format!("Write before breakfast every:weekday area:work who:Ben pilot:{trial} code:early");
        self.make(self.today.plus(-TRIAL), None, &[&before])
    }

    fn change_plans(&mut self) -> Result<(), Error> {
        self.edit(self.day(24, 0), "run", "n:15")?;
        let posts = template::saved(&self.state.tree, self.goal("post")?, self.today);
        let kept = Change::Template { name: "post-of-the-week".to_owned(), outline: Some(posts) };
        self.happen(self.day(20, 4), 1010, vec![kept]);
        let put_away = Change::Archive { goal: self.goal("blog")?.id, day: self.day(11, 0), act: Act::Set };
        self.decide(self.day(11, 0), 500, vec![put_away]);
        let (from, until) = (self.day(HOLIDAY.start, 0), self.day(HOLIDAY.end, 0).prev());
        let pause = Change::Pause { scope: Scope::All, from, until: Some(until) };
        self.happen(from.prev(), 1200, vec![pause]);
        let steps = self.today.plus(-25);
        let (overdue, planned) = (self.today.plus(-3), self.today.next());
        self.make(
            steps,
            Some("client"),
            &[
                &format!("Write the offer page by:{overdue} code:offer"),
                "Send the new price list after:offer code:price",
                "Book a table at the fair code:fair",
            ],
        )?;
        let put_on = Change::Plan { goal: self.goal("fair")?.id, day: Some(planned) };
        self.happen(self.today.prev(), 1000, vec![put_on]);
        for (week, day, code, note) in [
            (20, 2, "kids", "at the doctor's all day"),
            (35, 1, "run", "a sore knee"),
            (44, 6, "call", "they were away"),
        ] {
            let (goal, day) = (self.goal(code)?.id, self.day(week, day));
            let skip = Change::Skip { goal, day, act: Act::Set, note: Some(note.to_owned()) };
            self.happen(day, 1260, vec![skip]);
        }
        Ok(())
    }

    fn promise(&mut self) -> Result<(), Error> {
        for (number, (code, text, mark, claimed)) in (1..).zip(REWARDS) {
            let goal = self.goal(code)?.id;
            let id = RewardId::from_bits(number);
            let promise = Some(Promise { text: (*text).to_owned(), mark: *mark });
            self.happen(self.day(13, 0), 1190, vec![Change::Reward { goal, id, promise }]);
            if let Some(week) = claimed {
                let day = self.day(*week, 5);
                self.happen(day, 1195, vec![Change::Claim { goal, id: Some(id), day }]);
            }
        }
        Ok(())
    }

    fn live(&mut self) -> Result<(), Error> {
        for (week, code) in [(1, "list"), (4, "dead"), (7, "links"), (9, "page")] {
            self.check(self.day(week, 2), 900, &[(code, 1)])?;
        }
        for week in [6, 10, 14, 18, 21, 25, 29, 33, 38, 43, 49] {
            self.check(self.day(week, 3), 950, &[("client", 1)])?;
        }
        for week in [19, 24, 28, 36, 41, 49] {
            self.check(self.day(week, 2), 960, &[("gp", 1)])?;
        }
        let mut visits = 12_000;
        for week in (15..=WEEKS).step_by(2) {
            visits += 55 + i64::from(self.chance.percent());
            let (goal, day, value) = (self.goal("visit")?.id, self.day(week, 0), Amount::whole(visits));
            self.happen(day, 535, vec![Change::Read { goal, day, value, note: None }]);
        }
        let mut day = self.first;
        while day <= self.today {
            self.live_through(day)?;
            day = day.next();
        }
        Ok(())
    }

    fn live_through(&mut self, day: Day) -> Result<(), Error> {
        let ago = day.days_to(self.today);
        let week = self.first.days_to(day) / 7;
        for habit in HABITS {
            if week < habit.since || !habit.on.contains(&day.weekday()) || HOLIDAY.contains(&week) {
                continue;
            }
            // What is new is not yet a habit.
            let new = if week < habit.since + 4 { 6 } else { 0 };
            let chance = self.chance.happens(habit.odds.saturating_sub(new));
            let with_children = habit.done.iter().any(|(code, _)| *code == "kids");
            let done = match ago {
                0 => habit.minute <= BREAKFAST,
                1..=UNBROKEN if with_children => ago < UNBROKEN,
                _ => chance,
            };
            if done {
                self.check(day, habit.minute, habit.done)?;
            }
        }
        let weekend = matches!(day.weekday(), Sat | Sun);
        if ago < TRIAL && !weekend && (self.chance.happens(75) || ago == 0) {
            self.check(day, 400, &[("early", 1)])?;
        }
        Ok(())
    }

    /// `goals check`: now and then with a note, now and then on the morning after.
    fn check(&mut self, day: Day, minute: u32, done: &[(&str, i64)]) -> Result<(), Error> {
        let late = self.chance.happens(5) && day < self.today;
        let noted = self.chance.happens(4);
        let mut did = Vec::new();
        for (code, n) in done {
            let note = NOTES.iter().find(|(noted, _)| noted == code).filter(|_| noted);
            let note = note.map(|(_, note)| (*note).to_owned());
            did.push(Change::Check { goal: self.goal(code)?.id, day, n: Amount::whole(*n), note });
        }
        let (typed, minute) = if late { (day.next(), 405) } else { (day, minute) };
        self.happen(typed, minute, did);
        Ok(())
    }

    fn write_wins(&mut self) -> Result<(), Error> {
        for (week, day, title, belongs) in WINS {
            let (area, under) = match belongs {
                Belongs::Area(area) => (Some((*area).to_owned()), None),
                Belongs::Goal(code) => (None, Some(self.goal(code)?.id)),
            };
            let day = self.day(*week, *day);
            self.happen(day, 1240, vec![Change::Win { title: title.parse()?, day, area, under, note: None }]);
        }
        Ok(())
    }
}
