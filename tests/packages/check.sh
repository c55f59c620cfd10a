#!/usr/bin/env bash
# Installs the packages as users do, into programs outside of the repository, and lets these call the demonstration agent.
#   bash tests/packages/check.sh [PART...]     parts: contents console web trimmed native adapter; all of them by default
# Wants what 'CI=true dotnet build -c Release && CI=true dotnet pack -c Release -o artifacts/packages' makes. Nothing is left in the user's package folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
packages=$root/artifacts/packages
work=${PACKAGES_WORK:-}
if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi

fails() { echo "$1"; exit 1; }

version=$(basename "$packages"/AgentCore.Extensions.AI.[0-9]*.nupkg .nupkg)
version=${version#AgentCore.Extensions.AI.}
with_aspnetcore=false
if [ -d src/AgentCore.Extensions.AI.AspNetCore ]; then with_aspnetcore=true; fi
others=${NUGET_PACKAGES:-$HOME/.nuget/packages}
properties=("-p:PackagesVersion=$version" "-p:OthersPackages=$others" "-p:WithAspNetCore=$with_aspnetcore")

# A package of the same version in the user's folder would be taken instead of ours.
if [ -e "$others/agentcore.extensions.ai/$version" ]; then fails "Remove $others/agentcore.extensions.ai/$version first."; fi

if [ ! -d "$work/feed" ]; then
  cp -r tests/packages/consumers/. "$work"
  mkdir "$work/feed"
  cp "$packages"/*.nupkg "$work/feed"
fi

# with_agent COMMAND...: runs it with the address of an agent at the end of its last argument. The agent ends when its input is closed.
with_agent() {
  coproc agent { exec dotnet samples/Quickstart/bin/Release/net10.0/Quickstart.dll --agent; }
  local address status=0 process=$agent_PID input=${agent[1]}
  read -r -t 60 address <&"${agent[0]}"
  timeout 60 "$@$address" > "$work/output" 2>&1 || status=$?
  eval "exec $input>&-"
  wait "$process" || true
  cat "$work/output"
  return "$status"
}

says() { grep -qF -- "$1" "$work/output" || { echo "The program did not say: $1"; return 1; }; }

contents() {
  local package symbols name
  for package in "$packages"/*.nupkg; do
    name=$(basename "$package" .nupkg)
    symbols=${package%.nupkg}.snupkg
    unzip -Z1 "$package" > "$work/listing"
    unzip -Z1 "$symbols" > "$work/symbols"
    unzip -p "$package" '*.nuspec' > "$work/nuspec"
    for file in README.md icon.png; do
      grep -qxF "$file" "$work/listing" || fails "$name lacks $file."
    done
    for element in '<icon>icon.png</icon>' '<readme>README.md</readme>' '<license type="expression">MIT</license>' '<tags>' '<description>' 'commit="'; do
      grep -qF "$element" "$work/nuspec" || fails "The description of $name lacks $element"
    done
    for framework in net8.0 net10.0; do
      grep -q "^lib/$framework/.*\.xml$" "$work/listing" || fails "$name lacks the documentation for $framework."
      grep -q "^lib/$framework/.*\.pdb$" "$work/symbols" || fails "$name lacks the symbols for $framework."
      unzip -p "$package" "lib/$framework/*.dll" > "$work/library"
      # A build that is the same on every machine knows no machine's folders.
      grep -qaF '/_/src/' "$work/library" || fails "$name for $framework has not the paths of a deterministic build."
      if grep -qaF "$root/" "$work/library"; then fails "$name for $framework names a folder of this machine."; fi
    done
  done
}

console() {
  dotnet build "$work/Console" -c Release "${properties[@]}"
  for framework in net8.0 net10.0; do
    with_agent dotnet "$work/Console/bin/Release/$framework/Console.dll" ''
    says 'Your name is Ada; you told me in this session, 2 turns long by now.'
  done
}

web() {
  dotnet build "$work/Web" -c Release "${properties[@]}"
  with_agent dotnet "$work/Web/bin/Release/net10.0/Web.dll" --Agent:AgentRuntimeArn=
  says 'Your name is Ada; you told me in this session, 2 turns long by now.'
  if $with_aspnetcore; then
    says '6 x 7 is 42.'
  fi
}

# publish_native NAME PROPERTY: publishes the program, warnings being errors, and runs it.
publish_native() {
  cp -r "$work/Native" "$work/$1"
  dotnet publish "$work/$1" -c Release --use-current-runtime -o "$work/$1/out" "${properties[@]}" "$2"
  with_agent "$work/$1/out/Native" ''
  says 'Your name is Ada; you told me in this session, 2 turns long by now.'
  says 'calculate(6 x 7): 6 x 7 is 42.'
  says 'True: 127.0.0.1:9 could not be reached'
}

trimmed() { publish_native trimmed -p:PublishTrimmed=true; }

native() { publish_native native -p:PublishAot=true; }

# The adapter is not in the solution. Here its own project is built and packed, in a copy, with a package of the stand-in in place of AWS's.
adapter() (
  mkdir -p "$work/adapter"
  tar -c --exclude=bin --exclude=obj .editorconfig Directory.Build.props Directory.Packages.props global.json assets src tests/AwsSdkStandIn tests/Directory.Build.props |
    tar -x -C "$work/adapter"
  cd "$work/adapter"
  local options=(-c Release -p:TargetFrameworks=net10.0 "-p:MinVerVersionOverride=$version"
    "-p:RestorePackagesPath=$work/.packages" "-p:RestoreFallbackFolders=$others")
  dotnet pack tests/AwsSdkStandIn -o "$work/feed" "${options[@]}" -p:IsPackable=true -p:PackageId=AWSSDK.BedrockAgentCore -p:Version=4.99.0
  dotnet pack src/AgentCore.Extensions.AI.BedrockAgentCore -o out "${options[@]}"
  unzip -p out/*.nupkg '*.nuspec' > nuspec
  grep -qF "<dependency id=\"AgentCore.Extensions.AI\" version=\"[$version]\"" nuspec || { cat nuspec; fails 'The adapter does not ask for exactly its own library.'; }
  grep -qF '<dependency id="AWSSDK.BedrockAgentCore" version="4.99.0"' nuspec || { cat nuspec; fails "The adapter does not depend on AWS's package."; }
)

if [ $# -eq 0 ]; then set -- contents console web trimmed native adapter; fi
for part in "$@"; do "$part"; done
