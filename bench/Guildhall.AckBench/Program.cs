using System.Diagnostics;
using System.Globalization;
using Guildhall.Cluster.Placement;
using Guildhall.Cluster.Relay;
using Guildhall.Community;
using Guildhall.Community.Guild;
using Guildhall.Community.ReadStates;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Logging.Abstractions;

// CPU time of one ack, from the question whether the reader may see the channel to the row in the store, without HTTP.
// Prints rows for bench/RESULTS.md.
const int Readers = 500;
const int Channels = 20;
const int Rounds = 40;
var folder = Directory.CreateTempSubdirectory("guildhall-acks-").FullName;
try
{
    await Measure(folder);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task Measure(string folder)
{
    var guild = new GuildId(900_000);
    ChannelId[] channels = [.. Enumerable.Range(0, Channels).Select(i => new ChannelId((ulong)(910_000 + i)))];
    UserId[] readers = [.. Enumerable.Range(0, Readers).Select(i => new UserId((ulong)(920_000 + i)))];
    await using var store = SqliteStore.Open(folder, TimeProvider.System, NullLoggerFactory.Instance);
    await store.Writer.Submit(new WriteLane(), new StoreWrite([.. Rows(guild, channels, readers)]));
    await using var actors = new CommunityActors(
        store.Writer, store.Guilds, store.Messages, store.Users, new EventRelay(), new LocalPlacement(), TimeProvider.System, NullLoggerFactory.Instance);

    ulong message = 1_000_000;
    for (var warm = 0; warm < 20_000; warm++) await Ack(actors, guild, channels[warm % Channels], readers[warm % Readers], message++); // compiled, in memory
    foreach (var asked in (GuildId?[])[null, guild])
    {
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var wall = Stopwatch.StartNew();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var channel in channels)
            {
                foreach (var reader in readers) await Ack(actors, asked, channel, reader, message);
                message++;
            }
        }

        await Task.Delay(TimeSpan.FromSeconds(1)); // what is written behind belongs to it
        process.Refresh();
        const int acks = Rounds * Channels * Readers;
        var each = (process.TotalProcessorTime - cpu).TotalMicroseconds / acks;
        var name = asked is null ? "the reader's mark" : "may the reader see the channel, and the mark";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| ack: {name} | {acks / wall.Elapsed.TotalSeconds:N0}/s | {each:F1} µs CPU each | {acks:N0} acks one after the other, rows in the store included |"));
    }
}

static async ValueTask Ack(CommunityActors actors, GuildId? guild, ChannelId channel, UserId reader, ulong message)
{
    if (guild is { } asked) await actors.Guilds.Ask(asked, new AckMessage.MayRead(channel, new Caller(reader, false)), CancellationToken.None);
    var acked = await actors.Users.Ask(reader, new AckMessage.Command(channel, new MessageId(message), false, 0), CancellationToken.None);
    if (!acked.IsOk) throw new InvalidOperationException(acked.Failure.Message);
}

static IEnumerable<RowChange> Rows(GuildId guild, ChannelId[] channels, UserId[] readers)
{
    yield return new PutGuild(new GuildPayload { Id = guild, Name = "Readers", OwnerId = readers[0] });
    yield return new PutRole(guild, new RolePayload { Id = new RoleId(guild.Value), Name = "@everyone", Permissions = PermissionMath.Default });
    foreach (var channel in channels)
        yield return new PutChannel(guild, new ChannelPayload { Id = channel, Type = ChannelType.GuildText, GuildId = guild, Name = "books" });
    foreach (var reader in readers)
    {
        yield return new PutUser(new UserRow { Profile = new UserPayload { Id = reader, Username = $"reader{reader}" } });
        yield return new PutMember(guild, new MemberRow { User = reader, JoinedAt = DateTimeOffset.UnixEpoch });
    }
}
