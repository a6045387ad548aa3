using System.CommandLine;
using Guildhall.Voice.Fuzz;

var inputs = new Option<long>("--inputs") { Description = "How many inputs, over all targets.", DefaultValueFactory = _ => 10_000_000 };
var seed = new Option<ulong>("--seed") { Description = "Where the randomness begins; the same seed and number of threads give the same inputs.", DefaultValueFactory = _ => 1 };
var threads = new Option<int>("--threads") { Description = "How many targets of a kind run at once.", DefaultValueFactory = _ => Environment.ProcessorCount };
var only = new Option<string>("--only") { Description = "Only targets whose name contains the text." };
var command = new RootCommand("Throws malformed input at every entry of the voice side.") { inputs, seed, threads, only };
command.SetAction(async parsed =>
{
    var chosen = FuzzTargets.All(parsed.GetValue(only));
    var report = await new FuzzRun(chosen, parsed.GetValue(seed), parsed.GetValue(threads), Console.WriteLine).Run(parsed.GetValue(inputs));
    Console.WriteLine($"{report.Inputs:N0} inputs, {report.Findings.Count} findings; heap grew by {report.ManagedGrowth >> 20} MB, process by {report.ResidentGrowth >> 20} MB");
    Console.WriteLine(report.IsClean ? "clean" : "NOT clean");
    return report.IsClean ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();
