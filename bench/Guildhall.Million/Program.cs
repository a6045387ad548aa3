using System.Globalization;
using Guildhall.Million;

// A whole server in this process, a guild of a million members, and a fifth of them connected: sessions in the shards, each with a connection that
// composes its frames and counts them where others have a socket. bench/scenarios/million.mjs runs it.
// usage: million seed FOLDER [MEMBERS] | million run FOLDER [MEMBERS]
if (args.Length < 2 || args[0] is not ("seed" or "run"))
{
    Console.Error.WriteLine("usage: million seed FOLDER [MEMBERS] | million run FOLDER [MEMBERS]");
    return 2;
}

var mix = new Mix(args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1_000_000);
if (args[0] == "seed") await MillionSeed.Run(args[1], mix);
else await Measurement.Run(args[1], mix);
return 0;
