using System.Text.Json;
using Guildhall.Community.Activities;
using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Interactions;

/// <summary>
/// A person invokes an application in a channel: the guild decides whether it may, looks up what it names, remembers the interaction in
/// memory and hands it to the application alone. Nothing is stored.
/// </summary>
/// <param name="Channel">Where.</param>
/// <param name="Caller">The person.</param>
/// <param name="Call">What it does.</param>
public sealed record OpenInteraction(ChannelId Channel, Caller Caller, InteractionCall Call) : IGuildCommand<Nothing>, IAlsoInPrivate, IChannelCommand
{
    public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
    {
        var needed = Call.IsOfCommand ? Permissions.UseApplicationCommands : Permissions.ViewChannel;
        var entry = turn.State.Enter(Channel, Caller, needed, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        var entered = entry.Value!;
        // Pressing a button is an act too; only the silence of a timeout keeps somebody from it who sees it.
        if (entered.Member.IsSilent(turn.Now) && !entered.Has(Permissions.Administrator)) return new Failure.MissingPermissions();
        var origin = await Origin(turn, entered);
        if (!origin.IsOk) return origin.Failure;
        var resolved = await Resolving.Of(turn, entered, origin.Value!.Named);
        if (!resolved.IsOk) return resolved.Failure;
        var place = InteractionPlace.Of(turn, entered, Call.Application);
        if (!place.IsInstalled && origin.Value.Source is null) return new Failure.UnknownApplication();
        var pending = Pending(origin.Value, place, entered);
        if (IsLaunch) return await Launch(turn, pending);
        if (!turn.Interactions.TryAdd(turn, pending)) return new Failure.Overloaded();
        var payload = await Payload(turn, entered, place, origin.Value, resolved.Value);
        turn.TellUserActor(Call.Application.Bot, new DeliverInteraction(payload, turn.GuildId, Caller.User, Call.Application.HasEndpoint));
        if (Call.Kind != InteractionKind.Autocomplete) InteractionEvents.Created(turn, pending);
        return Nothing.Value;
    }

    /// <summary>What a token of an interaction of this person with this application in this channel says.</summary>
    internal InteractionToken TokenOf(InteractionId id, GuildId house) => new(id, Call.Application.Id, house, Channel, Caller.User);

    // An entry point whose activity the house launches itself: the application is not asked.
    private bool IsLaunch =>
        Call is { Kind: InteractionKind.ApplicationCommand, Command: { Type: CommandPayload.EntryPoint, Handler: CommandPayload.LaunchActivity }, Application.IsEmbedded: true };

    private async ValueTask<Result<Nothing>> Launch(GuildTurn turn, PendingInteraction pending)
    {
        if (ActivityLaunch.Refuse(turn, Channel, Caller.User, Call.Application.Id) is { } refused) return refused;
        var written = InteractionMessages.Enter(turn, pending.Token);
        if (!written.IsOk) return written.Failure;
        var shape = AnswerShape.First(pending, pending.IsForcedEphemeral, isSourceEphemeral: false);
        var message = InteractionMessages.Decide(turn, written.Value!, pending, draft: null, new MessageId(turn.NextId()), shape);
        if (!message.IsOk) return message.Failure;
        ActivityLaunch.Launch(turn, Channel, Caller.User, Call.Application.Id);
        InteractionEvents.Created(turn, pending);
        var told = await InteractionMessages.Create(turn, written.Value!, pending, message.Value! with { Flags = message.Value.Flags & ~MessageFlags.Loading });
        if (!told.IsOk) return told.Failure;
        InteractionEvents.Succeeded(turn, pending);
        return Nothing.Value;
    }

    // What the person acts on: a command, a component of a message, or a form that was shown.
    private async ValueTask<Result<InteractionOrigin>> Origin(GuildTurn turn, EnteredChannel entered)
    {
        if (Call.Command is { } command)
        {
            if (Commands.CommandRights.Refuse(turn.State, entered, command, Call.Application.IsOfUser) is { } refused) return refused;
            return new InteractionOrigin(Call.Data!, Call.Named);
        }

        return Call.Kind == InteractionKind.MessageComponent
            ? await InteractionOrigin.OfComponent(turn, entered, this)
            : await InteractionOrigin.OfModal(turn, entered, this);
    }

    private PendingInteraction Pending(InteractionOrigin origin, InteractionPlace place, EnteredChannel entered)
    {
        var token = TokenOf(Call.Id, entered.Guild.Id);
        var options = origin.Data.Options;
        var facts = new MessageInteraction(Call.Id, (int)Call.Kind, Caller.User)
        {
            Name = Call.Command is null ? null : NameOf(origin.Data),
            CommandType = Call.Command?.Type,
            Command = Call.Command?.Id,
            Options = options is { Count: > 0 } && Call.Kind == InteractionKind.ApplicationCommand
                ? JsonSerializer.SerializeToElement(options, InteractionEventJson.Default.IReadOnlyListInteractionOptionPayload)
                : null,
            OwnerGuild = place.OwnerGuild,
            OwnerUser = Call.Application.IsOfUser ? Caller.User : null,
            Interacted = Call.Kind == InteractionKind.MessageComponent ? origin.Source?.Id : null,
            TargetUser = Call.Command?.Type == CommandPayload.User && origin.Data.TargetId is { } user ? new UserId(user) : null,
            TargetMessage = Call.Command?.Type == CommandPayload.Message && origin.Data.TargetId is { } message ? new MessageId(message) : null,
            Trigger = origin.Trigger,
        };
        return new PendingInteraction(token, Call.Kind)
        {
            Application = Call.Application,
            Facts = facts,
            Nonce = Call.Nonce,
            Source = origin.Source?.Id,
            IsForcedEphemeral = place.OwnerGuild is null && !entered.Guild.IsPrivate && !entered.Has(Permissions.UseExternalApps),
            Locale = Call.Locale,
            FocusedType = Call.Kind == InteractionKind.Autocomplete ? Focused(options) : null,
        };
    }

    private async ValueTask<InteractionPayload> Payload(
        GuildTurn turn, EnteredChannel entered, InteractionPlace place, InteractionOrigin origin, ResolvedPayload? resolved)
    {
        var (state, channel) = (turn.State, entered.Channel);
        var user = state.Users.GetValueOrDefault(Caller.User) ?? GuildState.DeletedUser(Caller.User);
        var source = origin.Source is not { } message ? null : await MessageComposer.Compose(turn, message, await Answered(turn, message));
        return new InteractionPayload
        {
            Id = Call.Id,
            ApplicationId = Call.Application.Id,
            Type = Call.Kind,
            Data = origin.Data with { Resolved = WithFiles(resolved) },
            Guild = state.IsPrivate ? null : new InteractionGuildPayload(state.Id, state.Guild.PreferredLocale, state.Guild.Features),
            GuildId = state.ShownId,
            GuildLocale = state.IsPrivate ? null : state.Guild.PreferredLocale,
            Channel = ResolvedChannelPayload.Of(channel, state.Id, entered.Held) with { GuildId = state.ShownId },
            ChannelId = channel.Id,
            Member = state.ShownMember(Caller.User) is { } member ? member with { Permissions = entered.Held } : null,
            User = state.IsPrivate ? user : null,
            Token = Call.Token,
            Message = source,
            AppPermissions = place.AppPermissions,
            Locale = Call.Locale,
            AuthorizingIntegrationOwners = place.Owners(Call.Application.IsOfUser ? Caller.User : null),
            Context = place.Context,
        };
    }

    // They lie with the interaction, not with the channel.
    private ResolvedPayload? WithFiles(ResolvedPayload? resolved) =>
        resolved?.Attachments is not { } named
            ? resolved
            : resolved with { Attachments = Call.Files.Values.Where(file => named.ContainsKey(file.Id.ToString())).ToDictionary(file => file.Id.ToString()) };

    private static async ValueTask<StoredMessage?> Answered(GuildTurn turn, StoredMessage message) =>
        MessageComposer.Answered(message) is { } target ? await turn.Logs.Find(turn, message.Channel, target) : null;

    // A subcommand is part of the name that people read.
    private static string NameOf(InteractionDataPayload data)
    {
        var name = data.Name ?? "";
        for (var level = data.Options; level is [{ Type: OptionType.SubCommand or OptionType.SubCommandGroup } sub]; level = sub.Options) name += " " + sub.Name;
        return name;
    }

    private static int? Focused(IReadOnlyList<InteractionOptionPayload>? options)
    {
        foreach (var option in options ?? [])
        {
            if (option.Focused == true) return option.Type;
            if (Focused(option.Options) is { } inside) return inside;
        }

        return null;
    }
}

/// <summary>What a person does with an application, read and checked for shape as far as that goes without the guild.</summary>
public sealed record InteractionCall(InteractionId Id, string Token, InteractionKind Kind, InteractionApplication Application, string Locale)
{
    public string? Nonce { get; init; }

    /// <summary>The command as it is registered; null for components and forms.</summary>
    public CommandPayload? Command { get; init; }

    /// <summary>The data of a command; null for components and forms, whose data is read where their message is.</summary>
    public InteractionDataPayload? Data { get; init; }

    public NamedIds Named { get; init; } = NamedIds.None;

    /// <summary>The body of a component's or a form's interaction as it came.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The message that the component is on.</summary>
    public MessageId? Message { get; init; }

    /// <summary>Files that came along, stored, with their addresses; by the numbers that the client gave them.</summary>
    public IReadOnlyDictionary<string, AttachmentPayload> Files { get; init; } = new Dictionary<string, AttachmentPayload>();

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOfCommand => Kind is InteractionKind.ApplicationCommand or InteractionKind.Autocomplete;
}
