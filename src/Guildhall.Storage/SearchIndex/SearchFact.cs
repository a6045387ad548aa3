namespace Guildhall.Storage.SearchIndex;

/// <summary>What is known of a message beside its words. Values are texts; their case does not matter.</summary>
public enum SearchFact
{
    /// <summary>A user's id.</summary>
    Author,

    /// <summary>user, bot or webhook.</summary>
    AuthorKind,

    /// <summary>A mentioned user's id.</summary>
    MentionedUser,

    /// <summary>A mentioned role's id.</summary>
    MentionedRole,

    /// <summary>One value, true, on messages that mention everyone.</summary>
    MentionsEveryone,

    /// <summary>The id of the user whom the message answers.</summary>
    RepliedToUser,

    /// <summary>The id of the message that it answers.</summary>
    RepliedToMessage,

    /// <summary>link, embed, file, image, video, sound, sticker, poll or snapshot.</summary>
    Has,

    /// <summary>The type of an embed.</summary>
    EmbedType,

    /// <summary>The name of an embed's provider.</summary>
    EmbedProvider,

    /// <summary>The host name of a link in the content.</summary>
    LinkHost,

    /// <summary>The extension of an attached file, without the dot.</summary>
    AttachmentExtension,

    /// <summary>The name of an attached file.</summary>
    AttachmentName,

    /// <summary>One value, true, on pinned messages.</summary>
    Pinned,
}
