using Guildhall.Community;
using Guildhall.Community.Calls;
using Guildhall.Protocol;
using Guildhall.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Conformance.VoiceStates;

/// <summary>Rooms in which nothing sounds, and which remember what they are told.</summary>
internal sealed class RecordingRooms : IVoiceRooms
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private readonly List<object> _told = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Somebody has left a channel.</summary>
    public sealed record Left(ChannelId Channel, UserId User);

    public static RecordingRooms In(TestHouse house)
    {
        var rooms = new RecordingRooms();
        house.Services.GetRequiredService<CommunityActors>().UseRooms(rooms);
        return rooms;
    }

    /// <summary>Everything told, in order.</summary>
    public IReadOnlyList<object> Told
    {
        get
        {
            lock (_gate) return [.. _told];
        }
    }

    public ValueTask Seat(RoomSeat seat, CancellationToken cancel) => Add(seat);

    public ValueTask Leave(ChannelId channel, UserId user, CancellationToken cancel) => Add(new Left(channel, user));

    /// <summary>The first seat of a user that fits; waits for it.</summary>
    public async Task<RoomSeat> Seated(TestUser user, Func<RoomSeat, bool> fits) =>
        (RoomSeat)await First(told => told is RoomSeat seat && seat.User.ToString() == user.Id && fits(seat));

    /// <summary>Waits until a user has left a channel.</summary>
    public Task SawLeave(TestUser user, string channel) =>
        First(told => told is Left left && left.User.ToString() == user.Id && left.Channel.ToString() == channel);

    /// <summary>Waits until something is so that hangs on what was told.</summary>
    public Task Await(Func<bool> isSo) => First(_ => isSo());

    /// <summary>Tells a guild something, as the voice side does.</summary>
    public ValueTask Tell(TestHouse house, GuildId guild, Community.Guild.IGuildCommand command) =>
        house.Services.GetRequiredService<CommunityActors>().Guilds.Tell(guild, command, CancellationToken.None);

    private async Task<object> First(Func<object, bool> fits)
    {
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (_told.FirstOrDefault(fits) is { } found) return found;
                news = _news.Task;
            }

            await news.WaitAsync(Patience);
        }
    }

    private ValueTask Add(object told)
    {
        lock (_gate)
        {
            _told.Add(told);
            var news = _news;
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
            news.SetResult();
        }

        return ValueTask.CompletedTask;
    }
}
