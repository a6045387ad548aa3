using System.Runtime.CompilerServices;
using System.Text.Json;
using Guildhall.Community.Messages;
using Guildhall.Community.Relationships;
using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Exports;

/// <summary>What the server knows of one person, as an archive: the account, relations, records, where it is logged in, and everything it wrote.</summary>
internal static class PersonExport
{
    /// <summary>Attachments of one person that are put in.</summary>
    public const int MostAttachments = 100_000;

    private const int RowsAtOnce = 2_000;

    public static async Task Write(CommunityServices house, UserId user, ExportArchive archive, CancellationToken cancel)
    {
        if (await house.UserRows.Get(user, cancel) is not { } account) return;
        await archive.Lines("account.json", [account.ShownToSelf()], PayloadJson.Default.SelfUserPayload, cancel);
        var relations = await house.UserRows.Relations(user, cancel);
        await archive.Lines("relationships.jsonl", await RelationshipPayload.Of(relations, house.Directory, cancel), RelationJson.Default.RelationshipPayload, cancel);
        await archive.Lines("sessions.jsonl", (await house.UserRows.TokensOf(user, cancel)).Select(Session), PersonJson.Default.PersonSession, cancel);
        await archive.Lines("read_states.jsonl", (await house.UserRows.ReadStates(user, cancel)).Select(Read), PersonJson.Default.PersonReadState, cancel);
        await archive.Lines("records.jsonl", (await house.UserRows.AllUserDocuments(user, cancel)).Select(Record), PersonJson.Default.PersonRecord, cancel);
        await archive.Lines("guilds.jsonl", await Guilds(house, user, cancel), PersonJson.Default.PersonGuild, cancel);
        List<(ChannelId Channel, AttachmentPayload File)> files = [];
        await archive.Lines("messages.jsonl", Messages(house, user, files, cancel), PayloadJson.Default.MessagePayload, cancel);
        foreach (var (channel, file) in files) await archive.Blob(AttachmentFiles.Key(channel, file), cancel);
        if (account.Profile.Avatar is { } avatar) await archive.Blob($"avatars/{user}/{avatar}", cancel);
        if (account.Profile.Banner is { } banner) await archive.Blob($"banners/{user}/{banner}", cancel);
    }

    // Wherever they are, also in guilds that the person has left.
    private static async IAsyncEnumerable<MessagePayload> Messages(
        CommunityServices house, UserId user, List<(ChannelId Channel, AttachmentPayload File)> files, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (channel, last, isEnd) = (default(ChannelId), default(MessageId), false);
        while (!isEnd)
        {
            var scanned = await house.Messages.Scan(channel, last, RowsAtOnce, cancel);
            (channel, last, isEnd) = (scanned.Channel, scanned.Last, scanned.IsEnd);
            // What a webhook says stands under the webhook's number.
            foreach (var own in scanned.Messages.Where(message => message.Author == user && message.Extra?.Webhook is null).GroupBy(message => message.Channel))
            {
                files.AddRange(own.SelectMany(message => message.Extra?.Attachments ?? []).Take(MostAttachments - files.Count).Select(file => (own.Key, file)));
                foreach (var message in await MessageComposer.Compose(house, own.Key, [.. own], user, cancel)) yield return message;
            }
        }
    }

    private static async Task<List<PersonGuild>> Guilds(CommunityServices house, UserId user, CancellationToken cancel)
    {
        List<PersonGuild> guilds = [];
        foreach (var id in await house.GuildRows.GuildsOfUser(user, cancel))
        {
            if (await house.GuildRows.Load(id, cancel) is { } guild)
                guilds.Add(new PersonGuild(id, guild.Guild.Name, guild.Members.FirstOrDefault(member => member.User == user)?.Nick, guild.Guild.OwnerId == user));
        }

        return guilds;
    }

    private static PersonSession Session(TokenRow token) => new(token.CreatedAt, token.Client);

    private static PersonReadState Read(ReadStateRow state) => new(state.Channel, state.LastRead, state.MentionCount);

    private static PersonRecord Record(KeyValuePair<string, UserDocumentRow> record)
    {
        using var data = JsonDocument.Parse(record.Value.Data);
        return new PersonRecord(record.Key, new Snowflake(record.Value.Id).ToString(), data.RootElement.Clone());
    }
}
