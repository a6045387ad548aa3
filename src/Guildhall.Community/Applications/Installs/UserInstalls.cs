using Guildhall.Community.User;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Applications.Installs;

/// <summary>The applications that a user has for itself, wherever it is.</summary>
public static class UserInstalls
{
    /// <summary>Applications of one user.</summary>
    public const int Most = 200;

    internal static readonly UserDocumentKind<UserInstall> Kind = new("install", InstallJson.Default.UserInstall);

    /// <summary>All that the user has.</summary>
    public sealed record List : IUserCommand<IReadOnlyList<UserInstall>>
    {
        public async ValueTask<Result<IReadOnlyList<UserInstall>>> Run(UserTurn turn) =>
            new([.. (await UserDocuments.Of(turn, Kind)).Values.OrderBy(install => install.Application.Number)]);
    }

    /// <summary>What the user has of one application; <see cref="Failure.UnknownApplication"/> when it has not taken it.</summary>
    public sealed record Find(ApplicationId Application) : IUserCommand<UserInstall>
    {
        public async ValueTask<Result<UserInstall>> Run(UserTurn turn) =>
            (await UserDocuments.Of(turn, Kind)).GetValueOrDefault(Application.Number) is { } install ? install : new Failure.UnknownApplication();
    }

    /// <summary>The user takes an application; with an earlier one the scopes add up.</summary>
    public sealed record Add(ApplicationId Application, IReadOnlyList<string> Scopes) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            var all = await UserDocuments.Of(turn, Kind);
            var before = all.GetValueOrDefault(Application.Number);
            if (before is null && all.Count >= Most) return new Failure.TooManyInstalls(Most);
            string[] scopes = [.. (before?.Scopes ?? []).Union(Scopes)];
            await UserDocuments.Put(turn, Kind, Application.Number, new UserInstall(Application, before?.At ?? turn.Now, scopes));
            turn.TellOwnSessions(
                DispatchCatalogue.UserApplicationUpdate, new UserApplicationPayload(Application), InstallJson.Default.UserApplicationPayload, peopleOnly: true);
            return Nothing.Value;
        }
    }

    /// <summary>The user gives an application up; nothing happens when it has none.</summary>
    public sealed record Remove(ApplicationId Application) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            if (!(await UserDocuments.Of(turn, Kind)).ContainsKey(Application.Number)) return Nothing.Value;
            await UserDocuments.Remove(turn, Kind, Application.Number);
            turn.TellOwnSessions(
                DispatchCatalogue.UserApplicationRemove, new UserApplicationPayload(Application), InstallJson.Default.UserApplicationPayload, peopleOnly: true);
            return Nothing.Value;
        }
    }
}
