using System.Globalization;
using Guildhall.PacketBench;

// What a packet of a call costs in processor time: its seal, and its way through a worker. Prints rows for bench/RESULTS.md.
//   packetbench [ciphers] [forward] [stage]      all three when none is named
var parts = args.Length > 0 ? args : ["ciphers", "forward", "stage"];
if (parts.Contains("ciphers")) CipherBench.Run(Row);
if (parts.Contains("forward")) await ForwardBench.Run(Row);
if (parts.Contains("stage")) await ForwardBench.Stage(Row);

static void Row(FormattableString row) => Console.WriteLine(row.ToString(CultureInfo.InvariantCulture));
