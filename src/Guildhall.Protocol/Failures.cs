namespace Guildhall.Protocol;

/// <summary>The kinds of failure, numbered as the documentation's JSON error codes.</summary>
public abstract partial record Failure
{
    public sealed record Unauthorized() : Failure(401, 0, "401: Unauthorized");

    public sealed record NotFound() : Failure(404, 0, "404: Not Found");

    public sealed record MethodNotAllowed() : Failure(405, 0, "405: Method Not Allowed");

    /// <summary>The body is malformed before any field could be looked at.</summary>
    public sealed record InvalidJson() : Failure(400, 50109, "The request body contains invalid JSON.");

    public sealed record RequestTooLarge() : Failure(413, 40005, "Request entity too large");

    /// <summary>Fields of the body or the query are wrong; <paramref name="Errors"/> by dotted path, such as <c>embeds.0.title</c>.</summary>
    public sealed record InvalidForm(IReadOnlyList<FieldError> Errors) : Failure(400, 50035, "Invalid Form Body");

    /// <summary>Too many requests; <paramref name="RetryAfter"/> in seconds.</summary>
    public sealed record RateLimited(double RetryAfter, bool Global, string Scope) : Failure(429, 0, "You are being rate limited.");

    /// <summary>The part of the house that decides this is too busy or starting again: try again.</summary>
    public sealed record Overloaded() : Failure(503, 130000, "API resource is currently overloaded. Try again a little later");

    public sealed record Internal() : Failure(500, 0, "500: Internal Server Error");

    public sealed record UnknownApplication() : Failure(404, 10002, "Unknown Application");

    public sealed record UnknownChannel() : Failure(404, 10003, "Unknown Channel");

    public sealed record UnknownGuild() : Failure(404, 10004, "Unknown Guild");

    public sealed record UnknownInvite() : Failure(404, 10006, "Unknown Invite");

    public sealed record UnknownIntegration() : Failure(404, 10005, "Unknown Integration");

    public sealed record UnknownMember() : Failure(404, 10007, "Unknown Member");

    public sealed record UnknownMessage() : Failure(404, 10008, "Unknown Message");

    public sealed record UnknownOverwrite() : Failure(404, 10009, "Unknown permission overwrite");

    public sealed record UnknownRole() : Failure(404, 10011, "Unknown Role");

    public sealed record UnknownUser() : Failure(404, 10013, "Unknown User");

    public sealed record UnknownEmoji() : Failure(404, 10014, "Unknown Emoji");

    /// <summary>A reaction names an emoji that does not exist.</summary>
    public sealed record UnknownReactionEmoji() : Failure(400, 10014, "Unknown Emoji");

    public sealed record UnknownWebhook() : Failure(404, 10015, "Unknown Webhook");

    public sealed record UnknownInteraction() : Failure(404, 10062, "Unknown interaction");

    public sealed record InteractionAlreadyAnswered() : Failure(400, 40060, "Interaction has already been acknowledged.");

    public sealed record InteractionNotSent() : Failure(400, 40043, "Application interaction failed to send");

    public sealed record TooManyFollowUps() : Failure(400, 40094, "This interaction has hit the maximum number of follow up messages");

    public sealed record UnknownSku() : Failure(404, 10027, "Unknown SKU");

    public sealed record UnknownEntitlement() : Failure(404, 10029, "Unknown Entitlement");

    public sealed record UnknownLobby() : Failure(404, 10031, "Unknown lobby");

    public sealed record UnknownCommand() : Failure(404, 10063, "Unknown application command");

    public sealed record UnknownCommandPermissions() : Failure(404, 10066, "Unknown application command permissions");

    public sealed record TooManyCommands(int Limit) : Failure(400, 30032, $"Maximum number of application commands reached ({Limit})");

    public sealed record TooManyCommandCreates(int Limit) : Failure(400, 30034, $"Maximum number of daily application command creates has been reached ({Limit})");

    public sealed record OnlyConsumables() : Failure(400, 40018, "Only consumable SKUs can be consumed");

    public sealed record CommandNameTaken() : Failure(400, 40041, "An application command with that name already exists");

    public sealed record EntitlementAlreadyGranted() : Failure(400, 40074, "An entitlement has already been granted for this resource");

    public sealed record UnknownTargetUsersJob() : Failure(404, 10124, "Unknown invite target users job");

    public sealed record UnknownTargetUsers() : Failure(404, 10129, "Unknown invite target users");

    public sealed record InvalidMfaLevel() : Failure(400, 50017, "Invalid MFA level");

    public sealed record MfaRequired() : Failure(403, 60003, "Two factor is required for this operation");

    public sealed record UnknownTemplate() : Failure(404, 10057, "Unknown Guild Template");

    public sealed record UnknownVerificationForm() : Failure(404, 10068, "Unknown Guild Member Verification Form");

    public sealed record UnknownWelcomeScreen() : Failure(404, 10069, "Unknown Guild Welcome Screen");

    public sealed record GuildHasTemplate() : Failure(400, 30031, "Guild already has a template");

    public sealed record WidgetDisabled() : Failure(403, 50004, "Widget Disabled");

    public sealed record VerificationTooHigh() : Failure(403, 50009, "Channel verification level is too high for you to gain access.");

    public sealed record InviteCodeTaken() : Failure(400, 50020, "Invite code is either invalid or taken.");

    public sealed record ChannelNeededByCommunity() : Failure(400, 50074, "Cannot delete a channel required for Community guilds");

    public sealed record OwnerCannotBePending() : Failure(400, 50131, "Ownership cannot be transferred to a pending member");

    public sealed record OnboardingNeedsMore() : Failure(400, 350000, "Cannot enable onboarding, requirements are not met");

    public sealed record OnboardingBelowRequirements() : Failure(400, 350001, "Cannot update onboarding while below requirements");

    public sealed record UnknownBan() : Failure(404, 10026, "Unknown Ban");

    public sealed record StickerNotAllowed() : Failure(403, 50600, "You do not have permission to send this sticker.");

    public sealed record PollExpired() : Failure(400, 520001, "Poll expired");

    public sealed record CannotEditPoll() : Failure(400, 520003, "Cannot edit a poll message");

    public sealed record PollEmojiRefused() : Failure(400, 520004, "Cannot use an emoji included with the poll");

    public sealed record CannotExpireNonPoll() : Failure(400, 520006, "Cannot expire a non-poll message");

    public sealed record UnknownSticker() : Failure(404, 10060, "Unknown Sticker");

    public sealed record UnknownStickerPack() : Failure(404, 10061, "Unknown Sticker Pack");

    public sealed record UnknownSound() : Failure(404, 10097, "Unknown Sound");

    public sealed record TooManyStickers(int Limit) : Failure(400, 30039, $"Maximum number of stickers reached ({Limit})");

    public sealed record TooManySounds(int Limit) : Failure(400, 30045, $"Maximum number of soundboard sounds reached ({Limit})");

    public sealed record InvalidStickerSent() : Failure(400, 50081, "Invalid sticker sent");

    public sealed record VoiceEffectRefused() : Failure(400, 50167, "Cannot send voice effect when user is server muted, deafened, or suppressed");

    public sealed record InvalidLottie() : Failure(400, 170001, "Invalid JSON for uploaded Lottie file");

    public sealed record UnknownVoiceState() : Failure(404, 10065, "Unknown Voice State");

    public sealed record UnknownStageInstance() : Failure(404, 10067, "Unknown Stage Instance");

    public sealed record StageAlreadyOpen() : Failure(400, 150006, "The Stage is already open");

    public sealed record UnknownScheduledEvent() : Failure(404, 10070, "Unknown Guild Scheduled Event");

    public sealed record UnknownScheduledEventUser() : Failure(404, 10071, "Unknown Guild Scheduled Event User");

    public sealed record TooManyScheduledEvents(int Limit) : Failure(400, 30038, $"Maximum number of uncompleted guild scheduled events reached ({Limit})");

    public sealed record CannotUpdateFinishedEvent() : Failure(400, 180000, "Cannot update a finished event");

    public sealed record BotsCannotUse() : Failure(403, 20001, "Bots cannot use this endpoint");

    public sealed record OnlyBots() : Failure(403, 20002, "Only bots can use this endpoint");

    public sealed record NotYourApplication() : Failure(403, 20012, "You are not authorized to perform this action on this application");

    public sealed record SlowmodeActive(double RetryAfter) : Failure(429, 20016, "This action cannot be performed due to slowmode rate limit");

    public sealed record OnlyOwner() : Failure(403, 20018, "Only the owner of this account can perform this action");

    public sealed record TooManyGuilds(int Limit) : Failure(400, 30001, $"Maximum number of guilds reached ({Limit})");

    public sealed record TooManyPins(int Limit) : Failure(400, 30003, $"Maximum number of pins reached for the channel ({Limit})");

    public sealed record TooManyRoles(int Limit) : Failure(400, 30005, $"Maximum number of guild roles reached ({Limit})");

    public sealed record TooManyWebhooks(int Limit) : Failure(400, 30007, $"Maximum number of webhooks reached ({Limit})");

    public sealed record TooManyGuildWebhooks(int Limit) : Failure(400, 30058, $"Maximum number of webhooks per guild reached ({Limit})");

    public sealed record TooManyEmojis(int Limit) : Failure(400, 30008, $"Maximum number of emojis reached ({Limit})");

    public sealed record TooManyAnimatedEmojis(int Limit) : Failure(400, 30018, $"Maximum number of animated emojis reached ({Limit})");

    public sealed record TooManyReactions(int Limit) : Failure(400, 30010, $"Maximum number of reactions reached ({Limit})");

    public sealed record TooManyChannels(int Limit) : Failure(400, 30013, $"Maximum number of guild channels reached ({Limit})");

    public sealed record TooManyInvites(int Limit) : Failure(400, 30016, $"Maximum number of invites reached ({Limit})");

    public sealed record TooManyMembers(int Limit) : Failure(400, 30019, $"Maximum number of server members reached ({Limit})");

    public sealed record TooManyBans(int Limit) : Failure(400, 30035, $"Maximum number of bans for non-guild members have been exceeded ({Limit})");

    public sealed record TooManyOverwrites(int Limit) : Failure(400, 30060, $"Maximum number of channel permission overwrites reached ({Limit})");

    public sealed record NotInVoice() : Failure(400, 40032, "Target user is not connected to voice.");

    public sealed record TooManyAttachments(int Limit) : Failure(400, 30015, $"Maximum number of attachments in a message reached ({Limit})");

    /// <summary>The operator lets nobody in; Discord has no such case, so there is no number for it.</summary>
    public sealed record RegistrationClosed() : Failure(403, 0, "Registration is closed on this server");

    public sealed record AlreadyCrossposted() : Failure(400, 40033, "This message has already been crossposted.");

    public sealed record UserBannedFromGuild() : Failure(403, 40007, "The user is banned from this guild");

    /// <summary>An account that owns guilds is not deleted: what becomes of them is its owner's decision.</summary>
    public sealed record OwnsGuilds() : Failure(400, 40011, "You must transfer ownership of any owned guilds before deleting your account");

    public sealed record MissingAccess() : Failure(403, 50001, "Missing Access");

    public sealed record NoteTooLong() : Failure(400, 50015, "Note was too long");

    public sealed record CannotExecuteOnDm() : Failure(403, 50003, "Cannot execute action on a DM channel");

    public sealed record CannotMessageUser() : Failure(403, 50007, "Cannot send messages to this user");

    public sealed record NoMutualGuilds() : Failure(403, 50278, "Cannot send messages to this user due to having no mutual guilds");

    public sealed record InvalidRecipients() : Failure(400, 50033, "Invalid Recipient(s)");

    public sealed record TooManyRecipients(int Limit) : Failure(400, 30004, $"Maximum number of recipients reached ({Limit})");

    public sealed record TooManyGroups(int Limit) : Failure(400, 30011, $"Maximum number of group DMs reached ({Limit})");

    public sealed record CannotEditOthersMessage() : Failure(403, 50005, "Cannot edit a message authored by another user");

    public sealed record UnknownReport() : Failure(404, 0, "404: Not Found");

    /// <summary>A person, or a guild, has all the reports that may wait.</summary>
    public sealed record TooManyReports(int Limit) : Failure(400, 0, $"Maximum number of open reports reached ({Limit})");

    /// <summary>The member gives the guild no boost that it could take back.</summary>
    public sealed record UnknownBoost() : Failure(404, 0, "404: Not Found");

    /// <summary>The member gives the guild all that one may.</summary>
    public sealed record TooManyBoosts(int Limit) : Failure(400, 0, $"Maximum number of boosts reached ({Limit})");

    public sealed record EmptyMessage() : Failure(400, 50006, "Cannot send an empty message");

    public sealed record CannotSendInNonText() : Failure(400, 50008, "Cannot send messages in a non-text channel");

    public sealed record MissingPermissions() : Failure(403, 50013, "Missing Permissions");

    public sealed record ApplicationHasNoBot() : Failure(400, 50010, "OAuth2 application does not have a bot");

    public sealed record TooManyApplications(int Limit) : Failure(400, 50011, $"OAuth2 application limit reached ({Limit})");

    /// <summary>A user has all the applications that one may have for itself; the documentation has no number of its own for it.</summary>
    public sealed record TooManyInstalls(int Limit) : Failure(400, 50011, $"OAuth2 application limit reached ({Limit})");

    public sealed record InvalidToken() : Failure(401, 50014, "Invalid authentication token provided");

    public sealed record BulkDeleteCount(int Min, int Max) : Failure(400, 50016, $"Provided too few or too many messages to delete. Must provide at least {Min} and at most {Max} messages to delete");

    public sealed record CannotExecuteOnSystemMessage() : Failure(403, 50021, "Cannot execute action on a system message");

    public sealed record CannotExecuteOnChannelType() : Failure(400, 50024, "Cannot execute action on this channel type");

    public sealed record InvalidAccessToken() : Failure(400, 50025, "Invalid OAuth2 access token provided");

    public sealed record UnknownAuthorization() : Failure(404, 10012, "Unknown Token");

    public sealed record MissingScope() : Failure(403, 50026, "Missing required OAuth2 scope");

    public sealed record InvalidOrigin() : Failure(403, 50067, "Invalid request origin");

    /// <summary>A refusal in the shape of OAuth2 itself (RFC 6749, 5.2): <paramref name="Error"/> is one of its words.</summary>
    public sealed record OAuthRefused(string Error, string Description) : Failure(Error == "invalid_client" ? 401 : 400, 0, Description);

    public sealed record InvalidWebhookToken() : Failure(401, 50027, "Invalid Webhook Token");

    public sealed record InvalidRole() : Failure(400, 50028, "Invalid role");

    public sealed record MessageTooOldToBulkDelete() : Failure(400, 50034, "A message provided was too old to bulk delete");

    public sealed record InviteToUnjoinedGuild() : Failure(400, 50036, "An invite was accepted to a guild the application's bot is not in");

    public sealed record FileTooLarge() : Failure(413, 40005, "Request entity too large");

    public sealed record InvalidApiVersion() : Failure(400, 50041, "Invalid API version provided");

    public sealed record InvalidMessageType() : Failure(400, 50068, "Invalid message type");

    public sealed record OwnerCannotLeave() : Failure(400, 50055, "The owner of a guild cannot leave it");

    public sealed record OwnerCannotBeBot() : Failure(400, 50132, "Ownership cannot be transferred to a bot user");

    public sealed record VoiceMessageWithMore() : Failure(400, 50159, "Voice messages do not support additional content.");

    public sealed record VoiceMessageWithoutAudio() : Failure(400, 50160, "Voice messages must have a single audio attachment.");

    public sealed record VoiceMessageWithoutMetadata() : Failure(400, 50161, "Voice messages must have supporting metadata.");

    public sealed record VoiceMessageCannotBeEdited() : Failure(403, 50162, "Voice messages cannot be edited.");

    public sealed record CannotSendVoiceMessages() : Failure(403, 50173, "You cannot send voice messages in this channel.");

    public sealed record BulkBanFailed() : Failure(400, 500000, "Failed to ban users");

    public sealed record CannotReplyWithoutHistory() : Failure(403, 160002, "Cannot reply without permission to read message history");

    public sealed record NoBurstReactions() : Failure(403, 90002, "User cannot use burst reactions");

    public sealed record CannotForward() : Failure(403, 160014, "You cannot forward a message whose content you cannot read");

    public sealed record WebhookNeedsThread() : Failure(400, 220001, "Webhooks posted to forum channels must have a thread_name or thread_id");

    public sealed record WebhookThreadTwice() : Failure(400, 220002, "Webhooks posted to forum channels cannot have both a thread_name and thread_id");

    public sealed record WebhookThreadOutsideForum() : Failure(400, 220003, "Webhooks can only create threads in forum channels");

    /// <summary>Not refused, but not yet: the search index is being built. <paramref name="RetryAfter"/> in seconds.</summary>
    public sealed record IndexNotAvailable(int DocumentsIndexed, int RetryAfter) : Failure(202, 110000, "Index not yet available. Try again later");

    public sealed record TooManyFriends(int Limit) : Failure(400, 30002, $"Maximum number of friends reached ({Limit})");

    public sealed record FriendRequestsOff() : Failure(400, 80000, "Incoming friend requests disabled.");

    public sealed record FriendRequestBlocked() : Failure(400, 80001, "Friend request blocked");

    public sealed record BotsHaveNoFriends() : Failure(400, 80002, "Bots cannot have friends");

    public sealed record NoFriendOfOneself() : Failure(400, 80003, "Cannot send friend request to self");

    public sealed record NoUserOfThatName() : Failure(400, 80004, "No users with DiscordTag exist");

    public sealed record NotFriends() : Failure(400, 80006, "You need to be friends in order to make this change.");

    public sealed record AlreadyFriends() : Failure(400, 80007, "You are already friends with that user.");

    /// <summary>A rule of the guild blocked the message; <paramref name="CustomMessage"/> is what the rule wants said.</summary>
    public sealed record BlockedByAutoModeration(string? CustomMessage)
        : Failure(400, 200000, CustomMessage ?? "Message was blocked by automatic moderation");

    /// <summary>The same for the title of a thread.</summary>
    public sealed record TitleBlockedByAutoModeration(string? CustomMessage)
        : Failure(400, 200001, CustomMessage ?? "Title was blocked by automatic moderation");

    public sealed record UnknownTag() : Failure(404, 10087, "Unknown Tag");

    public sealed record TooManyThreadMembers(int Limit) : Failure(400, 30033, $"Maximum number of thread participants has been reached ({Limit})");

    public sealed record TooManyPinnedThreads() : Failure(400, 30047, "Maximum number of pinned threads in a forum channel has been reached");

    public sealed record TooManyTags() : Failure(400, 30048, "Maximum number of tags in a forum channel has been reached");

    public sealed record BitrateTooHigh() : Failure(400, 30052, "Bitrate is too high for channel of this type");

    public sealed record CannotSendInForum() : Failure(400, 40058, "Cannot send a message in a forum channel");

    public sealed record TagNamesNotUnique() : Failure(400, 40061, "Tag names must be unique");

    public sealed record NoTagsForMembers() : Failure(400, 40066, "There are no tags available that can be set by non-moderators");

    public sealed record TagRequired() : Failure(400, 40067, "A tag is required to create a forum post in this channel");

    public sealed record ThreadArchived() : Failure(400, 50083, "Tried to perform an operation on an archived thread, such as editing a message or adding a user to the thread");

    public sealed record InvalidThreadSettings() : Failure(400, 50084, "Invalid thread notification settings");

    public sealed record BeforeThreadCreation() : Failure(400, 50085, "before value is earlier than the thread creation date");

    public sealed record ThreadAlreadyCreated() : Failure(400, 160004, "A thread has already been created for this message");

    public sealed record ThreadLocked() : Failure(403, 160005, "Thread is locked");

    public sealed record TooManyActiveThreads() : Failure(400, 160006, "Maximum number of active threads reached");

    public sealed record ReactionBlocked() : Failure(403, 90001, "Reaction was blocked");
}

/// <summary>One wrong field: its dotted path, the error code and its message as a form shows them.</summary>
public sealed record FieldError(string Path, string Code, string Message);
