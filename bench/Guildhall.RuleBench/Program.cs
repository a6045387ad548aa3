using System.Diagnostics;
using System.Globalization;
using System.Text;
using Guildhall.Community.AutoModeration;
using Guildhall.Community.AutoModeration.Matching;

// CPU time of automatic moderation for one message of 2,000 characters, with far more rules than a guild may have.
// Prints rows for bench/RESULTS.md.
const int RuleCount = 100;
const int KeywordsPerRule = 1_000;
const int MessageLength = 2_000;
var random = new Random(20);
var vocabulary = Enumerable.Range(0, 20_000).Select(_ => Word(4, 12)).ToArray();

AutoModerationRule[] rules = [.. Enumerable.Range(0, RuleCount).Select(index => Rule(index, [.. Enumerable.Range(0, KeywordsPerRule).Select(_ => Keyword())]))];
var before = GC.GetTotalMemory(forceFullCollection: true);
var clock = Stopwatch.StartNew();
var set = RuleSet.Compile(rules);
clock.Stop();
var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| compile {RuleCount} rules of {KeywordsPerRule:N0} keywords | {clock.ElapsedMilliseconds} ms | {memory / 1e6:F1} MB | beside the guild's actor; automata {set.AutomataBytes / 1e6:F1} MB |"));

Measure("prose without a hit", set, RuleCount, Prose(_ => vocabulary[random.Next(vocabulary.Length)]));
Measure("prose, every rule hit", set, RuleCount, Prose(index => rules[index % RuleCount].TriggerMetadata.KeywordFilter![0].Trim('*')));
Measure("keywords cut short by one letter", set, RuleCount, Prose(index => rules[index % RuleCount].TriggerMetadata.KeywordFilter![index % KeywordsPerRule].Trim('*')[..^1]));
Measure("letters beyond ASCII", set, RuleCount, Prose(_ => Fancy(vocabulary[random.Next(vocabulary.Length)])));

// Every suffix of a run of one letter is a keyword: the most that can end at each place.
AutoModerationRule[] runs = [.. Enumerable.Range(0, RuleCount).Select(index => Rule(index, [.. Enumerable.Range(1, 60).Select(length => new string('a', length))]))];
Measure("nested keywords, a run of one letter, whole words", RuleSet.Compile(runs), RuleCount, [new string('a', MessageLength)]);

var hostile = Rule(0, []) with { TriggerMetadata = new TriggerMetadata { RegexPatterns = [.. Enumerable.Repeat("([ab]*a[ab]{12}){8}c", 10)] } };
var stopwatch = Stopwatch.StartNew();
var patterns = RuleSet.Compile([hostile]);
var text = string.Concat(Enumerable.Range(0, MessageLength).Select(_ => random.Next(2) == 0 ? 'a' : 'b'));
for (var message = 0; message < 1_000; message++) patterns.Match(text, [true], []);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| ten hostile regular expressions, 1,000 messages | {stopwatch.ElapsedMilliseconds} ms in all | | each is left out once its matches have cost too much; the rest of the messages cost nothing |"));

void Measure(string name, RuleSet rules, int count, string[] messages)
{
    var asked = Enumerable.Repeat(true, count).ToArray();
    List<RuleMatch> matches = [];
    for (var warm = 0; warm < 200; warm++) Match(messages[warm % messages.Length]);
    var rounds = 0;
    var start = Process.GetCurrentProcess().TotalProcessorTime;
    var wall = Stopwatch.StartNew();
    while (wall.ElapsedMilliseconds < 2_000)
    {
        for (var i = 0; i < 50; i++) Match(messages[rounds++ % messages.Length]);
    }

    var cpu = Process.GetCurrentProcess().TotalProcessorTime - start;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| automatic moderation, {MessageLength:N0} characters, {name} | {wall.Elapsed.TotalMicroseconds / rounds:F0} µs | {cpu.TotalMicroseconds / rounds:F0} µs CPU | {matches.Count} rules set off |"));

    void Match(string message)
    {
        matches.Clear();
        rules.Match(message, asked, matches);
    }
}

string Word(int min, int max) => string.Create(random.Next(min, max + 1), random, static (word, random) =>
{
    for (var i = 0; i < word.Length; i++) word[i] = "etaoinshrdlucmfwypvbgkjqxz"[(int)(random.NextDouble() * random.NextDouble() * 26)];
});

string Keyword() => random.Next(4) switch
{
    0 => Word(6, 14) + "*",
    1 => "*" + Word(6, 14),
    2 => "*" + Word(7, 14) + "*",
    _ => random.Next(3) == 0 ? Word(4, 9) + " " + Word(4, 9) : Word(6, 14),
};

string[] Prose(Func<int, string> word) =>
[
    .. Enumerable.Range(0, 50).Select(_ =>
    {
        var text = new StringBuilder();
        for (var index = 0; text.Length < MessageLength; index++) text.Append(word(index)).Append(' ');
        return text.ToString(0, MessageLength);
    }),
];

static string Fancy(string word) => string.Concat(word.Select(letter => char.ConvertFromUtf32(0x1D41A + letter - 'a')));

static AutoModerationRule Rule(int index, string[] keywords) => new()
{
    Id = new AutoModerationRuleId((ulong)index + 1),
    GuildId = new GuildId(1),
    CreatorId = new UserId(1),
    Name = "bench",
    EventType = RuleEvent.MessageSend,
    TriggerType = TriggerType.Keyword,
    TriggerMetadata = new TriggerMetadata { KeywordFilter = keywords, AllowList = [keywords.Length > 0 ? keywords[^1].Trim('*') + "ly" : "fine"] },
    Enabled = true,
};
