//! Sentences that people write as titles, and the goal line that each is read as, by hand.

use goals::domain::input::sentences::read;

use crate::harness::Store;

/// What is written, and the line that is offered; nothing where there is nothing to be read.
const READ: [(&str, &str); 66] = [
    ("Message two people every day", "Message two people n:2 unit:people every:day"),
    ("52 guest posts in a year", "52 guest posts n:52 unit:posts by:+1y"),
    ("Report by friday", "Report by:fri"),
    ("Publish 52 guest posts this year", "Publish 52 guest posts n:52 unit:posts by:eoy"),
    ("Send 12 emails a week", "Send 12 emails n:12 unit:emails every:week"),
    ("Send 12 emails a week to hosts", "Send 12 emails to hosts n:12 unit:emails every:week"),
    ("Run 20 km per week", "Run 20 km n:20 unit:km every:week"),
    ("Write 500 words/day", "Write 500 words n:500 unit:words every:day"),
    (
        "Meditate for 10 minutes every morning",
        "Meditate for 10 minutes every morning n:10 unit:minutes every:day",
    ),
    ("Walk 10,000 steps a day", "Walk 10,000 steps n:10000 unit:steps every:day"),
    ("Read a book a month", "Read a book every:month"),
    ("Write one page a day", "Write one page every:day"),
    ("Go to the gym three times a week", "Go to the gym n:3 every:week"),
    ("Gym twice a week", "Gym n:2 every:week"),
    ("Twice a week yoga", "Yoga n:2 every:week"),
    ("Water the plants every 3 days", "Water the plants every:3d"),
    ("Call mum on Sundays", "Call mum every:sun"),
    ("Yoga Tuesdays and Thursdays", "Yoga every:tue,thu"),
    ("Swim mon, wed and fri", "Swim every:mon,wed,fri"),
    ("Every Sunday call grandma", "Call grandma every:sun"),
    ("Wake up at 6:30 on weekdays", "Wake up at 6:30 every:weekday"),
    ("Stretch Monday to Friday", "Stretch every:weekday"),
    ("Get 8 hours of sleep every night", "Get 8 hours of sleep every night n:8 unit:hours every:day"),
    ("Weekly review", "Weekly review every:week"),
    ("Stretch daily", "Stretch every:day"),
    ("Do 3 push-ups each weekday", "Do 3 push-ups n:3 unit:push-ups every:weekday"),
    ("At most 2 coffees a day", "At most 2 coffees at-most:2 unit:coffees every:day"),
    ("No more than 4 hours of games a week", "No more than 4 hours of games at-most:4 unit:hours every:week"),
    ("Call three clients today", "Call three clients n:3 unit:clients by:today"),
    ("Hand in the thesis by 1 March 2027", "Hand in the thesis by:2027-03-01"),
    ("Book flights by Dec 1", "Book flights by:12-01"),
    ("Finish the deck by the end of the month", "Finish the deck by:eom"),
    ("Ship it this week", "Ship it by:eow"),
    ("Learn 500 words in 6 months", "Learn 500 words n:500 unit:words by:+6m"),
    ("Apply to 5 jobs a week for 3 months", "Apply to 5 jobs n:5 unit:jobs every:week by:+3m"),
    ("Practice piano every day for 30 days", "Practice piano every:day by:+29d"),
    ("Run a marathon in 2027", "Run a marathon by:2027-12-31"),
    ("Drop from 82 to 75 kg by June", "Drop from 82 to 75 kg n:75 unit:kg baseline:82 by:06-01"),
    ("Train every day from Monday", "Train every:day from:mon"),
    ("Save €200 a month", "Save €200 n:200 unit:€ every:month"),
    ("Visit 3 museums in Paris", "Visit 3 museums in Paris n:3 unit:museums"),
    ("Take pills 2 times a day", "Take pills n:2 every:day"),
    ("Call Ann tomorrow", "Call Ann by:tomorrow"),
    ("Dentist on Friday", "Dentist by:fri"),
    ("Improve engagement by 15% by the end of the quarter", "Improve engagement by 15% by:eoq"),
    ("Pitches 12 a week", "Pitches n:12 every:week"),
    ("only 3 evenings out a week", "only 3 evenings out at-most:3 unit:evenings every:week"),
    ("Pizza at most twice a week", "Pizza at-most:2 every:week"),
    ("Sweets no more than once a day", "Sweets at-most:1 every:day"),
    ("Write 3 posts of 500 words a week", "Write 3 posts of 500 words n:3 unit:posts every:week"),
    ("Read a set of 5 cards every day", "Read a set of 5 cards every:day"),
    // Nothing is to be read of these.
    ("Read 1984", ""),
    ("Call Ann on Friday's idea", ""),
    ("Watch 12 Monkeys", ""),
    ("Watch Friday Night Lights", ""),
    ("Read 100 Years of Solitude", ""),
    ("Make it by hand", ""),
    ("Write chapter 3", ""),
    ("Plan the 30 day challenge", ""),
    ("Watch Blade Runner 2049", ""),
    ("Learn Every Breath You Take", ""),
    ("Prepare for a week in Rome", ""),
    ("Cancel the Daily Mail", ""),
    ("Improve engagement", ""),
    ("Read The Man Who Was Thursday", ""),
    ("Look into the last 3 months of complaints", ""),
];

/// What wants cadences such as `1st` and days such as `next quarter`.
const WIDER: [(&str, &str); 16] = [
    ("Boost interactions by 20 % in the next quarter", "Boost interactions by 20 % by:\"next quarter\""),
    ("Pay rent on the 1st", "Pay rent every:1st"),
    ("Pay rent 1st of each month", "Pay rent every:1st"),
    ("Back up last day of the month", "Back up every:last-day"),
    ("Pay rent on the 1st of the month", "Pay rent every:1st"),
    ("Invoice on the 1st and 15th", "Invoice every:1st,15th"),
    ("Back up on the last day of the month", "Back up every:last-day"),
    ("Team lunch on the first Friday of each month", "Team lunch every:1st-fri"),
    ("Visit gran every other week", "Visit gran every:2w"),
    ("See the dentist every 6 months", "See the dentist every:6m"),
    ("Plan the trip next week", "Plan the trip by:\"next week\""),
    ("Lose 5 kg by the end of June", "Lose 5 kg n:5 unit:kg by:\"end of june\""),
    ("Renew the passport in March", "Renew the passport by:\"end of march\""),
    ("Finish the novel by the end of next month", "Finish the novel by:\"end of next month\""),
    ("Vacuum every two weeks", "Vacuum every:2w"),
    ("Sort the photos within the next 3 months", "Sort the photos by:+3m"),
];

/// What was misread once.
const MENDED: [(&str, &str); 14] = [
    ("Weekly call with Ann on Thursdays", "Weekly call with Ann every:thu"),
    ("Tidy the house on Saturday mornings", "Tidy the house on Saturday mornings every:sat"),
    ("Dinner with Ann on Friday evening", "Dinner with Ann on Friday evening by:fri"),
    ("Meet Tom on Friday at 3", "Meet Tom at 3 by:fri"),
    ("Every day is a gift", ""),
    ("Meditate daily for 10 minutes", "Meditate for 10 minutes n:10 unit:minutes every:day"),
    ("Review the mail daily at 4", "Review the mail at 4 every:day"),
    ("Change the oil every 10,000 km", ""),
    ("Read one chapter a night", "Read one chapter every:day"),
    ("Walk 3 miles 4 times a week", "Walk 3 miles n:4 every:week"),
    ("Grow from 10 to 12 clients by eoy", "Grow from 10 to 12 clients n:12 unit:clients baseline:10 by:eoy"),
    ("Take a week off", ""),
    ("Finish season 3 of Lost", ""),
    ("In 3 months lose 6 kg", "Lose 6 kg n:6 unit:kg by:+3m"),
];

fn line(title: &str) -> String {
    read(title, &[], 2026).map(|sentence| sentence.line()).unwrap_or_default()
}

#[test]
fn sentences_have_their_lines() {
    let wrong: Vec<String> = READ
        .iter()
        .chain(&WIDER)
        .chain(&MENDED)
        .filter(|(title, wanted)| line(title) != *wanted)
        .map(|(title, wanted)| format!("{title}\n  wanted {wanted}\n  read   {}", line(title)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is offered is accepted as it stands, and says of the goal what the line would.
fn is_accepted(title: &str, wanted: &str) {
    let store = Store::new();
    let made = store.json(&["add", title, "--code", "said"]);
    let hints = made["hints"].as_array().cloned().unwrap_or_default();
    let hints =
        hints.iter().filter(|hint| hint["text"].as_str().is_some_and(|text| text.contains("did you mean")));
    let commands: Vec<String> =
        hints.map(|hint| hint["command"].as_str().expect("a command").to_owned()).collect();
    if wanted.is_empty() {
        assert!(commands.is_empty(), "{title}: {commands:?}");
        return;
    }
    assert_eq!(commands.len(), 1, "{title}: {made}");
    assert_eq!(made["changed"][0]["title"], title, "applied by itself");
    let ran = crate::common::shell(&store, &["sh"], &commands[0]);
    assert_eq!(ran.code, 0, "{title}: {commands:?}: {ran:?}");
    let typed = Store::new();
    typed.ok(&["add", wanted, "--code", "said"]);
    let facts = |store: &Store| {
        let goal = crate::common::shown(store, "said");
        ["title", "cadence", "target", "at_most", "unit", "by", "from", "baseline"]
            .map(|key| goal[key].clone())
    };
    assert_eq!(facts(&store), facts(&typed), "{title}");
}

#[test]
fn what_is_offered_is_accepted() {
    for (title, wanted) in READ.into_iter().chain(MENDED) {
        is_accepted(title, wanted);
    }
}

#[test]
fn what_is_offered_with_wider_days_and_cadences_is_accepted() {
    for (title, wanted) in WIDER {
        is_accepted(title, wanted);
    }
}
