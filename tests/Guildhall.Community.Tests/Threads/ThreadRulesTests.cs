using Guildhall.Community.Guild;
using Guildhall.Community.Tests.Messages;
using Guildhall.Community.Threads;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Tests.Threads;

public sealed class ThreadRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_guild_has_a_thousand_active_threads_and_no_more()
    {
        var guild = SmallGuild.Entered().Guild;
        for (var i = 0; i < Limits.ActiveThreadsPerGuild - 1; i++) Add(guild, (ulong)i + 1_000, archived: false);
        Add(guild, 5_000, archived: true);
        ThreadBirth.Refuse(guild).ShouldBeNull();
        Add(guild, 5_001, archived: false);
        ThreadBirth.Refuse(guild).ShouldBeOfType<Failure.TooManyActiveThreads>();
        var closed = new EnteredChannel(guild, guild.Threads[new ChannelId(5_000)].Channel, guild.Members[SmallGuild.Ada], PermissionMath.Default);
        ThreadActivity.Refuse(closed).ShouldBeOfType<Failure.TooManyActiveThreads>();
    }

    [Fact]
    public void A_thread_has_a_thousand_members_and_no_more()
    {
        var guild = SmallGuild.Entered().Guild;
        var thread = Add(guild, 1_000, archived: false);
        for (var i = 0; i < Limits.MembersPerThread - 1; i++) thread.Members[new UserId((ulong)i + 10_000)] = new ThreadMemberRow(new UserId((ulong)i + 10_000), Noon);
        ThreadMembership.Refuse(thread).ShouldBeNull();
        thread.Members[SmallGuild.Ada] = new ThreadMemberRow(SmallGuild.Ada, Noon);
        ThreadMembership.Refuse(thread).ShouldBe(new Failure.TooManyThreadMembers(Limits.MembersPerThread));
    }

    [Fact]
    public void Archived_threads_make_room_for_each_other_and_active_ones_stay()
    {
        var guild = SmallGuild.Entered().Guild;
        for (var i = 0; i < ThreadLoading.ArchivedKept + 10; i++)
        {
            Add(guild, (ulong)i + 1_000, archived: false);
            var archived = Add(guild, (ulong)i + 5_000, archived: true);
            archived.LastUsed = i;
            ThreadLoading.Trim(guild, archived);
        }

        guild.Threads.Values.Count(thread => thread.IsArchived).ShouldBe(ThreadLoading.ArchivedKept);
        guild.ActiveThreads.Count().ShouldBe(ThreadLoading.ArchivedKept + 10);
        guild.Threads.ContainsKey(new ChannelId(5_000)).ShouldBeFalse();
    }

    [Fact]
    public void A_thread_goes_into_the_archive_its_duration_after_the_last_message_or_its_opening()
    {
        var thread = Add(SmallGuild.Entered().Guild, 1_000, archived: false).Channel;
        ThreadArchiving.DueAt(thread).ShouldBe(Noon.AddMinutes(60));
        var later = new MessageId(Snowflake.At(Noon.AddMinutes(30)).Value);
        ThreadArchiving.DueAt(thread with { LastMessageId = later }).ShouldBe(Noon.AddMinutes(90));
    }

    [Fact]
    public void Every_command_about_a_channel_lets_archived_threads_be_loaded_for_it()
    {
        var forgetful = typeof(IChannelCommand).Assembly.GetTypes()
            .Where(type => typeof(IGuildCommand).IsAssignableFrom(type) && !type.IsAbstract && type.GetProperty("Channel")?.PropertyType == typeof(ChannelId))
            .Where(type => !typeof(IChannelCommand).IsAssignableFrom(type) && !OfChannelsAlone.Any(type.FullName!.StartsWith))
            .Select(type => type.FullName);
        forgetful.ShouldBeEmpty();
    }

    /// <summary>Commands about channels that are no threads.</summary>
    private static readonly string[] OfChannelsAlone =
    [
        "Guildhall.Community.Channels.CreateChannel",
        "Guildhall.Community.StageInstances.StageOperations",
        "Guildhall.Community.Soundboard.PlaySound",
        "Guildhall.Community.Webhooks.CreateWebhook",
        "Guildhall.Community.Invites.CreateInvite",
        "Guildhall.Community.Lobbies.LinkedChannels",
        "Guildhall.Community.Welcome.NewMemberActions",
        "Guildhall.Community.Announcements.",
        "Guildhall.Community.PrivateChannels.",
        "Guildhall.Community.StageInstances.",
        "Guildhall.Community.Soundboard.",
        "Guildhall.Community.Calls.",
        "Guildhall.Community.VoiceStates.",
    ];

    private static GuildThread Add(GuildState guild, ulong id, bool archived)
    {
        var thread = new GuildThread(new ThreadRow(
            new ChannelPayload
            {
                Id = new ChannelId(id),
                Type = ChannelType.PublicThread,
                Name = "thread",
                ParentId = SmallGuild.General,
                ThreadMetadata = new ThreadMetadataPayload { Archived = archived, AutoArchiveDuration = 60, ArchiveTimestamp = Noon },
            },
            []));
        guild.Threads.Add(thread.Id, thread);
        return thread;
    }
}
