using Guildhall.Community.Guild;

namespace Guildhall.Community.Threads;

/// <summary>Keeps in memory what is asked for: archived threads come from the store on demand and go when others are asked for.</summary>
internal static class ThreadLoading
{
    /// <summary>Archived threads of a guild kept at a time; the one asked for longest ago makes room.</summary>
    public const int ArchivedKept = 64;

    /// <summary>Sees to it that the thread with this id, if there is one, is in the guild's state.</summary>
    public static async ValueTask Load(GuildTurn turn, ChannelId id)
    {
        var state = turn.State;
        if (id == default || state.Channels.ContainsKey(id)) return;
        if (!state.Threads.TryGetValue(id, out var thread))
        {
            await turn.Settled();
            if (await turn.Services.Guilds.Thread(turn.GuildId, id, CancellationToken.None) is not { } row) return;
            thread = new GuildThread(row);
            state.Threads.Add(id, thread);
        }

        thread.LastUsed = turn.Now.UtcTicks;
        Trim(state, thread);
    }

    /// <summary>Drops the archived threads that are one too many; never <paramref name="kept"/>.</summary>
    public static void Trim(GuildState state, GuildThread kept)
    {
        if (state.Threads.Count <= ArchivedKept) return;
        var archived = state.Threads.Values.Where(thread => thread.IsArchived && thread != kept).ToArray();
        if (archived.Length < ArchivedKept) return;
        state.Threads.Remove(archived.MinBy(thread => thread.LastUsed)!.Id);
    }
}
