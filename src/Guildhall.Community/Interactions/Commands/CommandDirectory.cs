using System.Collections.Concurrent;
using Guildhall.Community.Applications.Commands;
using Guildhall.Community.User;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>
/// The commands of applications as last known, in front of the bots' actors that keep them: what every interaction and every list
/// of commands is read from. An application's registry forgets it here after each change.
/// </summary>
public sealed class CommandDirectory
{
    /// <summary>Applications remembered; past this the memory starts afresh.</summary>
    public const int Capacity = 4_096;

    private readonly ConcurrentDictionary<ApplicationId, Lazy<Task<Result<CommandBook>>>> _books = new();

    /// <summary>All commands of an application. Unknown User when there is no such bot.</summary>
    public async ValueTask<Result<CommandBook>> Of(ApplicationId application, UserRouter users, CancellationToken cancel)
    {
        if (_books.Count >= Capacity) _books.Clear();
        // What is asked is remembered before it is asked: a change that comes meanwhile forgets it.
        var book = _books.GetOrAdd(application, id => new Lazy<Task<Result<CommandBook>>>(() => Load(id, users)));
        try
        {
            var loaded = await book.Value.WaitAsync(cancel);
            if (!loaded.IsOk) Drop(application, book);
            return loaded;
        }
        catch (Exception) when (book.Value.IsFaulted)
        {
            Drop(application, book);
            throw;
        }
    }

    /// <summary>A command that may be called in a guild (null: in a private channel): one of the guild's own, or one of everywhere.</summary>
    public async ValueTask<Result<CommandPayload>> Find(
        ApplicationId application, CommandId command, GuildId? guild, UserRouter users, CancellationToken cancel)
    {
        var book = await Of(application, users, cancel);
        if (!book.IsOk) return book.Failure is Failure.UnknownUser ? new Failure.UnknownApplication() : book.Failure;
        return book.Value!.Find(command) is { } found && (found.GuildId is null || found.GuildId == guild) ? found : new Failure.UnknownCommand();
    }

    /// <summary>The application's commands have changed, or are gone.</summary>
    public void Forget(ApplicationId application) => _books.TryRemove(application, out _);

    private static async Task<Result<CommandBook>> Load(ApplicationId application, UserRouter users)
    {
        var all = await users.Ask(new UserId(application.Value), new CommandRegistry.ListAll(), CancellationToken.None);
        return all.IsOk ? new CommandBook(all.Value!) : all.Failure;
    }

    private void Drop(ApplicationId application, Lazy<Task<Result<CommandBook>>> book) =>
        _books.TryRemove(new KeyValuePair<ApplicationId, Lazy<Task<Result<CommandBook>>>>(application, book));
}
