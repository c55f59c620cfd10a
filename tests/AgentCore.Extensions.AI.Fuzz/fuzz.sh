#!/usr/bin/env bash
# Fuzzes a target with AFL++, guided by the coverage of the two libraries: fuzz.sh TARGET SECONDS [FOLDER].
# FOLDER (by default artifacts/fuzz/TARGET) keeps what was found, and a later run goes on from there.
# Needs the .NET 10 SDK; installs AFL++ (as root) and SharpFuzz's tool, and instruments a copy of the program.
set -euo pipefail
cd "$(dirname "$0")"
target=${1:?fuzz.sh TARGET SECONDS [FOLDER]}
seconds=${2:?fuzz.sh TARGET SECONDS [FOLDER]}
root=$(cd ../.. && pwd)
folder=${3:-$root/artifacts/fuzz/$target}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
unset "${!AWS_@}"

if ! command -v afl-fuzz > /dev/null; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends afl++ > /dev/null
fi
tools=$root/artifacts/fuzz/tools
[ -x "$tools/sharpfuzz" ] || dotnet tool install --tool-path "$tools" SharpFuzz.CommandLine --version 2.3.0

program=$folder/program
rm -rf "$program"
dotnet build -c Release -o "$program"
"$tools/sharpfuzz" "$program/AgentCore.Extensions.AI.dll"
"$tools/sharpfuzz" "$program/AgentCore.Extensions.AI.AspNetCore.dll"

dll=$program/AgentCore.Extensions.AI.Fuzz.dll
seeds=-
if [ ! -d "$folder/findings" ]; then
  seeds=$folder/seeds
  dotnet "$root/tests/AgentCore.Extensions.AI.Fuzz/bin/Release/net10.0/AgentCore.Extensions.AI.Fuzz.dll" "$target" --write-seeds "$seeds"
fi

# AFL++ looks for its own instrumentation and a tuned kernel; there are none. Without tiers, code is compiled once, and coverage does not depend on when.
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_FAST_CAL=1
export DOTNET_TieredPGO=0 DOTNET_gcServer=0
afl-fuzz -i "$seeds" -o "$folder/findings" -x "Seeds/$target.dict" -t 20000 -m none -G 65536 -V "$seconds" -- dotnet "$dll" "$target" --coverage

crashes=$folder/findings/default/crashes
rm -f "$crashes/README.txt"
grep -E 'execs_done|corpus_count|saved_crashes|saved_hangs|stability|bitmap_cvg|run_time' "$folder/findings/default/fuzzer_stats"
dotnet "$root/tests/AgentCore.Extensions.AI.Fuzz/bin/Release/net10.0/AgentCore.Extensions.AI.Fuzz.dll" "$target" "$crashes"
