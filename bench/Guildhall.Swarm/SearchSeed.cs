using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.SearchIndex;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guildhall.Swarm;

/// <summary>
/// A large guild to search in: a hundred channels, an owner who reads them all, a member who reads three, and messages of words as
/// often as in a language (Zipf). Messages are written through the store and put into the index beside it. Prints one line of JSON: ids,
/// tokens, and words by how often they occur.
/// </summary>
internal sealed class SearchSeed
{
    private const int Channels = 100;
    private const int OpenToMember = 3;
    private const int Authors = 2_000;
    private const int Vocabulary = 60_000;
    private const int RowsPerWrite = 500;
    private const int MeanWords = 11;
    private const int MostWords = 80;
    private static readonly string[] Syllables = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va"];

    private readonly Random _random = new(1);
    private readonly double[] _upTo = Cumulative();
    private readonly GuildId _guild;
    private readonly ChannelId[] _channels;
    private readonly UserId[] _people;
    private readonly Snowflake _first;
    private readonly long _spacingMs;

    private SearchSeed(DateTimeOffset now, int messages)
    {
        // A year of talk that ends now.
        var began = now.AddDays(-366);
        _guild = new GuildId(Snowflake.At(began));
        _channels = [.. Enumerable.Range(1, Channels).Select(i => new ChannelId(Snowflake.At(began).Value + (ulong)i))];
        _people = [.. Enumerable.Range(1, Authors).Select(i => new UserId(Snowflake.At(began).Value + 10_000 + (ulong)i))];
        _first = Snowflake.At(began.AddDays(1));
        _spacingMs = Math.Max(1, (long)TimeSpan.FromDays(365).TotalMilliseconds / messages);
    }

    public static async Task<int> Run(DirectoryInfo data, int messages, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var seed = new SearchSeed(time.GetUtcNow(), messages);
        await using var store = SqliteStore.Open(data.FullName, time, NullLoggerFactory.Instance);
        using var index = SqliteSearchIndex.Open(data.FullName);
        var tokens = await seed.WriteGuild(store.Writer, time.GetUtcNow());
        await index.Begin(new SearchProgress { Position = 0, PositionAt = null, IsBuilt = true }, cancel);
        List<Task> written = [];
        for (var done = 0; done < messages; done += RowsPerWrite)
        {
            StoredMessage[] some = [.. Enumerable.Range(done, Math.Min(RowsPerWrite, messages - done)).Select(seed.Message)];
            written.Add(store.Writer.Submit(new WriteLane(), new StoreWrite([.. some.Select(message => new PutMessage(message))], [])));
            await index.Apply(
                new SearchChange { Puts = [.. some.Select(message => new SearchDocument(message, "user", null, new SearchPlace(message.Channel)))], Progress = index.Progress! }, cancel);
            if (written.Count < 16) continue;
            await Task.WhenAll(written);
            written.Clear();
        }

        await Task.WhenAll(written);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            guild = $"{seed._guild}",
            channels = seed._channels.Select(id => $"{id}"),
            owner = tokens.Owner,
            member = tokens.Member,
            authors = seed._people.Take(200).Select(id => $"{id}"),
            messages,
            first = $"{seed._first}",
            spacing_ms = seed._spacingMs,
            common = Enumerable.Range(0, 20).Select(Word),
            middle = Enumerable.Range(200, 400).Select(Word),
            rare = Enumerable.Range(30_000, 400).Select(Word),
        }));
        return 0;
    }

    private async Task<(string Owner, string Member)> WriteGuild(IStoreWriter writer, DateTimeOffset now)
    {
        var lane = new WriteLane();
        var (owner, member) = (_people[0], _people[1]);
        OverwritePayload closed = new(new OverwriteId(member.Value), OverwriteType.Member, Permissions.None, Permissions.ViewChannel);
        List<RowChange> rows =
        [
            new PutGuild(new GuildPayload { Id = _guild, Name = "Library", OwnerId = owner }),
            new PutRole(_guild, new RolePayload { Id = new RoleId(_guild.Value), Name = "@everyone", Permissions = PermissionMath.Default }),
        ];
        for (var i = 0; i < Channels; i++)
        {
            var channel = new ChannelPayload { Id = _channels[i], Type = ChannelType.GuildText, GuildId = _guild, Name = $"room-{i}", Position = i };
            // Those open to the member are of every size.
            var isOpen = i % (Channels / OpenToMember) == 10;
            rows.Add(new PutChannel(_guild, isOpen ? channel : channel with { PermissionOverwrites = [closed] }));
        }

        var tokens = new List<string>();
        foreach (var person in _people)
        {
            var (token, row) = TokenAuthenticator.Create(person, "swarm", now);
            tokens.Add(token);
            rows.Add(new PutUser(new UserRow { Profile = new UserPayload { Id = person, Username = $"reader{person}" } }));
            rows.Add(new PutToken(row));
            rows.Add(new PutMember(_guild, new MemberRow { User = person, JoinedAt = now }));
        }

        await writer.Submit(lane, new StoreWrite(rows, []));
        return (tokens[0], tokens[1]);
    }

    private StoredMessage Message(int number)
    {
        var extra = _random.NextDouble() switch
        {
            < 0.05 => new MessageExtra { MentionUsers = [Somebody()] },
            < 0.10 => new MessageExtra { Attachments = [new AttachmentPayload { Id = new AttachmentId(1), Filename = "picture.png", ContentType = "image/png", Size = 1 }] },
            _ => null,
        };
        var content = string.Join(' ', Enumerable.Range(0, Length()).Select(_ => Word(RandomRank())));
        return new StoredMessage
        {
            Channel = _channels[(int)(Math.Pow(_random.NextDouble(), 2) * Channels)],
            Id = new MessageId(_first.Value + ((ulong)(number * _spacingMs) << 22)),
            Guild = _guild,
            Author = Somebody(),
            Content = _random.NextDouble() < 0.08 ? $"{content} https://example.org/{number}" : content,
            PinnedAt = _random.Next(2_000) == 0 ? DateTimeOffset.UnixEpoch : null,
            Extra = extra,
        };
    }

    // Few write most of it.
    private UserId Somebody() => _people[(int)(Math.Pow(_random.NextDouble(), 3) * Authors)];

    private int Length() => Math.Min(MostWords, 1 + (int)(-Math.Log(1 - _random.NextDouble()) * MeanWords));

    private int RandomRank()
    {
        var at = Array.BinarySearch(_upTo, _random.NextDouble() * _upTo[^1]);
        return Math.Min(Vocabulary - 1, at < 0 ? ~at : at);
    }

    private static double[] Cumulative()
    {
        var upTo = new double[Vocabulary];
        var sum = 0.0;
        for (var rank = 0; rank < Vocabulary; rank++) upTo[rank] = sum += 1.0 / (rank + 2.7);
        return upTo;
    }

    private static string Word(int rank)
    {
        var word = "";
        for (var rest = rank + Syllables.Length; rest > 0; rest /= Syllables.Length) word += Syllables[rest % Syllables.Length];
        return word;
    }
}
