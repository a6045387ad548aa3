using System.Text.Json;
using Guildhall.Cluster.Load;
using Guildhall.Cluster.Relay;
using Guildhall.Community;
using Guildhall.Community.Edge;
using Guildhall.Community.Handover;
using Guildhall.Community.Presence;
using Guildhall.Community.PrivateChannels;
using Guildhall.Community.ReadStates;
using Guildhall.Community.Relationships;
using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Gateway.Backend;

/// <summary>What sessions need, answered by the community of this node.</summary>
public sealed class CommunityBackend(CommunityServices house, CommunityHandover handover, HouseLoad load) : IGatewayBackend
{
    /// <summary>Guilds that one shard may serve, as documented.</summary>
    public const int GuildsPerShard = 2_500;

    public HouseLoad? Load => load.IsOn ? load : null;

    public async ValueTask<IdentifyOutcome> Identify(IdentifyRequest request, SessionRef session, CancellationToken cancel)
    {
        var asOf = TokensAsOf;
        if (await house.Tokens.AuthenticateBare(request.Token, cancel) is not { } identity)
            return new IdentifyOutcome.Refused(GatewayCloseCode.AuthenticationFailed);
        var application = identity.IsBot ? await house.UserRows.GetApplication(new ApplicationId(identity.User.Value), cancel) : null;
        if (IdentifyOutcome.CheckIntents(request.Intents, identity.IsBot, PrivilegedOf(application)) is { } refused) return refused;
        if (!identity.IsBot && request.ShardCount > 1) return new IdentifyOutcome.Refused(GatewayCloseCode.InvalidShard);
        if (identity.IsBot && await NeedsShards(identity.User, request, cancel)) return new IdentifyOutcome.Refused(GatewayCloseCode.ShardingRequired);
        if (identity.IsBot && !house.Accounts.SessionStarts.TryStart(identity.User, request.ShardId)) return new IdentifyOutcome.Later();

        var intents = request.Intents ?? Intents.All; // only people may leave them out
        var command = new OpenSessionCommand(
            new ConnectedSession(
                session, identity.User, identity.IsBot, intents, request.LargeThreshold, identity.IsBot ? PassiveForm.None : request.Passive),
            request.ShardId,
            request.ShardCount,
            NameOf(request.Client),
            request.Presence is { } presence ? PresenceFields.Status(presence) : null,
            request.Presence is { } shown ? PresenceFields.Activities(shown, house.Time.GetUtcNow()) : [],
            TokenAuthenticator.KeyOf(identity.SecretHash));
        var opened = await house.Users.Ask(identity.User, command, cancel);
        if (!opened.IsOk) return new IdentifyOutcome.Later();
        // Who revoked the token before the session was there could not end it.
        if (!IsTokenStillValid(request.Token, identity.User, asOf) && !await TokenIsValid(request.Token, identity.User, CancellationToken.None))
        {
            await house.Users.Tell(identity.User, new CloseSession(session), CancellationToken.None);
            return new IdentifyOutcome.Refused(GatewayCloseCode.AuthenticationFailed);
        }

        var payload = Ready(request, opened.Value!, application);
        if (!identity.IsBot) payload = await WithOwn(payload, opened.Value!, cancel);
        var ready = JsonSerializer.SerializeToUtf8Bytes(payload, ReadyJson.Default.ReadyPayload);
        return new IdentifyOutcome.Accepted(identity.User, identity.IsBot, intents, ready);
    }

    public ValueTask SessionReady(SessionRef session, UserId user, CancellationToken cancel) =>
        house.Users.Tell(user, new SessionReady(session), cancel);

    public ValueTask SessionEnded(SessionRef session, UserId user, CancellationToken cancel) =>
        house.Users.Tell(user, new CloseSession(session), cancel);

    public ValueTask UpdatePresence(SessionRef session, UserId user, JsonElement presence, CancellationToken cancel) =>
        PresenceFields.Status(presence) is { } status
            ? house.Users.Tell(user, new SetPresence(session, status, PresenceFields.Activities(presence, house.Time.GetUtcNow())), cancel)
            : ValueTask.CompletedTask;

    public ValueTask RequestMembers(SessionRef session, UserId user, JsonElement request, CancellationToken cancel) =>
        Community.Members.RequestMembers.Read(request, session, user) is var (guild, command)
            ? house.Guilds.Tell(guild, command, cancel)
            : ValueTask.CompletedTask;

    public async ValueTask Command(SessionRef session, UserId user, GatewayOpcode op, JsonElement request, CancellationToken cancel)
    {
        if (Community.GatewayInfo.SessionOps.ReadOwn(session, op, request) is { } own) await house.Users.Tell(user, own, cancel);
        foreach (var (guild, command) in Community.GatewayInfo.SessionOps.Read(session, user, op, request)) await house.Guilds.Tell(guild, command, cancel);
    }

    public async ValueTask<IReadOnlyList<byte[]>> HandOver(CancellationToken cancel)
    {
        await handover.Settle(cancel);
        return await handover.Collect(cancel);
    }

    public IReadOnlyList<(SessionRef Session, UserId User)> TakeOver(IReadOnlyList<byte[]> records, Func<SessionRef, bool> isKept) =>
        handover.Adopt(records, isKept);

    public async ValueTask<bool> TokenIsValid(string token, UserId user, CancellationToken cancel) =>
        await house.Tokens.AuthenticateBare(token, cancel) is { } identity && identity.User == user;

    public long TokensAsOf => house.Tokens.AsOf;

    public bool IsTokenStillValid(string token, UserId user, long since) => house.Tokens.IsStillGood(token, user, since);

    // What only people's clients show: whom one writes to, and who is what to one.
    private async ValueTask<ReadyPayload> WithOwn(ReadyPayload ready, SessionOpened opened, CancellationToken cancel) => ready with
    {
        PrivateChannels = await PrivateLists.Of(house, opened.User.Profile.Id, cancel),
        Relationships = await RelationshipPayload.Of(opened.Relations, house.Directory, cancel),
        Presences = opened.FriendPresences,
        ReadState = new ReadStatesPayload([.. (await MassMentions.Count(house, opened, cancel)).Select(ReadStatePayload.Of)]),
        UserSettings = opened.Settings,
        Sessions = opened.Sessions,
        UserGuildSettings = new UserGuildSettingsListPayload(opened.GuildSettings),
        Notes = opened.Notes.ToDictionary(note => note.Key.ToString(), note => note.Value),
    };

    private async ValueTask<bool> NeedsShards(UserId bot, IdentifyRequest request, CancellationToken cancel)
    {
        if (await house.GuildRows.CountGuildsOfUser(bot, cancel) <= GuildsPerShard) return false;
        var guilds = await house.GuildRows.GuildsOfUser(bot, cancel);
        return guilds.Count(guild => (int)((guild.Number >> 22) % (ulong)request.ShardCount) == request.ShardId) > GuildsPerShard;
    }

    private static string NameOf(ClientKind client) => client switch
    {
        ClientKind.Desktop => "desktop",
        ClientKind.Mobile => "mobile",
        _ => "web",
    };

    private static Intents PrivilegedOf(ApplicationRow? application)
    {
        if (application is null) return Intents.None;
        var allowed = Intents.None;
        if ((application.Flags & ApplicationFlags.AnyPresence) != 0) allowed |= Intents.GuildPresences;
        if ((application.Flags & ApplicationFlags.AnyGuildMembers) != 0) allowed |= Intents.GuildMembers;
        if ((application.Flags & ApplicationFlags.AnyMessageContent) != 0) allowed |= Intents.MessageContent;
        return allowed;
    }

    private static ReadyPayload Ready(IdentifyRequest request, SessionOpened opened, ApplicationRow? application) => new()
    {
        V = request.ApiVersion,
        User = opened.User.ShownToSelf(),
        Guilds = [.. opened.Guilds.Select(guild => new UnavailableGuildPayload(guild, true))],
        Shard = [request.ShardId, request.ShardCount],
        Application = application is null ? null : new ReadyApplicationPayload(application.Id, application.Flags),
    };
}
