# shellcheck shell=bash

usage() {
  cat <<'TEXT'
./dev fuzz [--inputs N] [--seed N] [--threads N] [--only TEXT]

Throws malformed input at every entry of the voice side: STUN, DTLS, RTP, RTCP, SDP, IP discovery, end-to-end encryption's
key packages and commits, messages to the voice gateway, and a whole worker with bots, browsers and strangers. Ten million inputs
unless told otherwise; some minutes. Ends with "clean" when nothing threw, no memory stayed, and nobody who had proved nothing was
sent more than he sent. A finding names its seed, with which it can be had again. ./dev test does a short run of the same.
TEXT
}

main() {
  case "${1:-}" in -h | --help) usage; return ;; esac
  need_dotnet
  step "Build the fuzzer" dotnet build -c Release --nologo -v quiet tests/Guildhall.Voice.Fuzz
  exec dotnet tests/Guildhall.Voice.Fuzz/bin/Release/net10.0/voicefuzz.dll "$@"
}
