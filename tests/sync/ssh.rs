//! Over ssh, with a server of its own on this machine.

use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::clones::{Remote, clone, cups, write_program};
use crate::harness::{Ran, Store};
use crate::tools::{are_there, find};

/// A server that lets one key in.
struct Server {
    folder: TempDir,
    port: u16,
    child: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Where the server is: in a folder that is on no ordinary user's PATH.
fn sshd() -> Option<PathBuf> {
    find("sshd").or_else(|| Some(PathBuf::from("/usr/sbin/sshd")).filter(|path| path.is_file()))
}

fn key(path: &Path) {
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(path).status();
    assert!(made.expect("ssh-keygen starts").success());
}

impl Server {
    fn start() -> Option<Self> {
        let Some(program) = sshd().filter(|_| are_there(&["ssh", "ssh-keygen"])) else {
            assert!(!are_there(&["sshd"]), "it is at no usual place");
            return None;
        };
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        key(&at("host"));
        key(&at("client"));
        std::fs::copy(at("client.pub"), at("authorized")).expect("a copy");
        let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its number").port();
        let config = format!(
            "ListenAddress 127.0.0.1\nPort {port}\nHostKey {0}/host\nPidFile {0}/pid\nAuthorizedKeysFile {0}/authorized\n\
             StrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n\
             SetEnv PATH={1}\n",
            folder.path().display(),
            std::env::var("PATH").expect("a path"),
        );
        std::fs::write(at("config"), config).expect("it is written");
        // As root it wants a folder to shut its children in.
        drop(std::fs::create_dir_all("/run/sshd"));
        let log = std::fs::File::create(at("log")).expect("a file");
        let child = Command::new(program)
            .args(["-D", "-e", "-f"])
            .arg(at("config"))
            .stdin(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("sshd starts");
        let server = Self { folder, port, child };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = std::fs::read_to_string(server.at("log")).unwrap_or_default();
            assert!(begun.elapsed() < Duration::from_secs(20), "sshd does not listen: {log}");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(server)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn url(&self, remote: &Remote) -> String {
        format!("ssh://{}@127.0.0.1:{}{}", user(), self.port, remote.path().display())
    }

    /// What is known of the server: its key, where it is `known`.
    fn ssh(&self, known: bool) -> String {
        let hosts = self.at(if known { "known" } else { "unknown" });
        if known {
            let key = std::fs::read_to_string(self.at("host.pub")).expect("a key");
            std::fs::write(&hosts, format!("[127.0.0.1]:{} {key}", self.port)).expect("it is written");
        }
        format!("-F none -i {} -o UserKnownHostsFile={}", self.at("client").display(), hosts.display())
    }
}

fn user() -> String {
    let told = Command::new("id").arg("-un").output().expect("id starts").stdout;
    String::from_utf8(told).expect("a name").trim().to_owned()
}

fn sync(store: &Store, words: &[&str], ssh: &str) -> Ran {
    let mut command = store.command(words);
    command.env("GIT_SSH_COMMAND", format!("ssh {ssh}")).output().expect("it runs").into()
}

#[test]
fn a_remote_over_ssh_is_as_any_other() {
    let Some(server) = Server::start() else { return };
    let (remote, ssh) = (Remote::new(), server.ssh(true));
    let (ann, ben) = (clone("ann"), clone("ben"));
    ann.ok(&["add", "Drink water", "n:1000", "every:day", "code:w"]);
    let ran = sync(&ann, &["sync", &server.url(&remote)], &ssh);
    assert_eq!((ran.code, ran.out.as_str()), (0, "1 entry sent.\n"), "{ran:?}");
    let ran = sync(&ben, &["sync", &server.url(&remote)], &ssh);
    assert_eq!((ran.code, ran.out.as_str()), (0, "1 entry from ann.\n"), "{ran:?}");
    ben.ok(&["check", "w"]);
    assert_eq!(sync(&ben, &["sync"], &ssh).code, 0);
    assert_eq!(sync(&ann, &["sync"], &ssh).out, "1 entry from ben.\n");
    assert_eq!(cups(&ann), 1);
    // As git has it without a scheme.
    let short = format!("{}@goals-test:{}", user(), remote.path().display());
    let hosts =
        format!("{ssh} -o HostName=127.0.0.1 -o Port={} -o HostKeyAlias=[127.0.0.1]:{0}", server.port);
    assert_eq!(sync(&ann, &["sync", &short], &hosts).out, "Nothing new.\n");
}

#[test]
fn a_server_that_is_not_known_fails_in_the_background_and_is_not_taken_on_trust() {
    let Some(server) = Server::start() else { return };
    let remote = Remote::new();
    let ann = clone("ann");
    ann.ok(&["add", "Run", "every:day", "code:run"]);
    // Of git's own choosing, with what this program adds where nobody says how ssh is to be run.
    let bin = ann.home().join("bin");
    std::fs::create_dir(&bin).expect("a folder");
    let real = find("ssh").expect("ssh");
    let notes = ann.home().join("notes");
    let script =
        format!("echo \"$@\" >>{}\nexec {} {} \"$@\"", notes.display(), real.display(), server.ssh(false));
    write_program(&bin.join("ssh"), &script);
    let mut command = ann.command(&["sync", &server.url(&remote)]);
    command.env("PATH", format!("{}:{}", bin.display(), std::env::var("PATH").expect("a path")));
    let ran = crate::files::within(60, command);
    assert_eq!(ran.code, 75, "{ran:?}");
    assert!(ran.err.contains("Host key verification failed"), "{ran:?}");
    let notes = std::fs::read_to_string(notes).expect("ssh was run");
    assert!(notes.lines().all(|line| line.contains("-oBatchMode=yes")), "{notes}");
    assert!(!notes.contains("StrictHostKeyChecking"), "{notes}");
    assert!(!server.at("unknown").exists(), "it is not known afterwards");
}

#[test]
fn a_key_that_is_not_let_in_is_said_and_nothing_is_asked() {
    let Some(server) = Server::start() else { return };
    let remote = Remote::new();
    let ann = clone("ann");
    ann.ok(&["add", "Run", "every:day", "code:run"]);
    std::fs::write(server.at("authorized"), "").expect("it is written");
    let ran = sync(&ann, &["sync", &server.url(&remote)], &format!("{} -oBatchMode=yes", server.ssh(true)));
    assert_eq!(ran.code, 75, "{ran:?}");
    assert!(ran.err.contains("Permission denied"), "{ran:?}");
    let quiet = sync(&ann, &["sync", "--quiet", &server.url(&remote)], &server.ssh(true));
    assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (75, "", ""));
}

#[test]
fn how_ssh_is_run_is_the_person_s_choice_where_she_made_one() {
    let ann = clone("ann");
    ann.ok(&["add", "Run", "every:day", "code:run"]);
    let notes = ann.home().join("notes");
    let own = ann.home().join("own-ssh");
    write_program(&own, &format!("echo \"$@\" >>{}\necho no >&2\nexit 1", notes.display()));
    std::fs::set_permissions(&own, std::fs::Permissions::from_mode(0o755)).expect("it may be run");
    let config = format!("[core]\n\tsshCommand = {}\n", own.display());
    std::fs::write(ann.home().join(".gitconfig"), config).expect("it is written");
    let ran = ann.refused(75, &["sync", "git@example.org:goals.git"], "can't be reached: no");
    assert!(!ran.err.contains("access rights"), "{ran:?}");
    let notes = std::fs::read_to_string(notes).expect("it was run");
    assert!(!notes.contains("BatchMode") && notes.contains("git@example.org"), "{notes}");
}
