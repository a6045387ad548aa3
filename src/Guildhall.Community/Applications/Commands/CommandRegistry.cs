using System.Text.Json;
using Guildhall.Community.Interactions.Commands;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Applications.Commands;

/// <summary>
/// The commands of an application, kept by its bot's actor and decided there in order. A scope is a guild, or every guild (null); within one
/// a type of command knows each name once.
/// </summary>
internal static class CommandRegistry
{
    /// <summary>Commands that an application may make in a day and scope.</summary>
    private const int CreatesPerDay = 200;

    private static readonly Dictionary<int, int> MostOfType = new()
    {
        [CommandPayload.ChatInput] = 100, [CommandPayload.User] = 15, [CommandPayload.Message] = 15, [CommandPayload.EntryPoint] = 1,
    };

    /// <summary>The commands of a scope, in the order of their making.</summary>
    public sealed record List(GuildId? Guild) : IUserCommand<IReadOnlyList<CommandPayload>>
    {
        public async ValueTask<Result<IReadOnlyList<CommandPayload>>> Run(UserTurn turn)
        {
            if (Refuse(turn, Guild) is { } refused) return refused;
            return new Result<IReadOnlyList<CommandPayload>>(InScope(await UserDocuments.Of(turn, CommandDocuments.Command), Guild));
        }
    }

    /// <summary>The commands of all scopes, in the order of their making.</summary>
    public sealed record ListAll : IUserCommand<IReadOnlyList<CommandPayload>>
    {
        public async ValueTask<Result<IReadOnlyList<CommandPayload>>> Run(UserTurn turn) => new Result<IReadOnlyList<CommandPayload>>(
            [.. (await UserDocuments.Of(turn, CommandDocuments.Command)).Values.OrderBy(command => command.Id.Number)]);
    }

    /// <summary>One command.</summary>
    public sealed record Find(GuildId? Guild, CommandId Command) : IUserCommand<CommandPayload>
    {
        public async ValueTask<Result<CommandPayload>> Run(UserTurn turn) =>
            Refuse(turn, Guild) ?? (await UserDocuments.Of(turn, CommandDocuments.Command)).GetValueOrDefault(Command.Number) switch
            {
                { } found when found.GuildId == Guild => new Result<CommandPayload>(found),
                _ => new Failure.UnknownCommand(),
            };
    }

    /// <summary>A command, and whether it was not there before.</summary>
    public sealed record Made(CommandPayload Command, bool IsNew);

    /// <summary>Makes a command, or replaces the one of that type and name.</summary>
    public sealed record Create(ApplicationId Application, GuildId? Guild, CommandForm Form, IReadOnlyList<int> IntegrationTypes) : IUserCommand<Made>
    {
        public async ValueTask<Result<Made>> Run(UserTurn turn)
        {
            if (Refuse(turn, Guild) is { } refused) return refused;
            var known = InScope(await UserDocuments.Of(turn, CommandDocuments.Command), Guild);
            var old = known.FirstOrDefault(command => command.Type == Form.Type && command.Name == Form.Name.Value);
            if (old is null && await RefuseNew(turn, Guild, known, [Form]) is { } full) return full;
            var made = Form.ApplyTo(Blank(turn, Application, Guild, Form, old?.Id, IntegrationTypes));
            if (CommandSize.Refuse(made) is { } large) return large;
            if (old is not null && IsSame(old, made)) return new Made(old, false);
            await UserDocuments.Put(turn, CommandDocuments.Command, made.Id.Number, made);
            if (old is null) await Count(turn, Guild, 1);
            Changed(turn, Guild);
            return new Made(made, old is null);
        }
    }

    /// <summary>Changes a command.</summary>
    public sealed record Update(GuildId? Guild, CommandId Command, CommandForm Form) : IUserCommand<CommandPayload>
    {
        public async ValueTask<Result<CommandPayload>> Run(UserTurn turn)
        {
            if (Refuse(turn, Guild) is { } refused) return refused;
            var known = InScope(await UserDocuments.Of(turn, CommandDocuments.Command), Guild);
            if (known.FirstOrDefault(command => command.Id == Command) is not { } before) return new Failure.UnknownCommand();
            if (known.Any(other => other.Id != Command && other.Type == before.Type && other.Name == Form.Name.Or(before.Name))) return new Failure.CommandNameTaken();
            var after = Form.ApplyTo(before) with { Version = new CommandId(turn.Services.Ids.Next()) };
            if (CommandSize.Refuse(after) is { } large) return large;
            if (IsSame(before, after)) return before;
            await UserDocuments.Put(turn, CommandDocuments.Command, after.Id.Number, after);
            Changed(turn, Guild);
            return after;
        }
    }

    public sealed record Delete(GuildId? Guild, CommandId Command) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            if (Refuse(turn, Guild) is { } refused) return refused;
            if ((await UserDocuments.Of(turn, CommandDocuments.Command)).GetValueOrDefault(Command.Number) is not { } known || known.GuildId != Guild)
                return new Failure.UnknownCommand();
            await UserDocuments.Remove(turn, CommandDocuments.Command, Command.Number);
            Changed(turn, Guild);
            return Nothing.Value;
        }
    }

    /// <summary>Makes the commands of a scope these and no others. Those that were there keep their ids.</summary>
    public sealed record ReplaceAll(ApplicationId Application, GuildId? Guild, IReadOnlyList<CommandForm> Forms, IReadOnlyList<int> IntegrationTypes)
        : IUserCommand<IReadOnlyList<CommandPayload>>
    {
        public async ValueTask<Result<IReadOnlyList<CommandPayload>>> Run(UserTurn turn)
        {
            if (Refuse(turn, Guild) is { } refused) return refused;
            var known = InScope(await UserDocuments.Of(turn, CommandDocuments.Command), Guild);
            CommandForm[] fresh = [.. Forms.Where(form => Old(known, form) is null)];
            if (await RefuseNew(turn, Guild, [], Forms, fresh.Length) is { } full) return full;
            CommandPayload[] made = [.. Forms.Select(form => form.ApplyTo(Blank(turn, Application, Guild, form, Old(known, form)?.Id, IntegrationTypes)))];
            if (made.Select(CommandSize.Refuse).FirstOrDefault(large => large is not null) is { } refusal) return refusal;
            CommandPayload[] gone = [.. known.Where(old => made.All(command => command.Id != old.Id))];
            foreach (var old in gone) await UserDocuments.Remove(turn, CommandDocuments.Command, old.Id.Number);
            var changes = gone.Length;
            for (var i = 0; i < made.Length; i++)
            {
                if (known.FirstOrDefault(old => old.Id == made[i].Id) is { } old && IsSame(old, made[i]))
                {
                    made[i] = old;
                    continue;
                }

                await UserDocuments.Put(turn, CommandDocuments.Command, made[i].Id.Number, made[i]);
                changes++;
            }

            if (fresh.Length > 0) await Count(turn, Guild, fresh.Length);
            if (changes > 0) Changed(turn, Guild);
            return new Result<IReadOnlyList<CommandPayload>>(made);
        }

        private static CommandPayload? Old(CommandPayload[] known, CommandForm form) =>
            known.FirstOrDefault(command => command.Id == form.Id && command.Type == form.Type)
            ?? known.FirstOrDefault(command => command.Type == form.Type && command.Name == form.Name.Value);
    }

    // Bots say at every start what their commands are: what has not changed keeps its version, and nobody is told.
    private static bool IsSame(CommandPayload before, CommandPayload after) =>
        JsonSerializer.SerializeToUtf8Bytes(before, CommandJson.Default.CommandPayload).AsSpan().SequenceEqual(
            JsonSerializer.SerializeToUtf8Bytes(after with { Version = before.Version }, CommandJson.Default.CommandPayload));

    // Whoever asks from now on learns the new state; who has the list on screen is told that it is old.
    private static void Changed(UserTurn turn, GuildId? guild)
    {
        var application = new ApplicationId(turn.State.Id.Value);
        turn.BeforeAnswer(() => turn.Services.Commands.Forget(application));
        if (guild is { } one) turn.TellGuild(one, new CommandIndexChanged());
        else turn.TellGuilds(_ => new CommandIndexChanged());
    }

    private static Failure.MissingAccess? Refuse(UserTurn turn, GuildId? guild) =>
        guild is { } id && !turn.State.Guilds.Contains(id) ? new Failure.MissingAccess() : null;

    private static CommandPayload[] InScope(IReadOnlyDictionary<ulong, CommandPayload> all, GuildId? guild) =>
        [.. all.Values.Where(command => command.GuildId == guild).OrderBy(command => command.Id.Number)];

    private static CommandPayload Blank(UserTurn turn, ApplicationId application, GuildId? guild, CommandForm form, CommandId? id, IReadOnlyList<int> types) => new()
    {
        Id = id ?? new CommandId(turn.Services.Ids.Next()),
        ApplicationId = application,
        Version = new CommandId(turn.Services.Ids.Next()),
        Type = form.Type,
        Name = form.Name.Value,
        GuildId = guild,
        IntegrationTypes = types,
    };

    private static async ValueTask<Failure?> RefuseNew(UserTurn turn, GuildId? guild, IReadOnlyList<CommandPayload> known, IReadOnlyList<CommandForm> wanted, int? fresh = null)
    {
        foreach (var (type, most) in MostOfType)
        {
            if (known.Count(command => command.Type == type) + wanted.Count(form => form.Type == type) > (type == CommandPayload.EntryPoint && guild is not null ? 0 : most))
                return new Failure.TooManyCommands(most);
        }

        var creates = (await UserDocuments.Of(turn, CommandDocuments.Creates)).GetValueOrDefault(guild?.Number ?? 0);
        var today = creates?.Day == Today(turn) ? creates.Count : 0;
        return today + (fresh ?? wanted.Count) > CreatesPerDay ? new Failure.TooManyCommandCreates(CreatesPerDay) : null;
    }

    private static async ValueTask Count(UserTurn turn, GuildId? guild, int made)
    {
        var creates = (await UserDocuments.Of(turn, CommandDocuments.Creates)).GetValueOrDefault(guild?.Number ?? 0);
        var today = Today(turn);
        var count = (creates?.Day == today ? creates.Count : 0) + made;
        await UserDocuments.Put(turn, CommandDocuments.Creates, guild?.Number ?? 0, new CommandCreates(today, count));
    }

    private static DateOnly Today(UserTurn turn) => DateOnly.FromDateTime(turn.Now.UtcDateTime);
}
