using System.Buffers;
using System.Text.Json;
using Guildhall.Community.AutoModeration;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Community.Messages;
using Guildhall.Community.ReadStates;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Threads;

/// <summary>
/// POST /channels/{channel_id}/threads: in a text or announcement channel a thread that begins empty, in a forum or media channel a post:
/// a thread together with its first message, whose id it shares.
/// </summary>
public static class CreateThread
{
    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/threads", Handle, RouteOptions.Per(10, 5));

    /// <summary>The thread as its owner sees it; with a post's first message.</summary>
    public sealed record Created(ChannelPayload Thread, MessagePayload? Message);

    /// <param name="Channel">Where.</param>
    /// <param name="Id">Of the thread to be.</param>
    /// <param name="Type">Which kind of thread; null when the request leaves it open.</param>
    /// <param name="Wish">What the thread is to be.</param>
    /// <param name="Draft">A post's first message.</param>
    /// <param name="Caller">Who asks.</param>
    public sealed record Command(ChannelId Channel, ChannelId Id, ChannelType? Type, ThreadWish Wish, MessageDraft? Draft, Caller Caller)
        : IGuildCommand<Created>, IChannelCommand
    {
        public async ValueTask<Result<Created>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var entered = entry.Value!;
            if (!entered.Channel.Type.HoldsThreads()) return new Failure.CannotExecuteOnChannelType();
            if (VerificationLevel.Refuse(turn.State, entered.Member, Caller, turn.Now) is { } unverified) return unverified;
            return entered.Channel.Type.IsForum() ? await Post(turn, entered) : await Begin(turn, entered);
        }

        private async ValueTask<Result<Created>> Begin(GuildTurn turn, EnteredChannel entered)
        {
            var parent = entered.Channel;
            // As it was before kinds could be named: private where that is possible.
            var type = Type ?? (parent.Type == ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PrivateThread);
            if (parent.Type == ChannelType.GuildAnnouncement != (type == ChannelType.AnnouncementThread)) return new Failure.CannotExecuteOnChannelType();
            var needed = type == ChannelType.PrivateThread ? Permissions.CreatePrivateThreads : Permissions.CreatePublicThreads;
            if (!entered.Has(needed)) return new Failure.MissingPermissions();
            if (ThreadBirth.Refuse(turn.State) is { } full) return full;
            var judgement = await Judgement.OfTitle(turn, parent, Caller.User, Wish.Name);
            if (judgement?.Refusal is { } blocked) return judgement.Refuse(turn, blocked);
            var thread = ThreadBirth.Begin(turn, parent, Id, type, Wish, Caller);
            judgement?.Execute(turn, null);
            if (type != ChannelType.PrivateThread) ThreadMessages.Began(turn, parent, thread, Caller.User);
            return new Created(thread.ShownTo(Caller.User), null);
        }

        private async ValueTask<Result<Created>> Post(GuildTurn turn, EnteredChannel entered)
        {
            var forum = entered.Channel;
            if (!entered.Has(Permissions.SendMessages)) return new Failure.MissingPermissions();
            if (Draft is null) return new Failure.InvalidForm([new FieldError("message", "BASE_TYPE_REQUIRED", "This field is required")]);
            if (ForumTags.Refuse(forum, [], Wish.AppliedTags, entered.Has(Permissions.ManageThreads)) is { } wrongTags) return wrongTags;
            if (ThreadBirth.Refuse(turn.State) is { } full) return full;
            var wait = turn.Slowmode.Wait(Channel, Caller.User, forum.RateLimitPerUser ?? 0, turn.Now);
            var place = new ChannelPayload { Id = Id, Type = ChannelType.PublicThread, GuildId = turn.GuildId, ParentId = Channel, Name = Wish.Name };
            var decided = CreateMessage.Decide(entered with { Channel = place }, Caller.User, Draft, null, new MessageId(Id.Value), wait);
            if (!decided.IsOk) return decided.Failure;
            var message = decided.Value!;
            var ofTitle = await Judgement.OfTitle(turn, forum, Caller.User, Wish.Name);
            if (ofTitle?.Refusal is { } blockedTitle) return ofTitle.Refuse(turn, blockedTitle);
            var ofMessage = await Judgement.OfMessage(turn, entered with { Channel = place }, message);
            if (ofMessage?.Refusal is { } blocked) return ofMessage.Refuse(turn, blocked);
            var thread = ThreadBirth.Begin(turn, forum, Id, ChannelType.PublicThread, Wish, Caller);
            turn.State.Channels[Channel] = forum with { LastMessageId = message.Id };
            if (forum.RateLimitPerUser is > 0) turn.Slowmode.Wrote(Channel, Caller.User, turn.Now);
            NewMessages.Put(turn, message);
            var shown = await MessageComposer.Compose(turn, message, null);
            MentionCounts.Tell(turn, message);
            MessageEvents.Tell(turn, DispatchCatalogue.MessageCreate, thread.Channel, shown);
            ofTitle?.Execute(turn, null);
            ofMessage?.Execute(turn, message.Id);
            return new Created(thread.ShownTo(Caller.User), shown);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        var id = new ChannelId(request.House.Ids.Next());
        await using var body = await MessageBody.Read(request, id, MayUpload);
        if (body.Failure is { } unreadable) return unreadable;
        var form = body.Form;
        var wish = ThreadWish.Read(form);
        var type = form.ChoiceOrAbsent("type", (int)ChannelType.AnnouncementThread, (int)ChannelType.PublicThread, (int)ChannelType.PrivateThread);
        var components = request.Caller.IsBot ? Components.AllowedComponents.All : Components.AllowedComponents.Shown;
        var draft = body.Narrow("message") ? await MessageForm.ReadNew(body, request.Cancel, ofMember: false, components) : null;
        if (form.Failure is { } wrong) return wrong;
        var command = new Command(channel, id, type.IsPresent ? (ChannelType)type.Value : null, wish, draft, request.Caller);
        // With files there is no turning back: were the caller to leave now, a stored message could lose what it shows.
        var created = await request.House.Guilds.Ask(channel, command, body.Files.Count > 0 ? CancellationToken.None : request.Cancel);
        if (!created.IsOk) return created.Failure;
        if (created.Value!.Message is not null) body.KeepFiles();
        return ApiAnswer.Bytes(Encode(created.Value), 201);

        async ValueTask<Failure?> MayUpload()
        {
            var check = new CheckUpload(channel, request.Caller, Permissions.SendMessages | Permissions.AttachFiles);
            return (await request.House.Guilds.Ask(channel, check, request.Cancel)).Failure;
        }
    }

    // The thread, and within it the message, which no other answer shows there.
    private static byte[] Encode(Created created)
    {
        var thread = JsonSerializer.SerializeToUtf8Bytes(created.Thread, PayloadJson.Default.ChannelPayload);
        if (created.Message is null) return thread;
        var body = new ArrayBufferWriter<byte>(thread.Length + 1_024);
        body.Write(thread.AsSpan(0, thread.Length - 1));
        body.Write(",\"message\":"u8);
        body.Write(JsonSerializer.SerializeToUtf8Bytes(created.Message, PayloadJson.Default.MessagePayload));
        body.Write("}"u8);
        return body.WrittenSpan.ToArray();
    }
}
