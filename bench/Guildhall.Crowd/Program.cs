using System.Diagnostics;
using System.Globalization;
using Guildhall.Cluster.Placement;
using Guildhall.Cluster.Relay;
using Guildhall.Community;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Community.Members.Lists;
using Guildhall.Community.Presence;
using Guildhall.Community.ReadStates;
using Guildhall.Community.Roles;
using Guildhall.Crowd;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Logging.Abstractions;

// A guild of a million members of whom 200,000 are connected, as its actor has it: loading, memory, and what an event costs.
// The sessions themselves are counted, not kept: the gateway's memory is measured beside sockets. Prints rows for bench/RESULTS.md.
var members = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var connected = members / 5;
const int Looking = 5_000;
RankBench.Run();
var folder = Directory.CreateTempSubdirectory("guildhall-crowd-").FullName;
try
{
    await Measure(folder, members, connected);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task Measure(string folder, int members, int connected)
{
    var guild = new GuildId(900_000);
    var channel = new ChannelId(910_000);
    await using var store = SqliteStore.Open(folder, TimeProvider.System, NullLoggerFactory.Instance);
    await Seed(store, guild, channel, members);
    var target = new CountingTarget();
    var relay = new EventRelay();
    relay.Attach(target);
    var empty = GC.GetTotalMemory(forceFullCollection: true);
    await using var actors = new CommunityActors(
        store.Writer, store.Guilds, store.Messages, store.Users, relay, new LocalPlacement(), TimeProvider.System, NullLoggerFactory.Instance);

    async Task Settle()
    {
        var answer = await actors.Guilds.Ask(guild, new AckMessage.MayRead(channel, new Caller(User(0), false)), CancellationToken.None);
        if (!answer.IsOk) throw new InvalidOperationException(answer.Failure.Message);
    }

    await Report($"load of {members:N0} members", 1, Settle);
    Memory("with nobody connected", empty, members);
    await Report($"{connected:N0} members connect", connected, async () =>
    {
        for (var i = 0; i < connected; i++)
        {
            var session = new ConnectedSession(Session(i), User(i), false, Intents.All, 250);
            await actors.Guilds.Tell(guild, new SessionConnected(session), CancellationToken.None);
            await actors.Guilds.Tell(guild, new PresenceChanged(User(i), Presence(i, "online")), CancellationToken.None);
        }

        await Settle();
    });
    Memory($"with {connected:N0} connected", empty, members);
    await Report($"{Looking:N0} of them open the member list", Looking, async () =>
    {
        for (var i = 0; i < Looking; i++)
        {
            var ranges = new ChannelRanges(channel, i % 10 == 0 ? [new(0, 99), new(i * 10, (i * 10) + 99)] : [new(0, 99)]);
            await actors.Guilds.Tell(guild, new SubscribeGuild(Session(i), User(i), new GuildLookChange { Channels = [ranges] }), CancellationToken.None);
        }

        await Settle();
    });
    const int changes = 20_000;
    var random = new Random(3);
    await Report("a presence changes", changes, async () =>
    {
        for (var i = 0; i < changes; i++)
        {
            var who = random.Next(connected);
            await actors.Guilds.Tell(guild, new PresenceChanged(User(who), Presence(who, random.Next(2) == 0 ? "offline" : "online")), CancellationToken.None);
        }

        await Settle();
    });
    await Report("the lists are told", 1, async () =>
    {
        await actors.Guilds.Tell(guild, new FlushMemberLists(), CancellationToken.None);
        await Settle();
    });
    var slowest = 0.0;
    for (var i = 0; i < 200; i++)
    {
        var clock = Stopwatch.StartNew();
        var who = random.Next(connected);
        await actors.Guilds.Tell(guild, new PresenceChanged(User(who), Presence(who, "idle")), CancellationToken.None);
        if (i % 20 == 0) await actors.Guilds.Tell(guild, new FlushMemberLists(), CancellationToken.None);
        await Settle();
        slowest = Math.Max(slowest, clock.Elapsed.TotalMilliseconds);
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| crowd: the slowest of 200 events, some with a flush | {slowest:F1} ms | | wall time, answer included; {target.Deliveries:N0} deliveries so far |"));
    slowest = 0;
    const int searches = 10;
    await Report("a session looks for a name that nobody has", searches, async () =>
    {
        for (var i = 0; i < searches; i++)
        {
            var told = target.Deliveries;
            await actors.Guilds.Tell(guild, new RequestMembers(Session(i), User(i), "nobody of this name", 100, null, false, null), CancellationToken.None);
            do
            {
                var clock = Stopwatch.StartNew();
                await Settle();
                slowest = Math.Max(slowest, clock.Elapsed.TotalMilliseconds);
            }
            while (target.Deliveries == told);
        }
    });
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| crowd: the slowest answer of the guild meanwhile | {slowest:F1} ms | | wall time |"));
    await Report("a member gets a role that is shown apart", 200, async () =>
    {
        for (var i = 1; i <= 200; i++)
        {
            var given = await actors.Guilds.Ask(guild, new GiveRole.Command(User(i), new RoleId(901_000), new Caller(User(0), false)), CancellationToken.None);
            if (!given.IsOk) throw new InvalidOperationException(given.Failure.Message);
        }
    });
    await Report("a role is deleted: everybody's view and every list anew", 1, async () =>
    {
        var gone = await actors.Guilds.Ask(guild, new Guildhall.Community.Roles.DeleteRole.Command(new RoleId(901_000), new Caller(User(0), false)), CancellationToken.None);
        if (!gone.IsOk) throw new InvalidOperationException(gone.Failure.Message);
        await actors.Guilds.Tell(guild, new FlushMemberLists(), CancellationToken.None);
        await Settle();
    });
    Memory("at the end", empty, members);
}

static async Task Report(string name, int count, Func<Task> work)
{
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    var clock = Stopwatch.StartNew();
    await work();
    var spent = Process.GetCurrentProcess().TotalProcessorTime - cpu;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| crowd: {name} | {clock.Elapsed.TotalMilliseconds:N0} ms | {spent.TotalMicroseconds / count:N1} µs CPU each | {count:N0} |"));
}

static void Memory(string name, long empty, int members)
{
    var live = GC.GetTotalMemory(forceFullCollection: true) - empty;
    var process = Process.GetCurrentProcess();
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| crowd: memory {name} | {live / 1e6:N0} MB | | {(double)live / members:N0} bytes a member; resident {process.WorkingSet64 / 1e6:N0} MB, at most {process.PeakWorkingSet64 / 1e6:N0} MB |"));
}

static async Task Seed(SqliteStore store, GuildId guild, ChannelId channel, int members)
{
    var lane = new WriteLane();
    var everyone = new RolePayload { Id = new RoleId(guild.Value), Name = "@everyone", Permissions = PermissionMath.Default };
    var apart = new RolePayload { Id = new RoleId(901_000), Name = "captains", Permissions = Permissions.None, Hoist = true, Position = 1 };
    await store.Writer.Submit(lane, new StoreWrite([
        new PutGuild(new GuildPayload { Id = guild, Name = "A crowd", OwnerId = User(0) }),
        new PutRole(guild, everyone), new PutRole(guild, apart),
        new PutChannel(guild, new ChannelPayload { Id = channel, GuildId = guild, Type = ChannelType.GuildText, Name = "busy" })]));
    const int batch = 2_500;
    for (var first = 0; first < members; first += batch)
    {
        List<RowChange> rows = [];
        for (var i = first; i < Math.Min(members, first + batch); i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + (i * 7 % 26))}member{i * 7919L % 1_000_003}");
            var profile = new UserPayload { Id = User(i), Username = name, GlobalName = i % 2 == 0 ? $"The {name}" : null, Avatar = i % 2 == 0 ? $"{(ulong)i * 0x9E3779B97F4A7C15:x16}{i:x16}" : null };
            rows.Add(new PutUser(new UserRow { Profile = profile }));
            rows.Add(new PutMember(guild, new MemberRow
            {
                User = User(i),
                JoinedAt = DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000 + i),
                Roles = i % 100 == 0 ? [apart.Id] : [],
                Nick = i % 10 == 0 ? $"nick {i}" : null,
                LastSeenOn = DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(20_000)),
            }));
        }

        await store.Writer.Submit(lane, new StoreWrite(rows, []));
    }
}

static UserId User(int index) => new(((ulong)(index + 1_000_000) << 22) | 1);

static SessionRef Session(int index) => new((ulong)index + 1);

static PresencePayload Presence(int index, string status) => new() { User = new PresenceUserPayload(User(index)), Status = status, ClientStatus = new ClientStatusPayload(Web: status) };
