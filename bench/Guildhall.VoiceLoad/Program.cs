using System.CommandLine;
using Guildhall.VoiceLoad;
using Guildhall.VoiceLoad.Load;

var speakers = new Option<int>("--speakers") { Description = "Who speak, in each room.", DefaultValueFactory = _ => 4 };
var listeners = new Option<int>("--listeners") { Description = "Who listen, in each room.", DefaultValueFactory = _ => 50 };
var rates = new Option<string>("--rates") { Description = "Packets that leave the server each second, one step after the other.", DefaultValueFactory = _ => "20000" };
var seconds = new Option<double>("--seconds") { Description = "How long each step lasts.", DefaultValueFactory = _ => 5 };
var check = new Option<int>("--check-every") { Description = "Every so many packets one is decrypted and compared.", DefaultValueFactory = _ => 16 };
var pid = new Option<int>("--pid") { Description = "The process whose CPU is measured." };
var giveUp = new Option<double>("--give-up-at") { Description = "No further step after one that lost more than this part.", DefaultValueFactory = _ => 0.02 };
Option[] plan = [speakers, listeners, rates, seconds, check, pid, giveUp];
LoadPlan PlanOf(ParseResult parsed) => new(
    parsed.GetValue(speakers), parsed.GetValue(listeners), [.. parsed.GetValue(rates)!.Split(',').Select(rate => double.Parse(rate, System.Globalization.CultureInfo.InvariantCulture))],
    parsed.GetValue(seconds), parsed.GetValue(check), parsed.GetValue(pid)) { GiveUpAt = parsed.GetValue(giveUp) };

var server = new Option<string>("--server") { Description = "The server: ws://127.0.0.1:8080 of Guildhall, http://127.0.0.1:8088/janus of Janus.", Required = true };
var tokens = new Option<FileInfo>("--tokens") { Description = "File with a token a line.", Required = true };
var guild = new Option<string>("--guild") { Description = "The guild of the channels.", Required = true };
var channels = new Option<string>("--channels") { Description = "Voice channels, one for each room.", Required = true };
var kind = new Option<string>("--kind") { Description = "web (WebRTC) or bot (rtpsize over UDP).", DefaultValueFactory = _ => "web" };
var stage = new Option<bool>("--stage") { Description = "The channels are stages: speakers unsuppress themselves." };

var guildhall = new Command("guildhall", "Calls on a Guildhall server, through its gateway and its voice gateway.") { server, tokens, guild, channels, kind, stage };
foreach (var option in plan) guildhall.Add(option);
guildhall.SetAction((parsed, cancel) => Calls.OnGuildhall(
    new HouseOptions(new Uri(parsed.GetRequiredValue(server)), parsed.GetRequiredValue(tokens), parsed.GetRequiredValue(guild), parsed.GetRequiredValue(channels).Split(','), parsed.GetValue(kind) == "bot", parsed.GetValue(stage)),
    PlanOf(parsed), cancel));

var janus = new Command("janus", "The same calls on Janus' videoroom.") { server };
foreach (var option in plan) janus.Add(option);
janus.SetAction((parsed, cancel) => Calls.OnJanus(new Uri(parsed.GetRequiredValue(server)), PlanOf(parsed), cancel));

var echo = new Command("echo", "A UDP echo, the baseline; prints its port.");
echo.SetAction(_ => Echo.Serve());

var port = new Option<int>("--port") { Required = true };
var ping = new Command("ping", "Packets to the echo and back, at the rates; every speaker is its own listener.") { port };
foreach (var option in plan) ping.Add(option);
ping.SetAction((parsed, cancel) => Calls.OnEcho(parsed.GetValue(port), PlanOf(parsed), cancel));

return await new RootCommand("Voice load: WebRTC and rtpsize clients that check what they hear.") { guildhall, janus, echo, ping }.Parse(args).InvokeAsync();
