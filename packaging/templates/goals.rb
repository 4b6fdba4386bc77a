class Goals < Formula
  desc "Command-line tracker for big goals reached by small ones"
  homepage "@REPOSITORY@"
  version "@VERSION@"
  license "MIT"

  on_macos do
    on_arm do
      url "@DOWNLOADS@/goals-@VERSION@-aarch64-apple-darwin.tar.gz"
      sha256 "@SHA256 aarch64-apple-darwin@"
    end
    on_intel do
      url "@DOWNLOADS@/goals-@VERSION@-x86_64-apple-darwin.tar.gz"
      sha256 "@SHA256 x86_64-apple-darwin@"
    end
  end

  on_linux do
    on_arm do
      url "@DOWNLOADS@/goals-@VERSION@-aarch64-unknown-linux-gnu.tar.gz"
      sha256 "@SHA256 aarch64-unknown-linux-gnu@"
    end
    on_intel do
      url "@DOWNLOADS@/goals-@VERSION@-x86_64-unknown-linux-gnu.tar.gz"
      sha256 "@SHA256 x86_64-unknown-linux-gnu@"
    end
  end

  def install
    bin.install "goals", "goals-ui"
    man1.install Dir["man/man1/*"]
    bash_completion.install "completions/goals.bash" => "goals"
    zsh_completion.install "completions/_goals"
    fish_completion.install "completions/goals.fish"
    doc.install "README.md", "LICENSES-OF-CRATES"
  end

  test do
    ENV["GOALS_DIR"] = "#{testpath}/store"
    system bin/"goals", "add", "Read every:day code:read"
    assert_match "Read", shell_output("#{bin}/goals today")
  end
end
