using Guildhall.Community.Edge;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Relationships;

/// <summary>GET /users/@me/notes, GET and PUT /users/@me/notes/{user_id}: what the caller has noted of others, for itself.</summary>
public static class UserNotes
{
    public static readonly UserDocumentKind<NoteRecord> Kind = new("note", RelationJson.Default.NoteRecord);

    public static void Map(ApiRoutes api)
    {
        api.Get("/users/@me/notes", HandleAll, new RouteOptions { PeopleOnly = true });
        api.Get("/users/@me/notes/{user_id}", HandleOne, new RouteOptions { PeopleOnly = true });
        api.Put("/users/@me/notes/{user_id}", HandlePut, new RouteOptions { PeopleOnly = true });
    }

    /// <summary>Every note, by the id of whom it is on.</summary>
    public sealed record AskAll : IUserCommand<IReadOnlyDictionary<string, string>>
    {
        public async ValueTask<Result<IReadOnlyDictionary<string, string>>> Run(UserTurn turn)
        {
            var notes = await UserDocuments.Of(turn, Kind);
            return new Result<IReadOnlyDictionary<string, string>>(
                notes.ToDictionary(note => new UserId(note.Key).ToString(), note => note.Value.Text));
        }
    }

    /// <summary>Writes a note; an empty one is taken away.</summary>
    public sealed record Write(UserId On, string Text) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            var notes = await UserDocuments.Of(turn, Kind);
            var before = notes.GetValueOrDefault(On.Number)?.Text ?? "";
            if (before == Text) return Nothing.Value;
            if (Text.Length == 0) await UserDocuments.Remove(turn, Kind, On.Number);
            else if (before.Length == 0 && notes.Count >= Limits.NotesPerUser) return Full();
            else await UserDocuments.Put(turn, Kind, On.Number, new NoteRecord(Text));
            turn.TellOwnSessions(
                DispatchCatalogue.UserNoteUpdate, new UserNoteUpdatedPayload(On, Text), RelationJson.Default.UserNoteUpdatedPayload, peopleOnly: true);
            return Nothing.Value;
        }

        private static Failure.InvalidForm Full() =>
            new Failure.InvalidForm([new FieldError("note", "USER_NOTES_MAX", $"Maximum number of notes reached ({Limits.NotesPerUser})")]);
    }

    private static async ValueTask<ApiAnswer> HandleAll(ApiRequest request)
    {
        var notes = await request.House.Users.Ask(request.Caller.User, new AskAll(), request.Cancel);
        return ApiAnswer.Of(notes, RelationJson.Default.IReadOnlyDictionaryStringString);
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        var notes = await request.House.Users.Ask(request.Caller.User, new AskAll(), request.Cancel);
        if (!notes.IsOk) return notes.Failure;
        return notes.Value!.TryGetValue(user.ToString(), out var note)
            ? ApiAnswer.Json(new UserNotePayload(note, user, request.Caller.User), RelationJson.Default.UserNotePayload)
            : new Failure.UnknownUser();
    }

    private static async ValueTask<ApiAnswer> HandlePut(ApiRequest request)
    {
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var text = read.Value!.NullableText("note", 0, int.MaxValue).Value ?? "";
        if (read.Value.Failure is { } wrong) return wrong;
        if (text.Length > Limits.UserNoteMax) return new Failure.NoteTooLong();
        if (await request.House.Directory.Find(user, request.Cancel) is null) return new Failure.UnknownUser();
        return ApiAnswer.Of(await request.House.Users.Ask(request.Caller.User, new Write(user, text), request.Cancel));
    }
}
