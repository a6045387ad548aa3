using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Passive;

/// <summary>
/// The sessions of one guild that do not look at it, and their audiences: all of them, and one for each view of the channels. An event
/// for the viewers of a channel goes to each view that has it; views are few beside sessions.
/// </summary>
internal sealed class PassiveSessions(GuildId guild)
{
    private readonly Dictionary<SessionRef, Seat> _seats = [];
    private readonly Dictionary<(ChannelView View, PassiveForm Form), Group> _groups = [];

    public bool IsAny => _seats.Count > 0;

    public int Count => _seats.Count;

    /// <summary>The audiences with somebody in them.</summary>
    public IEnumerable<Group> Groups => _groups.Values;

    public bool Contains(SessionRef session) => _seats.ContainsKey(session);

    /// <summary>When a session began to be passive, in the count of <see cref="PassiveFlow.Version"/>.</summary>
    public long SinceOf(SessionRef session) => _seats.TryGetValue(session, out var seat) ? seat.Since : 0;

    /// <summary>The audiences of those who see a channel.</summary>
    public AudienceId[] Seeing(ChannelId channel) =>
        _groups.Count == 0 ? [] : [.. _groups.Values.Where(group => group.View.Contains(channel)).Select(group => group.Audience)];

    /// <summary>Takes a session in; returns its audiences.</summary>
    public AudienceId[] Enter(ConnectedSession session, ChannelView view, long since)
    {
        _seats[session.Session] = new Seat(session.Passive, since);
        return [AudienceId.Passive(guild), Join(view, session.Passive)];
    }

    /// <summary>Lets a session out; returns the audiences that it was in.</summary>
    public AudienceId[] Leave(SessionRef session, ChannelView view) =>
        _seats.Remove(session, out var seat) ? [AudienceId.Passive(guild), Part(view, seat.Form)] : [];

    /// <summary>A session sees other channels now; returns the audience it was in and the one it is in.</summary>
    public (AudienceId Left, AudienceId Joined) Move(SessionRef session, ChannelView before, ChannelView after)
    {
        var form = _seats[session].Form;
        return (Part(before, form), Join(after, form));
    }

    private AudienceId Join(ChannelView view, PassiveForm form)
    {
        if (!_groups.TryGetValue((view, form), out var group))
            _groups[(view, form)] = group = new Group(view, form, AudienceId.PassiveView(guild, view.Channels, view.Managed, form));
        group.Count++;
        return group.Audience;
    }

    private AudienceId Part(ChannelView view, PassiveForm form)
    {
        var group = _groups[(view, form)];
        if (--group.Count == 0) _groups.Remove((view, form));
        return group.Audience;
    }

    /// <summary>Passive sessions with the same view and form.</summary>
    internal sealed class Group(ChannelView view, PassiveForm form, AudienceId audience)
    {
        public ChannelView View { get; } = view;

        public PassiveForm Form { get; } = form;

        public AudienceId Audience { get; } = audience;

        public int Count { get; set; }
    }

    private readonly record struct Seat(PassiveForm Form, long Since);
}
