#!/usr/bin/env bash
# Fuzzes a target with AFL++, guided by the coverage of the two libraries: fuzz.sh TARGET SECONDS [FOLDER].
# FOLDER (by default artifacts/fuzz/TARGET) keeps what was found; a later run goes on from there.
# Needs the .NET 10 SDK; installs AFL++ (as root) and SharpFuzz's tool, and instruments a copy of the program.
set -euo pipefail
cd "$(dirname "$0")"
target=${1:?fuzz.sh TARGET SECONDS [FOLDER]}
seconds=${2:?fuzz.sh TARGET SECONDS [FOLDER]}
artifacts=$(cd ../.. && pwd)/artifacts/fuzz
folder=${3:-$artifacts/$target}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
unset "${!AWS_@}"

if ! command -v afl-fuzz > /dev/null; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends afl++ > /dev/null
fi
[ -x "$artifacts/tools/sharpfuzz" ] || dotnet tool install --tool-path "$artifacts/tools" SharpFuzz.CommandLine --version 2.3.0

dotnet build -c Release
plain=$PWD/bin/Release/net10.0/AgentCore.Extensions.AI.Fuzz.dll
rm -rf "$folder/program"
cp -r bin/Release/net10.0 "$folder/program"
"$artifacts/tools/sharpfuzz" "$folder/program/AgentCore.Extensions.AI.dll"
"$artifacts/tools/sharpfuzz" "$folder/program/AgentCore.Extensions.AI.AspNetCore.dll"

seeds=- # on from what is there
if [ ! -e "$folder/findings/default/fuzzer_stats" ]; then
  seeds=$folder/seeds
  dotnet "$plain" "$target" --write-seeds "$seeds"
fi

# AFL++ looks for its own instrumentation, a tuned kernel and a core of its own; there are none.
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1
# A runtime that starts on a busy machine takes its time; code whose first run is slow is measured less often.
export AFL_FORKSRV_INIT_TMOUT=120000 AFL_FAST_CAL=1 DOTNET_TieredPGO=0
afl-fuzz -i "$seeds" -o "$folder/findings" -x "Seeds/$target.dict" -t 20000 -m none -G 65536 -V "$seconds" -- \
  dotnet "$folder/program/AgentCore.Extensions.AI.Fuzz.dll" "$target" --coverage

grep -E '^(run_time|execs_done|corpus_count|bitmap_cvg|stability|saved_crashes|saved_hangs) ' "$folder/findings/default/fuzzer_stats"
rm -f "$folder/findings/default/crashes/README.txt"
dotnet "$plain" "$target" "$folder/findings/default/crashes" "$folder/findings/default/hangs"
