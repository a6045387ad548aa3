using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Invites;

/// <summary>From a code in the path to the guild that gave it out.</summary>
internal static class InviteLookup
{
    /// <summary>Asks the invite's guild; Unknown Invite when no guild knows the code.</summary>
    public static async ValueTask<Result<TReply>> Ask<TReply>(ApiRequest request, IGuildCommand<TReply> command)
    {
        var code = request.Text("invite_code");
        if (!InviteCode.MayBe(code) || await request.House.GuildRows.GuildOfInvite(code, request.Cancel) is not { } guild)
            return new Failure.UnknownInvite();
        return await request.House.Guilds.Ask(guild, command, request.Cancel);
    }
}
