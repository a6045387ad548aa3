using System.Globalization;
using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Applications.Installs;
using Guildhall.Community.Edge;
using Guildhall.Community.Interactions.Commands;
using Guildhall.Community.Messages;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Interactions;

/// <summary>
/// POST /interactions: a person calls a command, completes an option, uses a component or hands in a form. What becomes of it, its
/// sessions hear; the answer says only that it is on its way.
/// </summary>
public static class CreateInteraction
{
    private const int IntegrationOfUser = 1;

    public static void Map(ApiRoutes api) =>
        api.Post("/interactions", Handle, new RouteOptions { PeopleOnly = true, Limit = 20, WindowSeconds = 5 });

    /// <summary>What an interaction tells of the person.</summary>
    /// <param name="Locale">Of its settings.</param>
    /// <param name="HasApplication">True when it has the application for itself.</param>
    public sealed record Person(string Locale, bool HasApplication);

    /// <summary>Asks a person's actor, which has it in memory.</summary>
    public sealed record AskPerson(ApplicationId Application) : IUserCommand<Person>
    {
        public async ValueTask<Result<Person>> Run(UserTurn turn) => new Person(
            turn.State.Row.Locale, (await UserDocuments.Of(turn, UserInstalls.Kind)).ContainsKey(Application.Number));
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var id = new InteractionId(house.Ids.Next());
        // The files lie with the interaction: which channel it is about stands in the body, perhaps behind them.
        var folder = new ChannelId(id.Value);
        await using var body = await MessageBody.Read(request, folder, mayUpload: null);
        if (body.Failure is { } unreadable) return unreadable;
        var form = body.Form;
        var wanted = Wanted.Read(form);
        var data = form.Part("data");
        if (data is null && form.Failure is null) form.Required("data");
        if (form.Failure is { } invalid) return invalid;
        if (await house.UserRows.GetApplication(wanted.Application, request.Cancel) is not { } application) return new Failure.UnknownApplication();
        if (await house.Guilds.HomeOf(wanted.Channel, request.Cancel) is not { } home) return new Failure.UnknownChannel();
        var isPrivate = home.Number == wanted.Channel.Number;
        if (wanted.Guild is { } said && (isPrivate || said != home)) return new Failure.UnknownChannel();
        var person = await house.Users.Ask(request.Caller.User, new AskPerson(application.Id), request.Cancel);
        if (!person.IsOk) return person.Failure;
        var call = new InteractionCall(
            id,
            house.InteractionTokens.Make(new InteractionToken(id, application.Id, home, wanted.Channel, request.Caller.User)),
            wanted.Kind,
            Facts(application, person.Value!),
            person.Value!.Locale)
        {
            Nonce = wanted.Nonce,
            Message = wanted.Message,
            Files = Files(house, folder, body),
        };
        var filled = await Fill(house, call, data!, body, isPrivate ? null : home, request.Cancel);
        if (!filled.IsOk) return filled.Failure;
        var opened = await house.Guilds.Ask(wanted.Channel, new OpenInteraction(wanted.Channel, request.Caller, filled.Value!), request.Cancel);
        if (opened.IsOk) body.KeepFiles();
        return ApiAnswer.Of(opened);
    }

    // A command is read against its definition here; what a component or a form is, its message's guild knows.
    private static async ValueTask<Result<InteractionCall>> Fill(
        CommunityServices house, InteractionCall call, Form data, MessageBody body, GuildId? guild, CancellationToken cancel)
    {
        if (!call.IsOfCommand) return call with { Body = body.Form.Json };
        if (data.Id<CommandId>("id").Value is not { } id)
        {
            if (data.Failure is null) data.Required("id");
            return data.Failure!;
        }

        var command = await house.Commands.Find(call.Application.Id, id, guild, house.Users, cancel);
        if (!command.IsOk) return command.Failure;
        var read = CommandCall.Read(data, command.Value!, call.Kind == InteractionKind.Autocomplete, call.Files);
        if (!read.IsOk) return read.Failure;
        return call with { Command = command.Value, Data = read.Value.Data, Named = read.Value.Named };
    }

    private static InteractionApplication Facts(ApplicationRow application, Person person) =>
        new(application.Id, application.Name, application.Description, application.Icon)
        {
            HasEndpoint = application.InteractionsEndpointUrl is not null,
            IsEmbedded = (application.Flags & ApplicationFlags.Embedded) != 0,
            IsOfUser = person.HasApplication && application.IntegrationTypes.Contains(IntegrationOfUser),
        };

    private static Dictionary<string, AttachmentPayload> Files(CommunityServices house, ChannelId folder, MessageBody body)
    {
        var publicUrl = house.Options.PublicUrl();
        return body.Files.All.ToDictionary(file => file.Index.ToString(CultureInfo.InvariantCulture), file =>
        {
            var url = MessageComposer.UrlOf(publicUrl, folder, file.Attachment);
            return file.Attachment with { Url = url, ProxyUrl = url };
        });
    }

    // The parts of the body that every kind has.
    private sealed record Wanted(InteractionKind Kind, ApplicationId Application, ChannelId Channel, GuildId? Guild, MessageId? Message, string? Nonce)
    {
        public static Wanted Read(Form form)
        {
            var kind = form.Choice(
                "type",
                (int)InteractionKind.ApplicationCommand,
                (int)InteractionKind.MessageComponent,
                (int)InteractionKind.Autocomplete,
                (int)InteractionKind.ModalSubmit);
            if (!kind.IsPresent) form.Required("type");
            var message = form.Id<MessageId>("message_id").Value;
            if (kind.Value == (int)InteractionKind.MessageComponent && message is null && form.Failure is null) form.Required("message_id");
            return new Wanted(
                (InteractionKind)kind.Value,
                Needed<ApplicationId>(form, "application_id"),
                Needed<ChannelId>(form, "channel_id"),
                form.Id<GuildId>("guild_id").Value,
                message,
                form.NullableText("nonce", 0, Limits.NonceMax, trim: false).Value);
        }

        private static TId Needed<TId>(Form form, string name)
            where TId : struct, ISnowflakeId<TId>
        {
            var id = form.Id<TId>(name);
            if (!form.Has(name) || form.IsNull(name)) form.Required(name);
            return id.Value ?? default;
        }
    }
}
