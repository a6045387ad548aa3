using Guildhall.Community.Edge;

namespace Guildhall.Community;

/// <summary>The table of contents of the API: every operation, by feature.</summary>
public static class CommunityRoutes
{
    public static void Map(ApiRoutes api)
    {
        MapAccounts(api);
        MapUsers(api);
        MapApplications(api);
        BotRoutes.Map(api);
        MapGateway(api);
        MapGuilds(api);
        MapChannels(api);
        MapThreads(api);
        MapRoles(api);
        MapMembers(api);
        MapInvites(api);
        MapEmojis(api);
        GatheringRoutes.Map(api);
        MapModeration(api);
        MapRetention(api);
        MapMessages(api);
        MapPrivateChannels(api);
        MapWebhooks(api);
        MapSearch(api);
        MapRelationships(api);
        MapReadStates(api);
    }

    private static void MapReadStates(ApiRoutes api)
    {
        ReadStates.BulkAck.Map(api);
        ReadStates.AckGuild.Map(api);
        ReadStates.AckPins.Map(api);
        ReadStates.DeleteReadState.Map(api);
        ReadStates.RecentMentions.Map(api);
        ReadStates.UserGuildSettings.Map(api);
    }

    private static void MapRelationships(ApiRoutes api)
    {
        Relationships.ListRelationships.Map(api);
        Relationships.Befriend.Map(api);
        Relationships.IgnoreUser.Map(api);
        Relationships.SetNickname.Map(api);
        Relationships.RemoveRelationships.Map(api);
        Relationships.UserNotes.Map(api);
    }

    private static void MapPrivateChannels(ApiRoutes api)
    {
        PrivateChannels.ListPrivateChannels.Map(api);
        PrivateChannels.CreatePrivateChannel.Map(api);
        PrivateChannels.GetPrivateChannel.Map(api);
        PrivateChannels.AddRecipient.Map(api);
        PrivateChannels.RemoveRecipient.Map(api);
        Calls.CallOperations.Map(api);
    }

    private static void MapAccounts(ApiRoutes api)
    {
        Accounts.Register.Map(api);
        Accounts.Login.Map(api);
        Accounts.Logout.Map(api);
        Accounts.AuthSessions.Map(api);
        Accounts.DisableAccount.Map(api);
        Accounts.DeleteAccount.Map(api);
        Accounts.MfaLogin.Map(api);
        Accounts.ManageMfa.Map(api);
        Accounts.VerifyEmail.Map(api);
        Accounts.ResetPassword.Map(api);
        Guilds.GuildMfa.Map(api);
    }

    private static void MapUsers(ApiRoutes api)
    {
        User.GetCurrentUser.Map(api);
        User.ModifyCurrentUser.Map(api);
        User.Settings.UserSettings.Map(api);
        User.GetUser.Map(api);
        User.GetUserProfile.Map(api);
    }

    private static void MapApplications(ApiRoutes api)
    {
        Applications.GetApplications.Map(api);
        Applications.CreateApplication.Map(api);
        Applications.UpdateApplication.Map(api);
        Applications.DeleteApplication.Map(api);
        Applications.ManageBot.Map(api);
        Applications.Entitlements.ManageEntitlements.Map(api);
        Applications.ApplicationEmojis.Map(api);
        Applications.RoleConnections.Map(api);
        Applications.ApplicationAttachment.Map(api);
        Applications.NothingElsewhere.Map(api);
    }

    private static void MapGateway(ApiRoutes api)
    {
        GatewayInfo.GetGateway.Map(api);
        GatewayInfo.GetGatewayBot.Map(api);
    }

    private static void MapGuilds(ApiRoutes api)
    {
        Guilds.CreateGuild.Map(api);
        Guilds.GetGuild.Map(api);
        Guilds.GetGuildPreview.Map(api);
        Guilds.UpdateGuild.Map(api);
        Guilds.DeleteGuild.Map(api);
        Guilds.ListOwnGuilds.Map(api);
        Guilds.LeaveGuild.Map(api);
        Guilds.VoiceRegions.Map(api);
        Guilds.ListIntegrations.Map(api);
        Guilds.RemoveIntegration.Map(api);
        MapGuildPages(api);
    }

    private static void MapGuildPages(ApiRoutes api)
    {
        Onboarding.GetOnboarding.Map(api);
        Onboarding.PutOnboarding.Map(api);
        Onboarding.AnswerOnboarding.Map(api);
        Welcome.WelcomeScreen.Map(api);
        Welcome.NewMemberWelcome.Map(api);
        Welcome.NewMemberActions.Map(api);
        Widgets.WidgetSettings.Map(api);
        Widgets.GetWidget.Map(api);
        Widgets.GetWidgetImage.Map(api);
        Vanity.VanityUrl.Map(api);
        Boosts.GuildBoosts.Map(api);
        Screening.MemberVerification.Map(api);
        Screening.OwnJoinRequest.Map(api);
        Screening.ReviewJoinRequests.Map(api);
        Templates.GuildTemplates.Map(api);
        Templates.UseTemplate.Map(api);
    }

    private static void MapChannels(ApiRoutes api)
    {
        Channels.GetChannel.Map(api);
        Channels.UpdateChannel.Map(api);
        Channels.DeleteChannel.Map(api);
        Channels.ListChannels.Map(api);
        Channels.CreateChannel.Map(api);
        Channels.MoveChannels.Map(api);
        Channels.PutOverwrite.Map(api);
        Channels.RemoveOverwrite.Map(api);
        Channels.SetVoiceStatus.Map(api);
    }

    private static void MapThreads(ApiRoutes api)
    {
        Threads.CreateThread.Map(api);
        Threads.CreateThreadFromMessage.Map(api);
        Threads.JoinThread.Map(api);
        Threads.LeaveThread.Map(api);
        Threads.AddThreadMember.Map(api);
        Threads.RemoveThreadMember.Map(api);
        Threads.ListThreadMembers.Map(api);
        Threads.UpdateThreadSettings.Map(api);
        Threads.ListActiveThreads.Map(api);
        Threads.ListArchivedThreads.Map(api);
        Threads.SearchThreads.Map(api);
    }

    private static void MapRoles(ApiRoutes api)
    {
        Roles.ListRoles.Map(api);
        Roles.GetRole.Map(api);
        Roles.CountRoleMembers.Map(api);
        Roles.CreateRole.Map(api);
        Roles.UpdateRole.Map(api);
        Roles.MoveRoles.Map(api);
        Roles.DeleteRole.Map(api);
        Roles.GiveRole.Map(api);
        Roles.TakeRole.Map(api);
    }

    private static void MapMembers(ApiRoutes api)
    {
        Members.ListMembers.Map(api);
        Members.SearchMembers.Map(api);
        Members.GetMember.Map(api);
        Members.AddMember.Map(api);
        Members.UpdateMember.Map(api);
        Members.UpdateOwnMember.Map(api);
        Members.KickMember.Map(api);
        Members.PruneMembers.Map(api);
    }

    private static void MapEmojis(ApiRoutes api)
    {
        Emojis.ListEmojis.Map(api);
        Emojis.CreateEmoji.Map(api);
        Emojis.UpdateEmoji.Map(api);
        Emojis.DeleteEmoji.Map(api);
    }

    private static void MapRetention(ApiRoutes api)
    {
        Retention.GetRetention.Map(api);
        Retention.UpdateRetention.Map(api);
        Exports.AskExport.Map(api);
    }

    private static void MapModeration(ApiRoutes api)
    {
        Moderation.BanMember.Map(api);
        Moderation.BulkBan.Map(api);
        Moderation.UnbanMember.Map(api);
        Moderation.GetBan.Map(api);
        Moderation.ListBans.Map(api);
        Moderation.GetAuditLog.Map(api);
        Incidents.IncidentActions.Map(api);
        Reports.CreateReport.Map(api);
        Reports.ReportQueue.Map(api);
        AutoModeration.ReadRules.Map(api);
        AutoModeration.CreateRule.Map(api);
        AutoModeration.UpdateRule.Map(api);
        AutoModeration.DeleteRule.Map(api);
    }

    private static void MapInvites(ApiRoutes api)
    {
        Invites.CreateInvite.Map(api);
        Invites.ListInvites.Map(api);
        Invites.GetInvite.Map(api);
        Invites.AcceptInvite.Map(api);
        Invites.RevokeInvite.Map(api);
        Invites.TargetUsers.Map(api);
    }

    private static void MapWebhooks(ApiRoutes api)
    {
        Webhooks.CreateWebhook.Map(api);
        Webhooks.ListWebhooks.Map(api);
        Webhooks.GetWebhook.Map(api);
        Webhooks.UpdateWebhook.Map(api);
        Webhooks.DeleteWebhook.Map(api);
        Webhooks.ExecuteWebhook.Map(api);
        Webhooks.ExecuteSlackWebhook.Map(api);
        Webhooks.ExecuteGitHubWebhook.Map(api);
        Webhooks.WebhookMessages.Map(api);
        Announcements.FollowChannel.Map(api);
        Announcements.CrosspostMessage.Map(api);
    }

    private static void MapSearch(ApiRoutes api)
    {
        Search.SearchGuild.Map(api);
        Search.SearchChannel.Map(api);
    }

    private static void MapMessages(ApiRoutes api)
    {
        Messages.CreateMessage.Map(api);
        Messages.GetMessages.Map(api);
        Messages.GetMessage.Map(api);
        Messages.EditMessage.Map(api);
        Messages.DeleteMessage.Map(api);
        Messages.BulkDeleteMessages.Map(api);
        Reactions.AddReaction.Map(api);
        Reactions.RemoveReaction.Map(api);
        Reactions.RemoveReactions.Map(api);
        Reactions.GetReactions.Map(api);
        Pins.GetPins.Map(api);
        Pins.PinMessage.Map(api);
        Pins.UnpinMessage.Map(api);
        Typing.TriggerTyping.Map(api);
        ReadStates.AckMessage.Map(api);
    }
}
