//! A browser to look at pages with: Chromium without a window, spoken to through two pipes in the protocol of
//! its developer tools.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::tools::{are_there, find};

/// A browser with one page.
pub(crate) struct Browser {
    process: Child,
    to: File,
    from: BufReader<File>,
    /// What the page is known by.
    session: Option<String>,
    asked: u64,
    /// What happened since the page was opened.
    events: Vec<Value>,
    _folder: TempDir,
}

/// The browser's program, by one of its names. Where there is none, the test is left out.
fn program() -> Option<PathBuf> {
    let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(find);
    found.or_else(|| {
        are_there(&["chromium"]);
        None
    })
}

impl Browser {
    /// A browser, where there is one.
    pub(crate) fn start() -> Option<Self> {
        let program = program()?;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (to, from) = (folder.path().join("to"), folder.path().join("from"));
        let made = Command::new("mkfifo").arg(&to).arg(&from).status().expect("`mkfifo` starts");
        assert!(made.success(), "{made}");
        let process = Command::new("timeout")
            .args(["120", "sh", "-c", "exec \"$0\" \"$@\" 3<\"$TO\" 4>\"$FROM\""])
            .arg(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
            ])
            .args(["--no-first-run", "--disable-background-networking", "--disable-component-update"])
            .args(["--disable-sync", "--hide-scrollbars", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .env("TO", &to)
            .env("FROM", &from)
            .env("HOME", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the browser starts");
        // Opening waits for the other end; the shell opens them in the same order.
        let to = File::options().write(true).open(&to).expect("a pipe");
        let from = BufReader::new(File::open(&from).expect("a pipe"));
        let mut browser =
            Self { process, to, from, session: None, asked: 0, events: Vec::new(), _folder: folder };
        let target = browser.ask("Target.createTarget", &json!({"url": "about:blank"}))["targetId"].clone();
        let attach = json!({"targetId": target, "flatten": true});
        let session = browser.ask("Target.attachToTarget", &attach)["sessionId"].clone();
        browser.session = session.as_str().map(ToOwned::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.ask(&format!("{domain}.enable"), &json!({}));
        }
        Some(browser)
    }

    fn next(&mut self) -> Value {
        let mut message = Vec::new();
        self.from.read_until(0, &mut message).expect("the browser says something");
        assert_eq!(message.pop(), Some(0), "the browser is gone");
        serde_json::from_slice(&message).expect("the browser speaks JSON")
    }

    /// Asks for something, and waits for the answer.
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let mut question = json!({"id": self.asked, "method": method, "params": params});
        if let Some(session) = &self.session {
            question["sessionId"] = json!(session);
        }
        self.to.write_all(format!("{question}\0").as_bytes()).expect("the browser listens");
        loop {
            let message = self.next();
            if message["id"] == self.asked {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].clone();
            }
            self.events.push(message);
        }
    }

    /// Opens a file and waits until all of it is there.
    pub(crate) fn open(&mut self, file: &Path) {
        self.events.clear();
        self.ask("Page.navigate", &json!({"url": format!("file://{}", file.display())}));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let event = self.next();
            self.events.push(event);
        }
    }

    /// From now on the page is so wide, and seen so: `light`, `dark` or `print`.
    pub(crate) fn look(&mut self, width: u32, how: &str) {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.ask("Emulation.setDeviceMetricsOverride", &size);
        let (media, scheme) = if how == "print" { ("print", "dark") } else { ("screen", how) };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.ask("Emulation.setEmulatedMedia", &json!({"media": media, "features": features}));
    }

    /// What an expression comes to in the page.
    pub(crate) fn find(&mut self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let found = self.ask("Runtime.evaluate", &asked);
        assert!(found.get("exceptionDetails").is_none(), "{found}");
        found["result"]["value"].clone()
    }

    /// The texts that an expression comes to.
    pub(crate) fn texts(&mut self, expression: &str) -> Vec<String> {
        let found = self.find(expression);
        let texts = found.as_array().unwrap_or_else(|| panic!("no list: {found}"));
        texts.iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
    }

    /// What the page made the browser say: messages of scripts, of the policy, of the parser.
    pub(crate) fn messages(&mut self) -> Vec<String> {
        // Whatever was under way has been told once this is answered.
        self.find("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))");
        let said = ["Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"];
        let telling = self.events.iter().filter(|event| said.iter().any(|name| event["method"] == *name));
        telling.map(|event| event["params"].to_string()).collect()
    }

    /// The addresses that were asked for.
    pub(crate) fn requests(&self) -> Vec<String> {
        let asked = self.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        let address = |event: &Value| event["params"]["request"]["url"].as_str().map(ToOwned::to_owned);
        asked.filter_map(address).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        drop(self.to.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0"));
        drop(self.process.wait());
    }
}
