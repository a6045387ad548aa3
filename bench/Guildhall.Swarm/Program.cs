using System.CommandLine;
using Guildhall.Swarm;

var data = new Option<DirectoryInfo>("--data") { Description = "Data folder to fill; no server may be running on it.", Required = true };
var users = new Option<int>("--users") { Description = "Members of the guild, each with a token.", DefaultValueFactory = _ => 10_000 };
var messages = new Option<int>("--messages") { Description = "Messages in the history channel.", DefaultValueFactory = _ => 100_000 };
var tokens = new Option<FileInfo>("--tokens") { Description = "File to write the tokens to, one a line.", Required = true };

var aside = new Option<int>("--aside") { Description = "People of a second guild that has nothing to do with the first; their tokens go to TOKENS.aside." };
var voice = new Option<int>("--voice") { Description = "Voice channels of the guild; a stage comes before them." };
var seed = new Command("seed", "Writes a crowd straight into a data folder: one guild, its members with tokens, a long history.") { data, users, messages, tokens, aside, voice };
seed.SetAction((parsed, cancel) => CrowdSeed.Run(
    parsed.GetRequiredValue(data), parsed.GetValue(users), parsed.GetValue(messages), parsed.GetRequiredValue(tokens), parsed.GetValue(aside), parsed.GetValue(voice), cancel));

var library = new Option<int>("--messages") { Description = "Messages of the guild.", DefaultValueFactory = _ => 1_000_000 };
var seedSearch = new Command("seed-search", "Writes a guild of a hundred channels straight into a data folder and its search index.") { data, library };
seedSearch.SetAction((parsed, cancel) => SearchSeed.Run(parsed.GetRequiredValue(data), parsed.GetValue(library), cancel));
return await new RootCommand("Load for a Guildhall server.") { seed, seedSearch }.Parse(args).InvokeAsync();
