using System.Globalization;
using System.Numerics;
using System.Text;
using Guildhall.Testing;

namespace Guildhall.Conformance.Rights;

/// <summary>
/// Who hears of what: every operation of the matrix called by the owner while sessions listen that differ in what they may see and in
/// the one intent they have. The table is docs/dispatch-matrix.md; after a wanted change run once with GUILDHALL_WRITE_GOLDEN=1.
/// </summary>
public sealed class DispatchMatrixTests
{
    private const string Head = """
        # Who hears of what

        Every operation on a guild, called by its owner while others listen: which dispatches come, with which single intent a bot
        that is an administrator gets them, and which people get them. **owner** made the guild; **member** sees its channels and
        has no other right; **blind** is a member who may view no channel. `none` means that the event needs no intent.
        This file is written by the tests and held against every build.

        | operation | dispatch | intents | people |
        |---|---|---|---|

        """;

    // What an operation starts and does not tell itself.
    private static readonly string[] OfSessions = ["READY", "GUILD_CREATE", "GUILD_MEMBERS_CHUNK", "PRESENCE_UPDATE", "SESSIONS_REPLACE", "MESSAGE_ACK"];

    [Fact]
    public async Task Everybody_hears_exactly_what_the_matrix_says()
    {
        await using var house = await TestHouse.Start();
        var world = await MatrixWorld.Of(house);
        await world.LetBotHaveEveryIntent();
        var table = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var operation in MatrixOperations.All)
        {
            IReadOnlyList<string> lines;
            try
            {
                lines = await Heard(world, operation);
            }
            catch (UnexpectedAnswerException failure)
            {
                throw new UnexpectedAnswerException($"{operation.Route}: {failure.Message}");
            }

            foreach (var line in lines)
                table.Append("| ").Append(operation.Route.Split('?')[0]).Append(" | ").Append(line).Append(" |\n");
        }

        await Golden.Hold(table.ToString(), "dispatch-matrix.md");
    }

    private static async Task<IReadOnlyList<string>> Heard(MatrixWorld world, MatrixOperation operation)
    {
        await world.SettleWithBlind();
        var call = await world.Ready(operation);
        var listeners = await Listeners(world);
        var answer = await call();
        List<(string Event, string Who, bool IsIntent)> heard = [];
        foreach (var (name, session, isIntent) in listeners)
        {
            var ends = answer.Status < 300 && operation.EndsGuild;
            if (!ends) await session.Settle();
            else if (!isIntent || name == nameof(Protocol.Intents.Guilds)) await session.Saw("GUILD_DELETE");
            heard.AddRange(session.Seen
                .Where(payload => payload is { Op: 0, Name: not null } && !OfSessions.Contains(payload.Name))
                .Select(payload => (payload.Name!, name, isIntent)));
            await session.Leave();
            await session.DisposeAsync();
        }

        await world.EndGuild();
        return
        [
            .. heard.Distinct().GroupBy(one => one.Event).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"{group.Key} | {Intents(group)} | {string.Join(", ", group.Where(one => !one.IsIntent).Select(one => one.Who))}"),
        ];
    }

    private static string Intents(IEnumerable<(string Event, string Who, bool IsIntent)> heard)
    {
        string[] intents = [.. heard.Where(one => one.IsIntent).Select(one => one.Who)];
        return intents.Contains("none") ? "none" : string.Join(", ", intents);
    }

    private static async Task<IReadOnlyList<(string Name, GatewayClient Session, bool IsIntent)>> Listeners(MatrixWorld world)
    {
        List<(string, GatewayClient, bool)> listeners = [];
        foreach (var (name, user) in world.People) listeners.Add((name, await Open(world, user, null), false));
        listeners.Add(("none", await Open(world, world.Bot, 0), true));
        foreach (var intent in Enum.GetValues<Intents>().Where(intent => BitOperations.PopCount((uint)intent) == 1))
            listeners.Add((intent.ToString(), await Open(world, world.Bot, (int)intent), true));
        return listeners;
    }

    private static async Task<GatewayClient> Open(MatrixWorld world, TestUser user, int? intents)
    {
        var session = await GatewayClient.Open(world.GatewayUrl);
        await session.Identify(user.Token, intents);
        if (intents is null) await session.Settle();
        else await session.Arrive();
        return session;
    }
}
