{
  description = "Command-line tracker for big goals reached by small ones";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      version = "@VERSION@";
      # What the system is called in the names of the releases, and the sum of its file.
      released = {
        x86_64-linux = { target = "x86_64-unknown-linux-gnu"; sha256 = "@SHA256 x86_64-unknown-linux-gnu@"; };
        aarch64-linux = { target = "aarch64-unknown-linux-gnu"; sha256 = "@SHA256 aarch64-unknown-linux-gnu@"; };
        x86_64-darwin = { target = "x86_64-apple-darwin"; sha256 = "@SHA256 x86_64-apple-darwin@"; };
        aarch64-darwin = { target = "aarch64-apple-darwin"; sha256 = "@SHA256 aarch64-apple-darwin@"; };
      };
      package = system: { target, sha256 }:
        let pkgs = nixpkgs.legacyPackages.${system};
        in pkgs.stdenvNoCC.mkDerivation {
          pname = "goals";
          inherit version;
          src = pkgs.fetchurl {
            url = "@DOWNLOADS@/goals-${version}-${target}.tar.gz";
            inherit sha256;
          };
          nativeBuildInputs = [ pkgs.installShellFiles ];
          # The programs need no library, and stay as they are.
          dontStrip = true;
          installPhase = ''
            install -Dm755 -t $out/bin goals goals-ui
            installManPage man/man1/*
            installShellCompletion --bash --name goals completions/goals.bash
            installShellCompletion --zsh completions/_goals
            installShellCompletion --fish completions/goals.fish
            install -Dm644 -t $out/share/doc/goals LICENSE LICENSES-OF-CRATES README.md
          '';
          meta = {
            description = "Command-line tracker for big goals reached by small ones";
            homepage = "@REPOSITORY@";
            license = pkgs.lib.licenses.mit;
            mainProgram = "goals";
          };
        };
    in {
      packages = builtins.mapAttrs (system: it: { default = package system it; }) released;
    };
}
